"""Result files that grow by what the mapping does not name: a line of numbers for each request."""
import json
import random

import cold
import measure
from measure import PYTHON, Subject
from report import Part, Plot, Table

SIZES = [1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]
LOAD = "import json, sys; json.load(open(sys.argv[1]))"


def write(file, result, size):
    """The result with the numbers and texts of so many requests that the file has about this size."""
    numbers = random.Random(size)
    short = {key: value for key, value in result.items() if not isinstance(value, list)}
    head = json.dumps(short)
    room = max(0, size - len(head)) // 4
    with open(file, "w") as out:
        out.write(head[:-1])
        for key, make in (
            ("ttfts", lambda: repr(numbers.uniform(0.1, 2.0))),
            ("output_lens", lambda: str(numbers.randint(500, 1200))),
            ("itls", lambda: json.dumps([numbers.uniform(0.001, 0.02) for _ in range(40)])),
            ("generated_texts", lambda: json.dumps("The answer is \u201ec\u201c.\n" * 20)),
        ):
            if room < 1000:
                continue
            out.write(f', "{key}": [')
            written, comma = 0, ""
            while written < room:
                written += out.write(comma + make())
                comma = ", "
            out.write("]")
        out.write("}")


def measure_part(bench):
    rows, figures = [], {}
    names = ["Python's json.load"] + [program.name for program in bench.programs]
    time_points = {name: [] for name in names}
    memory_points = {name: [] for name in names}
    for size in SIZES[: 5 if bench.quick else 6]:
        folder, variables = cold.setting(bench.scratch / f"size-{size}")
        file = folder / "run.json"
        write(file, json.loads(file.read_text()), size)
        plain = dict(variables, PATH="/usr/bin:/bin", HOME=str(folder))
        subjects = [Subject(names[0], [PYTHON, "-c", LOAD, str(file)], plain, folder)]
        for program in bench.programs:
            subjects.append(program.subject(["process"], folder, variables))
            program.warm(bench.stopwatch, subjects[-1])
        costs = bench.stopwatch.rounds(subjects, bench.rounds)
        for name in names:
            turns = costs[name]
            faster = 1 / measure.ratio(turns, costs[names[0]])
            wall, memory = measure.wall(turns) * 1000, measure.memory(turns)
            real = file.stat().st_size
            rows.append([f"{size:,} bytes, {name}", wall, measure.cpu(turns) * 1000, memory, faster])
            time_points[name].append((real, wall))
            memory_points[name].append((real, memory))
            figures[f"{size}/{name}"] = {
                "bytes": real,
                "wall_ms": wall,
                "peak_mib": memory,
                "faster_than_json_load": faster,
            }
        file.unlink()
    table = Table(
        "Growth with the result file",
        f"Whole processes, medians of {bench.rounds} rounds in turn; the last column says how many times"
        " faster it is than a Python process that only reads the same file.",
        ["", "wall ms", "cpu ms", "MiB", "json.load /"],
        rows,
    )
    plots = [
        Plot("size-time", "Growth with the result file: time", "bytes", "ms", time_points, True, True),
        Plot("size-memory", "Growth with the result file: memory", "bytes", "MiB", memory_points, True),
    ]
    return Part([table], plots, figures)
