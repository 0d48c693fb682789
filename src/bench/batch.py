"""Many runs in one call: what each costs, and whether that stays so however many they are."""
import shutil

import measure
import program as programs
import runs
from report import Part, Plot, Table


def call(program, folder, jobs, extra=()):
    return program.subject(
        ["process", "--manifest", folder / "runs.jsonl", "--format", "jsonl", "--jobs", jobs, *extra],
        folder,
    )


def cost(bench, program, count, jobs, extra=()):
    """The cost of judging so many runs that were never judged before."""
    folder = bench.scratch / f"batch-{count}"
    runs.plant(folder, count)
    programs.wait_for_quiet()
    measure.progress(f"{count} runs, {jobs} jobs")
    result = bench.stopwatch.once(call(program, folder, jobs, extra), (0, 1, 2))
    measure.progress("")
    shutil.rmtree(folder)
    return result


def measure_part(bench):
    program = bench.newest
    sizes = [1_000, 10_000] if bench.quick else [1_000, 10_000, 100_000]
    rows, points, figures = [], {}, {}
    for jobs in (1, 2):
        before, points[f"{jobs} jobs"] = None, []
        for count in [*sizes, 1_000_000] if bench.million and jobs == 2 else sizes:
            rounds = 3 if count <= 10_000 else 1
            costs = [cost(bench, program, count, jobs) for _ in range(rounds)]
            wall, cpu = measure.wall(costs), measure.cpu(costs)
            further = None
            if before:
                further = (cpu - before[1]) / (count - before[0]) * 1000
            before = count, cpu
            rows.append(
                [
                    f"{count:,} runs, --jobs {jobs}",
                    wall,
                    count / wall,
                    cpu / count * 1000,
                    further,
                    count / cpu,
                    measure.memory(costs),
                ]
            )
            points[f"{jobs} jobs"].append((count, cpu / count * 1000))
            figures[f"{count}/{jobs}"] = {
                "wall_s": wall,
                "runs_per_s": count / wall,
                "runs_per_cpu_s": count / cpu,
                "cpu_ms_per_run": cpu / count * 1000,
                "cpu_ms_per_further_run": further,
                "peak_mib": measure.memory(costs),
            }
    table = Table(
        f"Many runs in one call, {program.name}",
        "Real configurations, one in ten rejected; each writes its documents beside its result. A further"
        " run: the processor time that it adds, the start of the JVM and its compilers left out.",
        ["", "wall s", "runs/s", "cpu ms/run", "a further run", "runs/cpu s", "MiB"],
        rows,
    )
    plot = Plot("batch", "Processor time per run", "runs in one call", "cpu ms per run", points, True)
    return Part([table], [plot], figures)
