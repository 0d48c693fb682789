"""rungate, as installed by the build, under each Java that is at hand."""
import os
import pathlib
import re
import subprocess
import time

from measure import PROJECT, Subject

INSTALLED = PROJECT / "target/rungate/bin/rungate"


def java_version(home):
    """The feature version of a Java, such as 17; None where there is none."""
    try:
        text = (pathlib.Path(home) / "release").read_text()
    except OSError:
        return None
    found = re.search(r'^JAVA_VERSION="(\d+)', text, re.M)
    return int(found.group(1)) if found else None


def javas_at_hand():
    """One home for each version from 17 on, oldest first."""
    homes = {}
    for home in sorted(pathlib.Path("/usr/lib/jvm").glob("*")) + [
        pathlib.Path(os.environ.get("JAVA_HOME", "/nowhere"))
    ]:
        version = java_version(home)
        if version and version >= 17 and (home / "bin/java").exists():
            homes.setdefault(version, home.resolve())
    return [homes[version] for version in sorted(homes)]


def building_java():
    """The Java whose archive the build has made, else the oldest at hand."""
    made = {file.stem for file in (INSTALLED.parent.parent / "lib/jvm").glob("*.[aj]*")}
    for home in javas_at_hand():
        text = (home / "release").read_text()
        if any(f'JAVA_RUNTIME_VERSION="{version}"' in text for version in made):
            return home
    return javas_at_hand()[0]


class Program:
    """One installation under one Java, with a home folder of its own for its caches."""

    def __init__(self, java, home, launcher=INSTALLED):
        self.java = pathlib.Path(java)
        self.version = java_version(java)
        self.name = f"rungate, Java {self.version}"
        self.launcher = str(launcher)
        self.home = home
        home.mkdir(parents=True, exist_ok=True)

    def environment(self, variables=None):
        return dict(
            variables or {},
            PATH="/usr/bin:/bin",
            HOME=str(self.home),
            RUNGATE_JAVA=str(self.java / "bin/java"),
        )

    def subject(self, arguments, folder, variables=None, name=None, **more):
        command = [self.launcher, *map(str, arguments)]
        return Subject(name or self.name, command, self.environment(variables), folder, **more)

    def warm(self, stopwatch, subject):
        """A JVM that meets the program for the first time prepares itself beside that run."""
        stopwatch.turn(subject, (0, 1, 2))
        end = time.monotonic() + 120
        while time.monotonic() < end and not self._prepared():
            time.sleep(0.5)
        stopwatch.turn(subject, (0, 1, 2))

    def _prepared(self):
        # The note of the JVM's place is written when all its archives are there.
        return all(one.with_name("known").exists() for one in self.home.rglob("*.tried"))

    def says(self, *arguments):
        """What a call prints on standard output."""
        call = [self.launcher, *arguments]
        return subprocess.run(call, env=self.environment(), capture_output=True, text=True).stdout


def wait_for_quiet():
    """Files that the kernel still has to write would slow down the next measurement."""
    os.sync()
