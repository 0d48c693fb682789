"""What rungate is compared with: two Python scripts of our own, run by Debian's own Python.

A costs the least that any script costs: it reads the environment and the result and writes a
document, and everything it imports lies compiled on the disk. B does the same with the imports of a
processing script of some size, and is run like many jobs run theirs: forbidden to write bytecode,
and with a bytecode folder that is empty, so that every import is compiled anew.
"""
from measure import HERE, PYTHON, Subject


def a(folder, environment, **more):
    return Subject("A", [PYTHON, str(HERE / "script_a.py")], environment, folder, **more)


def b(folder, environment, **more):
    empty = folder / "pycache"
    empty.mkdir(exist_ok=True)
    bare = dict(environment, PYTHONDONTWRITEBYTECODE="1", PYTHONPYCACHEPREFIX=str(empty))
    return Subject("B", [PYTHON, str(HERE / "script_b.py")], bare, folder, **more)
