"""One run in a process of its own: the whole of what a job pays."""
import baselines
import measure
import resident
import runs
from report import Part, Plot, Table, costs_row


def setting(scratch):
    """A folder with the sample's result, and the variables of its job."""
    folder = scratch / "cold"
    folder.mkdir(parents=True)
    run = runs.sample()
    (folder / "run.json").write_text(run.result)
    return folder, dict(run.environment, RESULT_FILENAME="run")


def measure_part(bench):
    folder, variables = setting(bench.scratch)
    plain = dict(variables, PATH="/usr/bin:/bin", HOME=str(folder))
    subjects = [baselines.a(folder, plain), baselines.b(folder, plain)]
    for program in bench.programs:
        subjects.append(program.subject(["process"], folder, variables))
        program.warm(bench.stopwatch, subjects[-1])
    answered = None
    with resident.server(bench, folder, variables) as server:
        if server:
            subjects.append(server.subject)
        for subject in subjects:
            bench.stopwatch.turn(subject)  # not counted
        before = server.answered() if server else 0
        costs = bench.stopwatch.rounds(subjects, bench.rounds)
        if server:
            answered = server.answered() - before
    note = (
        f"Medians of {bench.rounds} rounds in turn; / A and / B are medians of the ratios of each"
        " round."
    )
    if answered is not None:
        note += f" The resident process answered {answered} of its {bench.rounds} calls."
    table = Table(
        "One run, one process",
        note,
        ["", "wall ms", "min", "max", "cpu ms", "MiB", "/ A", "/ B"],
        [costs_row(name, rows, costs["A"], costs["B"]) for name, rows in costs.items()],
    )
    plot = Plot(
        "cold",
        "One run, one process: wall time of each round",
        "round",
        "ms",
        {name: [(i + 1, c.wall * 1000) for i, c in enumerate(rows)] for name, rows in costs.items()},
    )
    figures = {}
    for name, rows in costs.items():
        figures[name] = {
            "wall_ms": measure.wall(rows) * 1000,
            "cpu_ms": measure.cpu(rows) * 1000,
            "peak_mib": measure.memory(rows),
            "times_a": measure.ratio(rows, costs["A"]),
            "times_b": measure.ratio(rows, costs["B"]),
            "noise": measure.noise(rows),
        }
    if answered is not None:
        figures[server.subject.name]["answered"] = answered / bench.rounds
    return Part([table], [plot], figures)
