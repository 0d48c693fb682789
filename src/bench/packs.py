"""Copies of the newest shipped pack, with changes."""
import itertools
import shutil

from measure import PROJECT

SHIPPED = sorted((PROJECT / "rules").glob("v[0-9]*"), key=lambda folder: int(folder.name[1:]))[-1]

RULE = '''
rule "the run is not number {n} of this benchmark"
  @code( "bench-{n}" )
  @message( "{{value}} belongs to number {n}." )
  @advice( "Do nothing: no run is like this." )
  @why( "A rule that no run matches still costs something; this one tells how much." )
when
{conditions}
then
  insertLogical( new Warning( $met ) );
end
'''

# A constant of one fact; of a measurement; behind a join that most runs enter; two facts that fit.
CONDITIONS = [
    '  $met : Text( field == "framework", value == "bench {n}", $value : value )',
    '  $met : Metric( key == "bench_{n}", $value : amount )',
    '  Contract( $group : group )\n  $met : Text( group == $group, value == "bench {n}", $value : value )',
    '  Text( field == "hw", $hw : value, value == "bench {n}" )\n'
    '  $met : Text( field == "precision", value == $hw, $value : value )',
]

HEAD = """package rungate.bench{number};

import io.rungate.fact.Contract;
import io.rungate.fact.Metric;
import io.rungate.fact.Text;
import io.rungate.fact.Warning;
"""


IN_A_FILE = 40


def copy(folder, more_rules=0):
    """The pack, with so many rules more, none of which applies to any run."""
    shutil.copytree(SHIPPED, folder)
    for first in range(0, more_rules, IN_A_FILE):
        rules = (
            RULE.format(n=n, conditions=CONDITIONS[n % len(CONDITIONS)].format(n=n))
            for n in range(first, min(first + IN_A_FILE, more_rules))
        )
        number = first // IN_A_FILE
        (folder / f"bench{number}.drl").write_text(HEAD.format(number=number) + "".join(rules))
    return folder


def rules_in(folder):
    return sum(text.count("\nrule ") for text in map(lambda f: f.read_text(), folder.glob("*.drl")))


EDITS = itertools.count(1)
COMMENT = "// every group without a rule of its own"
CONDITION = "Run( safe == false,"


def edit(folder):
    """Edits a comment and a rule, each time to what the pack never held before."""
    file = folder / "plausibility.drl"
    text = (SHIPPED / file.name).read_text()
    number = next(EDITS)
    for old, new in (COMMENT, f"// edit {number}: every group"), (
        CONDITION,
        f'{CONDITION} name != "edit {number}",',
    ):
        if old not in text:
            raise SystemExit(f"{file.name} does not hold {old}")
        text = text.replace(old, new)
    file.write_text(text)
