"""The least that any script costs: reads the environment and the result, writes a document."""
import json
import os
import sys

name = os.environ["RESULT_FILENAME"]
with open(name + ".json") as file:
    result = json.load(file)
document = {key: os.environ.get(key, "") for key in os.environ.get("BENCH_KEYS", "").split()}
for key, value in result.items():
    if key.endswith("_ms") and isinstance(value, (int, float)):
        document[key[:-3]] = value / 1000
text = json.dumps(document, indent=2)
with open("agg_" + name + ".json", "w") as file:
    file.write(text)
print(text)
sys.exit(0)
