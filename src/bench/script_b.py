"""The same work with the imports that a processing script of some size brings along."""
import argparse
import bisect
import csv
import dataclasses
import datetime
import json
import math
import os
import pathlib
import re
import statistics
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
