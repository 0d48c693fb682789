"""A resident rungate, which judges what a caller brings without a start of its own."""
import contextlib
import os
import re
import subprocess
import time

from program import Program


class Server:
    """Its subject, and how many calls it has answered: whatever it doubts is answered cold."""

    def __init__(self, program, subject):
        self.program = program
        self.subject = subject

    def answered(self):
        found = re.search(r"(\d+) calls answered", self.program.says("serve", "--status"))
        return int(found.group(1)) if found else 0


def settle(pid):
    """Waits until the process has compiled what it rehearses, or it would disturb its neighbours."""
    end = time.monotonic() + 120
    used, before = processor_seconds(pid), -1.0
    while used - before > 0.05 and time.monotonic() < end:
        time.sleep(2)
        used, before = processor_seconds(pid), used


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def server(bench, folder, variables):
    """A server for one kind of call; None where there is no such mode.

    The resident process has a home folder of its own, so that no other subject meets it.
    """
    newest = bench.newest
    if "rungate serve" not in newest.says("serve", "--help"):
        yield None
        return
    program = Program(newest.java, bench.scratch / "home-resident", newest.launcher)
    process = subprocess.Popen(
        [program.launcher, "serve"],
        env=program.environment(variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + 60
        while "there is no server" in program.says("serve", "--status"):
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit("the resident process does not come up")
            time.sleep(0.2)
        settle(process.pid)
        name = f"{program.name}, resident"
        yield Server(program, program.subject(["process"], folder, variables, name))
    finally:
        process.terminate()
        process.wait()
