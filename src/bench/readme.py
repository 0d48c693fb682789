"""The short table of README.md: what was aimed at and what is reached."""
import measure
from report import shown

BEGIN, END = "<!-- figures: src/bench/run --readme -->", "<!-- end of figures -->"


def times(number):
    return f"{shown(number)} x"


def cold(figures):
    for name, one in figures.items():
        if name in ("A", "B"):
            continue
        took = f"{shown(one['wall_ms'])} ms, {times(one['times_a'])} A, {times(one['times_b'])} B"
        if "resident" in name:
            if one["answered"] < 1:
                took += f" ({one['answered']:.0%} of the calls were answered)"
            yield f"one run, {name.removeprefix('rungate, ')}", "0.5 x A", took
        else:
            aim = "1.4 x B" if "17" in name else "4 x A, 1 x B"
            yield f"one run in a process of its own, {name.removeprefix('rungate, ')}", aim, took
    peak = max(one["peak_mib"] for name, one in figures.items() if "Java" in name and "resident" not in name)
    yield "its peak memory", "70 MB", f"{shown(peak * 1.048576)} MB"


def hundred(figures):
    cold_ones = [name for name in figures if name not in ("A", "B") and "resident" not in name]
    for name in cold_ones[-1:] + [name for name in figures if "resident" in name]:
        one = figures[name]
        faster = f"{times(one['faster_than_a'])} faster than 100 runs of A, {times(one['faster_than_b'])} than of B"
        yield f"100 result files in one call, {name.removeprefix('rungate, ')}", "10 x and 20 x", faster


def edit(figures):
    name, one = list(figures.items())[-1]
    yield f"the first run after an edit of a rule, {name.removeprefix('rungate, ')}", "3.5 s", f"{shown(one['first_s'])} s"


def batch(figures):
    further = {}
    for key, one in figures.items():
        count, jobs = key.split("/")
        if jobs == "1" and one["cpu_ms_per_further_run"]:
            further[int(count)] = one["cpu_ms_per_further_run"]
    if len(further) > 1:
        few, many = min(further), max(further)
        reached = f"{times(further[many] / further[few])} the processor time at {few:,}"
        yield f"a further run at {many:,} runs in one call", "the same", reached
    key = max(figures, key=lambda key: (int(key.split("/")[0]), key))
    count, jobs = key.split("/")
    reached = f"{shown(figures[key]['runs_per_s'])} runs/s, {shown(figures[key]['runs_per_cpu_s'])} a core"
    yield f"{int(count):,} runs in one call, files and all, --jobs {jobs}", "", reached


def size(figures):
    sizes = sorted({int(key.split("/")[0]) for key in figures})
    name = list(figures)[-1].split("/")[1]
    small, large = (figures[f"{one}/{name}"] for one in (sizes[0], sizes[-1]))
    what = f"a result file of {large['bytes'] / 1e6:.0f} MB, {name.removeprefix('rungate, ')}"
    yield what, "5 x json.load", f"{times(large['faster_than_json_load'])} as fast as Python's json.load of it"
    more = f"{shown((large['peak_mib'] - small['peak_mib']) * 1.048576)} MB more"
    yield f"{what}, memory", "64 MB more than for 1 KB", more


def growth(figures):
    totals = list(figures["rules"])
    first, last = totals[0], totals[-1]
    one = figures["rules"][last]
    yield (
        f"{last} rules instead of {first}",
        f"less than {last / first:.0f} x",
        f"cold {times(one['cold_times_shipped'])}, a further run {times(one['warm_times_shipped'])}",
    )


def jmh(figures):
    one = figures["shares/accepted"]
    reached = f"{shown(one['runs_per_s'])} runs/s a core"
    yield "warm, without files, full audit records", "3,000 runs/s a core", reached
    yield "what the trace adds to that", "15 %", f"{one['trace'] * 100:.0f} %"


def rows(results):
    makers = dict(cold=cold, hundred=hundred, edit=edit, batch=batch, size=size, growth=growth, jmh=jmh)
    for name, part in results["parts"].items():
        for row in makers[name](part["figures"]):
            yield "| " + " | ".join(row) + " |"


def first_cell(row):
    return row.split("|")[1].strip()


def table(lines):
    return "\n".join(["| what | aim | reached |", "|---|---|---|", *lines]) + "\n"


def put(results):
    """Puts the rows into README.md; those of parts that were not measured now stay as they are."""
    file = measure.PROJECT / "README.md"
    text = file.read_text()
    head, rest = text.split(BEGIN)
    old, tail = rest.split(END)
    lines = {first_cell(row): row for row in old.strip().splitlines()[2:]}
    lines |= {first_cell(row): row for row in rows(results)}
    file.write_text(f"{head}{BEGIN}\n{table(lines.values())}{END}{tail}")
