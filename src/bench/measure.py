"""Whole processes, measured in turn: what a call costs its caller."""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import typing

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
PYTHON = "/usr/bin/python3"


class Subject(typing.NamedTuple):
    """What takes its turn. `calls` processes one after another count as one turn."""

    name: str
    command: list
    environment: dict
    folder: pathlib.Path
    calls: int = 1
    prepare: typing.Callable = None  # called before each turn, outside of the measured time


class Cost(typing.NamedTuple):
    """Seconds of wall and of processor, and the peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


class Stopwatch:
    """Measures processes; see stopwatch.py for why it does so in a process of its own."""

    def __init__(self, scratch):
        self.log = scratch / "stderr"
        self.process = subprocess.Popen(
            [PYTHON, "-I", "-S", str(HERE / "stopwatch.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def once(self, subject, answers=(0,)):
        """The cost of one call; one that fails ends the benchmark with what it said."""
        call = [subject.command, str(subject.folder), subject.environment, str(self.log)]
        self.process.stdin.write(json.dumps(call) + "\n")
        self.process.stdin.flush()
        code, *cost = json.loads(self.process.stdout.readline())
        if code not in answers:
            print(self.log.read_text(errors="replace")[-2000:], file=sys.stderr)
            sys.exit(f"{' '.join(subject.command)[:300]} exits with {code}")
        return Cost(*cost)

    def turn(self, subject, answers=(0,)):
        if subject.prepare:
            subject.prepare()
        costs = [self.once(subject, answers) for _ in range(subject.calls)]
        return Cost(
            sum(cost.wall for cost in costs),
            sum(cost.cpu for cost in costs),
            max(cost.memory for cost in costs),
        )

    def rounds(self, subjects, n, answers=(0,)):
        """The costs of n rounds by name: all take turns, so that a busy machine is busy for all."""
        costs = {subject.name: [] for subject in subjects}
        for done in range(n):
            progress(f"round {done + 1} of {n}")
            for subject in subjects:
                costs[subject.name].append(self.turn(subject, answers))
        progress("")
        return costs

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def progress(text):
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def median(numbers):
    return statistics.median(numbers)


def wall(costs):
    return median(cost.wall for cost in costs)


def cpu(costs):
    return median(cost.cpu for cost in costs)


def memory(costs):
    return median(cost.memory for cost in costs)


def ratio(costs, baseline, of=lambda cost: cost.wall):
    """The median of the ratios of each round: noise that lasts longer than a round cancels out."""
    return median(of(one) / of(other) for one, other in zip(costs, baseline))


def noise(costs):
    """How far the middle half of the rounds lies apart, as a part of their median."""
    walls = [cost.wall for cost in costs]
    if len(walls) < 2:
        return 0.0
    low, _, high = statistics.quantiles(walls, n=4)
    return (high - low) / median(walls)


def load_average():
    return os.getloadavg()[0]
