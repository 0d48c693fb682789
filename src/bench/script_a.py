"""The least that any script costs: reads the environment and the result, writes a document."""
import json
import os

FIELDS = """
    RUNNER_TYPE FRAMEWORK PRECISION SPEC_DECODING ISL OSL DISAGG MODEL_PREFIX IMAGE IS_MULTINODE
    PREFILL_GPUS DECODE_GPUS PREFILL_NUM_WORKERS PREFILL_TP PREFILL_EP PREFILL_DP_ATTN
    DECODE_NUM_WORKERS DECODE_TP DECODE_EP DECODE_DP_ATTN RECIPE_FINGERPRINT ROUTER_METADATA
    KV_P2P_TRANSFER
""".split()

name = os.environ["RESULT_FILENAME"]
with open(name + ".json") as file:
    result = json.load(file)
document = {field.lower(): os.environ.get(field, "") for field in FIELDS}
document["gpus"] = gpus = int(document["prefill_gpus"]) + int(document["decode_gpus"])
document["tput_per_gpu"] = float(result["total_token_throughput"]) / gpus
for key, value in result.items():
    if key.endswith("ms"):
        document[key.replace("_ms", "")] = float(value) / 1000
text = json.dumps(document, indent=2)
with open("agg_" + name + ".json", "w") as file:
    file.write(text)
print(text)
