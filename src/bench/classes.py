"""Which classes a cold run loads, and how many of them come from the JVM's archive."""
import pathlib

WRAPPER = """#!/bin/sh
# The launcher turns the JVM's log off; this turns on the one of loaded classes, to a file.
for word; do
  shift
  [ "$word" = -Xlog:disable ] || set -- "$@" "$word"
done
exec {java} -Xlog:disable -Xlog:class+load:file={log} "$@"
"""


def loaded(bench, program, subject, scratch):
    """The names of the classes that a call loads: those of the archive, and all others."""
    home = scratch / "logging-java"
    (home / "bin").mkdir(parents=True, exist_ok=True)
    (home / "release").write_bytes((program.java / "release").read_bytes())
    log = scratch / "classes.log"
    wrapper = home / "bin/java"
    wrapper.write_text(WRAPPER.format(java=program.java / "bin/java", log=log))
    wrapper.chmod(0o755)
    environment = dict(subject.environment, RUNGATE_JAVA=str(wrapper))
    bench.stopwatch.once(subject._replace(environment=environment))
    archived, others = [], []
    for line in pathlib.Path(log).read_text().splitlines():
        name, found, source = line.partition(" source: ")
        if found:
            where = archived if source.startswith("shared objects file") else others
            where.append(name.split()[-1])
    return archived, others
