"""The first run after somebody edited a rule: the pack is compiled anew."""
import cold
import measure
import packs
from report import Part, Table


def measure_part(bench):
    folder, variables = cold.setting(bench.scratch / "edit")
    pack = packs.copy(bench.scratch / "edit" / "pack")
    rows, figures = [], {}
    for program in bench.programs:
        again = program.subject(["process", "--rules", pack], folder, variables, "again")
        program.warm(bench.stopwatch, again)
        edited = again._replace(name="edited", prepare=lambda: packs.edit(pack))
        costs = bench.stopwatch.rounds([edited, again], bench.rounds)
        for name, what in ("edited", "first run after an edit"), ("again", "the next run"):
            walls = [cost.wall for cost in costs[name]]
            rows.append(
                [
                    f"{program.name}, {what}",
                    measure.median(walls),
                    min(walls),
                    max(walls),
                    measure.cpu(costs[name]),
                    measure.memory(costs[name]),
                ]
            )
        figures[program.name] = {
            "first_s": measure.wall(costs["edited"]),
            "next_s": measure.wall(costs["again"]),
            "peak_mib": measure.memory(costs["edited"]),
        }
    table = Table(
        "After an edit of a rule",
        f"Medians of {bench.rounds} edits, each of one word of a comment and one number of a rule.",
        ["", "wall s", "min", "max", "cpu s", "MiB"],
        rows,
    )
    return Part([table], [], figures)
