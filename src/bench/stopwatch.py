"""Starts processes one after another and measures each.

A process of its own, and a small one: what Linux calls the peak memory of a process is never less
than that of the process which started it. Reads one call a line as JSON, answers with one line.
"""
import json
import os
import sys
import time


def measure(command, folder, environment, log):
    os.chdir(folder)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, log, flags, 0o600),
    ]
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, environment, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    return code, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


for line in sys.stdin:
    print(json.dumps(measure(*json.loads(line))), flush=True)
