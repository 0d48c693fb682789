"""Runs to be judged: the sample, and many, made of the vectors of the tests."""
import gzip
import json
import os
import subprocess
import typing

from measure import PROJECT

SAMPLE = PROJECT / "rules/samples/gb200-colocated"
VECTORS = PROJECT / "src/test/resources/vectors/process.jsonl.gz"
IN_A_FOLDER = 1000


class Run(typing.NamedTuple):
    environment: dict
    result: str


def sample():
    """The run that is shipped as a sample; a shell reads its variables, since they are quoted."""
    script = "set -a; . ./run.env; env -0"
    text = subprocess.run(
        ["sh", "-c", script], cwd=SAMPLE, env={}, check=True, capture_output=True
    ).stdout.decode()
    variables = dict(item.split("=", 1) for item in text.split("\0") if item)
    variables.pop("PWD", None)
    variables.update(PREFILL_GPUS="8", DECODE_GPUS="0")
    return Run(variables, next(SAMPLE.glob("*.json")).read_text())


def varied():
    """Real configurations of all topologies, and a rejected run for every ten of them."""
    accepted, rejected = [sample()], []
    with gzip.open(VECTORS, "rt") as lines:
        for vector in map(json.loads, lines):
            if vector.get("text") is None:
                continue
            run = Run(vector["env"], vector["text"])
            if vector.get("agg") is None:
                rejected.append(run)
            elif vector["id"].startswith("config-"):
                accepted.append(run)
    few = len(accepted) // 10
    return accepted + rejected[:: len(rejected) // few][:few]


def plant(folder, count):
    """Writes `count` runs under a folder, and a manifest of them, whose path is returned.

    Result files that are equal are one file with many names.
    """
    folder.mkdir(parents=True)
    originals = folder / "originals"
    originals.mkdir()
    runs = varied()
    with open(folder / "runs.jsonl", "w") as manifest:
        for number in range(count):
            run = runs[number % len(runs)]
            original = originals / f"{number % len(runs)}-{number // len(runs) // 1000}.json"
            if not original.exists():
                original.write_text(run.result, errors="surrogatepass")
            place = f"{number // IN_A_FOLDER:04}"
            if number % IN_A_FOLDER == 0:
                (folder / place).mkdir()
            name = f"run{number:07}"
            os.link(original, folder / place / f"{name}.json")
            environment = dict(run.environment, RESULT_FILENAME=name)
            line = {"id": name, "dir": place, "env": environment}
            manifest.write(json.dumps(line) + "\n")
    return folder / "runs.jsonl"
