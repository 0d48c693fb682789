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
    server = subprocess.Popen(
        [program.launcher, "serve"],
        env=program.environment(variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + 60
        while "there is no server" in program.says("serve", "--status"):
            if server.poll() is not None or time.monotonic() > end:
                raise SystemExit("the resident process does not come up")
            time.sleep(0.2)
        yield [program.subject(["process"], folder, variables, f"{program.name}, resident")]
    finally:
        server.terminate()
        server.wait()
