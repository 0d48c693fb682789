"""Packs that grow by rules that do not apply, and results that grow by metrics that do."""
import json
import shutil

import batch
import cold
import measure
import packs
from report import Part, Plot, Table

RULES = [0, 40, 200, 1_000]
METRICS = [10, 100, 1_000, 10_000]
FEW, MANY = 1_000, 5_000


def measure_rules(bench):
    program = bench.newest
    folder, variables = cold.setting(bench.scratch / "rules")
    rows, subjects, totals, further = [], [], [], {}
    for more in RULES:
        pack = packs.copy(bench.scratch / "rules" / f"pack-{more}", more)
        totals.append(packs.rules_in(pack))
        use = ["--rules", pack]
        measure.progress(f"compiling {totals[-1]} rules")
        subjects.append(program.subject(["process", *use], folder, variables, str(totals[-1])))
        first = bench.stopwatch.turn(subjects[-1])
        program.warm(bench.stopwatch, subjects[-1])
        pairs = [
            [batch.cost(bench, program, count, 1, use) for count in (FEW, MANY)]
            for _ in range(1 if bench.quick else 5)
        ]
        further[totals[-1]] = measure.median(
            (many.cpu - few.cpu) / (MANY - FEW) * 1000 for few, many in pairs
        )
        rows.append([f"{totals[-1]} rules", first.wall])
    costs = bench.stopwatch.rounds(subjects, bench.rounds)
    figures = {}
    for row, total in zip(rows, totals):
        turns = costs[str(total)]
        row += [
            measure.wall(turns) * 1000,
            measure.ratio(turns, costs[str(totals[0])]),
            measure.memory(turns),
            further[total],
            further[total] / further[totals[0]],
        ]
        figures[total] = {
            "cold_ms": measure.wall(turns) * 1000,
            "cold_times_shipped": row[3],
            "peak_mib": row[4],
            "cpu_ms_per_further_run": further[total],
            "warm_times_shipped": row[6],
        }
    table = Table(
        f"Growth with rules that do not apply, {program.name}",
        "The shipped pack and more rules; cold from the cache of compiled packs, and the processor time"
        f" of a further run in one call (from {FEW:,} to {MANY:,} runs).",
        ["", "first s", "cold ms", "x shipped", "MiB", "a further run, cpu ms", "x shipped"],
        rows,
    )
    plot = Plot(
        "rules",
        "Growth with rules that do not apply",
        "rules in the pack",
        "times the shipped pack",
        {
            "cold run": [(total, figures[total]["cold_times_shipped"]) for total in totals],
            "a further run": [(total, figures[total]["warm_times_shipped"]) for total in totals],
            "linear": [(total, total / totals[0]) for total in totals],
        },
        True,
        True,
    )
    return Part([table], [plot], figures)


def measure_rows(bench):
    program = bench.newest
    folder, variables = cold.setting(bench.scratch / "rows")
    result = json.loads((folder / "run.json").read_text())
    plain = {key: value for key, value in result.items() if not key.endswith("ms")}
    subjects = []
    for count in METRICS:
        name = f"metrics{count}"
        metrics = {f"mean_r{number}_ms": 1 + number / 7 for number in range(count)}
        (folder / f"{name}.json").write_text(json.dumps({**plain, **metrics}))
        own = dict(variables, RESULT_FILENAME=name)
        subjects.append(program.subject(["process"], folder, own, str(count)))
        program.warm(bench.stopwatch, subjects[-1])
    costs = bench.stopwatch.rounds(subjects, bench.rounds)
    rows, figures, base = [], {}, costs[str(METRICS[0])]
    for count in METRICS:
        turns = costs[str(count)]
        more = measure.ratio(turns, base)
        rows.append(
            [
                f"{count:,} metrics",
                measure.wall(turns) * 1000,
                more,
                measure.cpu(turns) * 1000,
                measure.memory(turns),
            ]
        )
        figures[count] = {"cold_ms": measure.wall(turns) * 1000, "times_first": more, "peak_mib": rows[-1][4]}
    table = Table(
        f"Growth with metrics that are published, {program.name}",
        f"Cold runs, medians of {bench.rounds} rounds in turn.",
        ["", "wall ms", f"x {METRICS[0]} metrics", "cpu ms", "MiB"],
        rows,
    )
    points = {"cold run": [(count, figures[count]["cold_ms"]) for count in METRICS]}
    plot = Plot("rows", "Growth with published metrics", "metrics", "ms", points, True, True)
    return Part([table], [plot], figures)


def measure_part(bench):
    rules = measure_rules(bench)
    rows = measure_rows(bench)
    return Part(
        rules.tables + rows.tables,
        rules.plots + rows.plots,
        {"rules": rules.figures, "metrics": rows.figures},
    )
