"""A resident rungate, which judges what a caller brings without a start of its own."""
import contextlib
import subprocess
import time

from program import Program


@contextlib.contextmanager
def subjects(bench, folder, variables):
    """The subject of a run that a resident process answers; none where there is no such mode.

    The resident process has a home folder of its own, so that no other subject meets it.
    """
    newest = bench.newest
    if "rungate serve" not in newest.says("serve", "--help"):
        yield []
        return
    program = Program(newest.java, bench.scratch / "home-resident", newest.launcher)
    environment = program.environment(variables)
    server = subprocess.Popen(
        [program.launcher, "serve"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        subject = program.subject(["process"], folder, variables, f"{program.name}, resident")
        program.warm(bench.stopwatch, subject)
        time.sleep(2)  # until it listens
        yield [subject]
    finally:
        server.terminate()
        server.wait()
