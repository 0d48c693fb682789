"""A hundred result files: one call of rungate against a loop over a script."""
import json

import baselines
import measure
import resident
import runs
from report import Part, Table, costs_row

FILES = 100

WARM_UP = 20  # calls of a resident process that are not counted


def setting(scratch):
    """A folder with a hundred results, their names, and the variables of their job."""
    folder = scratch / "hundred"
    folder.mkdir()
    run = runs.sample()
    result = json.loads(run.result)
    names = []
    for number in range(FILES):
        name = f"run{number:03}_gpus_8"
        result["max_concurrency"] = number + 1
        result["output_throughput"] += 0.1
        (folder / f"{name}.json").write_text(json.dumps(result))
        names.append(f"{name}.json")
    return folder, names, run.environment


def subjects(bench, place, calls=FILES):
    """Loops of so many calls of each script, and one call of each program for all files."""
    folder, names, environment = place
    variables = dict(environment, RESULT_FILENAME=names[0].removesuffix(".json"))
    plain = dict(variables, PATH="/usr/bin:/bin", HOME=str(folder))
    turns = [
        baselines.a(folder, plain, calls=calls),
        baselines.b(folder, plain, calls=calls),
    ]
    for program in bench.programs:
        subject = program.subject(["process", *names], folder, environment)
        program.warm(bench.stopwatch, subject)
        turns.append(subject)
    return turns


def anew(subject):
    """A subject that finds nothing of the turn before: to replace a file makes a disk wait."""

    def clear():
        for document in [*subject.folder.glob("agg_*"), *subject.folder.glob("audit_*")]:
            document.unlink()

    return subject._replace(prepare=clear)


def measure_part(bench):
    folder, names, environment = place = setting(bench.scratch)
    turns = [anew(subject) for subject in subjects(bench, place)]
    with resident.server(bench, folder, environment) as server:
        if server:
            name = f"{bench.newest.name}, resident"
            call = ["process", *names]
            turns.append(anew(server.program.subject(call, folder, environment, name)))
            for _ in range(WARM_UP):
                bench.stopwatch.turn(turns[-1])
        costs = bench.stopwatch.rounds(turns, bench.rounds)
    rows, figures = [], {}
    for name, turns in costs.items():
        what = f"{FILES} processes of {name}" if name in "AB" else f"{name}, one call"
        rows.append(costs_row(what, turns, costs["A"], costs["B"], reverse=True))
        figures[name] = {
            "wall_ms": measure.wall(turns) * 1000,
            "cpu_ms": measure.cpu(turns) * 1000,
            "peak_mib": measure.memory(turns),
            "faster_than_a": 1 / measure.ratio(turns, costs["A"]),
            "faster_than_b": 1 / measure.ratio(turns, costs["B"]),
        }
    table = Table(
        f"{FILES} result files",
        f"Medians of {bench.rounds} rounds in turn; A / and B / say how many times faster it is than"
        " the loop.",
        ["", "wall ms", "min", "max", "cpu ms", "MiB", "A /", "B /"],
        rows,
    )
    return Part([table], [], figures)
