"""What happens inside a warm JVM, measured by JMH: time and allocation of each step."""
import json
import subprocess
import sys

import measure
from measure import PROJECT
from report import Part, Table

STEPS = {
    "JudgingBenchmark.facts": "environment and result become facts",
    "JudgingBenchmark.firing": "the rules, without the trace",
    "JudgingBenchmark.evaluation": "the rules, with the trace",
    "JudgingBenchmark.record": "the audit record as text",
    "JudgingBenchmark.whole": "the whole run, without files",
    "FilesBenchmark.process": "the whole run, from files to files",
    "ReadingBenchmark.resultFile": "reading a result file",
}
QUICK = ["-wi", "2", "-w", "1", "-i", "2", "-r", "1"]


def class_path():
    """Compiles the benchmarks; Maven says what they need."""
    file = PROJECT / "target/bench/jmh.classpath"
    maven = ["mvn", "-q", "-B", "-P", "bench", "test-compile", "dependency:build-classpath"]
    maven += [f"-Dmdep.outputFile={file}", "-Dmdep.includeScope=test"]
    subprocess.run(maven, cwd=PROJECT, check=True, stdout=sys.stderr)
    folders = [PROJECT / "target/test-classes", PROJECT / "target/classes"]
    return ":".join([*map(str, folders), file.read_text().strip()])


def measure_part(bench):
    program = bench.newest
    answer = bench.scratch / "jmh.json"
    command = [program.java / "bin/java", "-cp", class_path(), "org.openjdk.jmh.Main", "io.rungate.bench"]
    command += ["-rf", "json", "-rff", answer, "-prof", "gc", "-foe", "true"]
    log = PROJECT / "target/bench/jmh.log"
    measure.progress("JMH")
    with open(log, "w") as out:
        call = [str(word) for word in command + (QUICK if bench.quick else [])]
        done = subprocess.run(call, cwd=PROJECT, stdout=out, stderr=subprocess.STDOUT)
    measure.progress("")
    if done.returncode:
        sys.exit(f"JMH fails; see {log}")
    return part(program, json.loads(answer.read_text()))


def part(program, answers):
    rows, figures = [], {}
    for answer in answers:
        name = ".".join(answer["benchmark"].split(".")[-2:])
        which = ", ".join(answer.get("params", {}).values())
        score = answer["primaryMetric"]["score"]
        error = answer["primaryMetric"]["scoreError"]
        allocated = answer["secondaryMetrics"]["gc.alloc.rate.norm"]["score"]
        figures[f"{name}/{which}"] = {"us": score, "bytes": allocated}
        if name.startswith("Reading"):
            which = f"{which} requests"
        error = float(error) if error != "NaN" else None
        rows.append([f"{STEPS[name]}: {which}", score, error, 1e6 / score, allocated / 1024])
    order = list(STEPS.values())
    rows.sort(key=lambda row: order.index(row[0].split(":")[0]))
    steps = Table(
        f"Inside a warm JVM, one thread, {program.name}",
        "JMH; +- is half of the interval that holds the mean with 99.9 %.",
        ["", "us", "+-", "a second", "KiB allocated"],
        rows,
    )
    shares = []
    for which in ("accepted", "single-node", "rejected"):
        whole, firing, evaluation, record = (
            figures[f"JudgingBenchmark.{step}/{which}"]["us"]
            for step in ("whole", "firing", "evaluation", "record")
        )
        trace = evaluation - firing
        figures[f"shares/{which}"] = {
            "runs_per_s": 1e6 / whole,
            "trace": trace / (whole - trace),
            "record": record / (whole - record),
        }
        shares.append(
            [which, 1e6 / whole, 100 * trace / (whole - trace), 100 * record / (whole - record)]
        )
    costs = Table(
        "What it costs to know why",
        "By how many per cent a whole run takes longer for the trace, which reads from the engine what"
        " each conclusion rests on, and for the audit record, which writes it down.",
        ["", "runs/s a core", "trace %", "record %"],
        shares,
    )
    return Part([steps, costs], [], figures)
