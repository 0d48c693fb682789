"""Writes the golden files beside it: what CPython 3.11 reads and prints. Run: python3 golden.py"""

import json
import math
import pathlib
import random
import struct
import unicodedata

HERE = pathlib.Path(__file__).parent
RANDOM = random.Random(20260101)


def write(name, lines):
    (HERE / name).write_text("".join(line + "\n" for line in lines), encoding="ascii")


def double(bits):
    return struct.unpack(">d", bits.to_bytes(8, "big"))[0]


def bits(number):
    return int.from_bytes(struct.pack(">d", number), "big")


def doubles():
    """Bit pattern and repr: every small subnormal, powers, borders of the notations, random ones."""
    numbers = [double(i) for i in range(120)]
    numbers += [10.0**e for e in range(-323, 309, 3)] + [2.0**e for e in range(-1074, 1024, 7)]
    for border in (1e-5, 1e-4, 1e15, 1e16, 1e17, 2.0**53, 2.0**1023, 2.0**-1022):
        numbers += [math.nextafter(border, 0), border, math.nextafter(border, math.inf)]
    numbers += [RANDOM.randrange(10**6) / 10 ** RANDOM.randrange(9) for _ in range(400)]
    numbers += [RANDOM.random() * 10 ** RANDOM.randrange(-6, 19) for _ in range(400)]
    numbers += [2e-44, 2e23, 9e22, 8.41e21, 5e-324, 1.7976931348623157e308]
    while len(numbers) < 1900:
        number = double(RANDOM.getrandbits(64))
        if math.isfinite(number):
            numbers.append(number)
    numbers += [-number for number in numbers[:100]]
    return [f"{bits(number):016x} {number!r}" for number in numbers]


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (ValueError, RecursionError):
        return None


def number_texts():
    """Texts with what int() and float() make of them, null where they refuse."""
    digits = [chr(c) for c in range(128, 0x110000) if unicodedata.category(chr(c)) == "Nd"]
    spaces = [chr(c) for c in range(0x110000) if chr(c).isspace()] + ["\u200b", "\ufeff", "\u180e", "\0"]
    texts = ["8" + space for space in spaces] + [space + "8" for space in spaces]
    texts += ["1" + digit for digit in digits[::7]] + ["\u00b2", "\u2460", "\u2212" + "8", "\ud800", "\uff21"]
    texts += ["nan", "-NaN", "+INF", "inf", "-Infinity", "infinit", "nan(1)", "1.5f", "1.5d", "1L", "0x1p3", "0x8"]
    texts += ["1_0.5", "1_.5", "1._5", "1e_5", "1e1_0", "1_e5", "1__6", "_8", "8_", ".5", "5.", ".", "", " ", "+"]
    texts += ["1e400", "-1e400", "1e-400", "9007199254740993", "0" * 400 + "." + "0" * 400 + "1e401", "00", "-0"]
    parts = list("0123456789") * 3 + list("+-._eE  ") * 2 + list("\t\x1c\x1f\x7f\x85\xa0\u3000naif\u0663\uff11") + [digits[-1]]
    texts += ["".join(RANDOM.choices(parts, k=RANDOM.randrange(1, 9))) for _ in range(900)]
    lines = []
    for text in texts:
        integer, number = attempt(int, text), attempt(float, text)
        lines.append(
            json.dumps(
                {
                    "text": text,
                    "int": None if integer is None else str(integer),
                    "float": None if number is None else json.dumps(number),
                }
            )
        )
    return lines


def load(data):
    return json.loads(data.decode("utf-8"))


def documents():
    """Small documents, most of them with one or two bytes changed, and json.dumps of what is read."""
    seeds = [
        '{"a": [1, -0, 2.50, 1e5, -1E-7, 0.0, -0.0], "b": {"c": null, "d": [true, false]}, "a": "twice"}',
        '{"text": "\\u00e9\\ud83d\\ude00 \\ud800 \\b\\f\\n\\r\\t\\/\\\\\\"", "\\ud83d\\ude00": {}, "\\udead": []}',
        '[NaN, Infinity, -Infinity, 1e400, 123456789012345678901234567890, 1.7976931348623159e308]',
        '{"\u00e9\u4e2d": "\u2028\U0001f600/<\x7f", " ": [[], {}, [{}], ""]}\r\n\t ',
        '{"mean_tpot_ms": 41.53524028048048, "n": 1024, "l": [943, 907], "request_goodput:": null}',
    ]
    pieces = [b"", b"0", b"-", b"+", b".", b"e", b",", b":", b"{", b"}", b"[", b"]", b'"', b"\\", b"\\u", b"\x00", b"\x0b"]
    pieces += [b"\x7f", b"\xa0", b"\xc3\xa9", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\xff", b"\xf0\x9f"]
    pieces += [b"INF", b"Infinity", b"NaN", b"null", b"//", b"/**/", b"#", b"'", b"\xc4\xb0", b"\xd9\xa1", b" ", b"\n", b"\r", b"1"]
    datas = [seed.encode("utf-8") for seed in seeds] + pieces
    while len(datas) < 1500:
        data = RANDOM.choice(seeds).encode("utf-8")
        for _ in range(RANDOM.randrange(1, 3)):
            at = RANDOM.randrange(len(data) + 1)
            data = data[:at] + RANDOM.choice(pieces) + data[at + RANDOM.randrange(3) :]
        datas.append(data)
    lines = []
    for data in datas:
        line = {"bytes": data.decode("latin-1")}
        try:
            tree = load(data)
            line["pretty"] = json.dumps(tree, indent=2)
            line["compact"] = json.dumps(tree, separators=(",", ":"))
        except ValueError as problem:
            line["problem"] = str(problem)
        lines.append(json.dumps(line))
    return lines


write("doubles.txt", doubles())
write("number-texts.jsonl", number_texts())
write("documents.jsonl", documents())
