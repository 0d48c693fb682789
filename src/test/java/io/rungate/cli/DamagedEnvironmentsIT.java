package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rungate.Search;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The program as the build leaves it, called by a shell in places where something is missing,
 * damaged or odd: each call ends with the exit code that is right, answers with the same bytes as
 * ever or says in a sentence why it cannot, and leaves nothing behind but its documents.
 */
@Tag(Search.LONG)
class DamagedEnvironmentsIT {
  private static final Path PROGRAM = Program.HOME.resolve("target/rungate");

  /**
   * What is called, and how it ends as a rule. What it needs decides where it cannot be answered.
   */
  private enum Call {
    GOOD(
        0,
        Set.of(Need.FILES, Need.DOCUMENTS, Need.ANSWER),
        "process --env run.env --out docs good.json"),
    BAD(1, Set.of(Need.FILES, Need.DOCUMENTS), "process --env bad.env --out docs bad.json"),
    UNREADABLE(
        2, Set.of(Need.FILES, Need.DOCUMENTS), "process --env run.env --out docs unreadable.json"),
    CHECK(0, Set.of(Need.FILES, Need.ANSWER), "check --env run.env good.json"),
    EXPLAIN(0, Set.of(Need.FILES, Need.ANSWER), "explain audit_good.json disagg"),
    LIST(0, Set.of(Need.ANSWER), "rules list"),
    /** With a pack of its own, which is compiled, or taken from the cache. */
    EDITED(
        0,
        Set.of(Need.FILES, Need.DOCUMENTS, Need.ANSWER),
        "process --rules pack --env run.env --out docs good.json");

    static final List<Call> ALL = List.of(GOOD, BAD, UNREADABLE, CHECK, EXPLAIN, LIST);

    final int code;
    final Set<Need> needs;
    final List<String> words;

    Call(int code, Set<Need> needs, String words) {
      this.code = code;
      this.needs = needs;
      this.words = List.of(words.split(" "));
    }
  }

  /** What a call cannot do without. */
  private enum Need {
    /** The files of the working folder. */
    FILES,
    /** A folder that takes documents. */
    DOCUMENTS,
    /** Standard output. */
    ANSWER
  }

  /** What it takes to make an environment. */
  private enum Means {
    SHELL(),
    /** No more rights than others have: the administrator reads and writes everything. */
    ORDINARY("setpriv", "--bounding-set", "-all"),
    /** File systems of its own. */
    MOUNT("unshare", "--mount");

    final List<String> starter;

    Means(String... starter) {
      this.starter = List.of(starter);
    }
  }

  /**
   * A row of the table.
   *
   * @param before a script that damages; {@code $rungate} is what will be called, {@code $program}
   *     its folder, {@code $work} an empty folder, {@code $java} the Java of this build
   * @param after a script that mends what the next call needs
   * @param missing what cannot be had here: a call that needs it ends with 2
   * @param moved whether the program or the working folder lies elsewhere, as paths in answers show
   */
  private record Environment(
      String name,
      String before,
      String after,
      Means means,
      Set<Need> missing,
      boolean moved,
      List<Call> calls) {

    Environment by(Means other) {
      return new Environment(name, before, after, other, missing, moved, calls);
    }

    Environment lacking(Need... needs) {
      return new Environment(name, before, after, means, Set.of(needs), moved, calls);
    }

    Environment elsewhere() {
      return new Environment(name, before, after, means, missing, true, calls);
    }

    Environment mended(String script) {
      return new Environment(name, before, script, means, missing, moved, calls);
    }

    Environment calling(Call... others) {
      return new Environment(name, before, after, means, missing, moved, List.of(others));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Environment of(String name, String before) {
    return new Environment(name, before, "", Means.SHELL, Set.of(), false, Call.ALL);
  }

  /** Nothing can be answered. */
  private static Environment hopeless(String name, String before) {
    return of(name, before).lacking(Need.values());
  }

  // The table.

  private static List<Environment> homes() {
    List<Environment> all = new ArrayList<>();
    all.add(of("no HOME", "unset HOME"));
    all.add(of("an empty HOME", "HOME="));
    all.add(of("a HOME that is not there", "HOME=$work/nowhere"));
    all.add(of("a HOME that cannot be made", "HOME=/dev/null/home"));
    all.add(of("a HOME that is a file", "HOME=$work/file; : >\"$HOME\""));
    all.add(of("a relative HOME", "HOME=home"));
    all.add(of("a HOME that is not UTF-8", "HOME=$work/$(printf 'h\\351'); mkdir \"$HOME\""));
    all.add(of("a HOME with a line feed", "HOME=\"$work/a\n::b\"; mkdir \"$HOME\""));
    all.add(
        of("a HOME for reading only", "mount -t tmpfs -o ro none \"$work\"; HOME=$work")
            .by(Means.MOUNT));
    all.add(
        of("a HOME that nobody may enter", "HOME=$work/home; mkdir -m 000 \"$HOME\"")
            .by(Means.ORDINARY));
    all.add(of("a full HOME", full("$work") + "; HOME=$work").by(Means.MOUNT));
    all.add(of("a relative XDG_CACHE_HOME", "XDG_CACHE_HOME=cache; export XDG_CACHE_HOME"));
    all.add(of("a RUNGATE_CACHE that is a file", "RUNGATE_CACHE=/dev/null; export RUNGATE_CACHE"));
    all.add(of("a RUNGATE_CACHE of others", "RUNGATE_CACHE=/usr/lib; export RUNGATE_CACHE"));
    List<Call> calls = new ArrayList<>(Call.ALL);
    calls.add(Call.EDITED);
    return all.stream().map(one -> one.calling(calls.toArray(Call[]::new))).toList();
  }

  /** A file system that takes nothing. */
  private static String full(String folder) {
    return "mount -t tmpfs -o size=64k none \"%1$s\"; cat /dev/zero >\"%1$s/rest\" 2>/dev/null"
        .formatted(folder);
  }

  private static List<Environment> temporaryFolders() {
    List<Environment> all = new ArrayList<>();
    all.add(of("a TMPDIR that is not there", "TMPDIR=$work/nowhere; export TMPDIR"));
    all.add(of("a TMPDIR that is a file", "TMPDIR=/dev/null; export TMPDIR"));
    // What may lie under /tmp itself, program and working folder, is moved out of the way.
    String aside =
        "mount --bind \"${program%/*}\" /mnt; cd \"/mnt/${PWD#\"${program%/*}\"}\";"
            + " rungate=/mnt/rungate/bin/rungate; ";
    all.add(of("/tmp for reading only", aside + "mount -t tmpfs -o ro none /tmp"));
    all.add(of("/tmp that runs nothing", aside + "mount -t tmpfs -o noexec none /tmp"));
    all.add(of("a full /tmp", aside + full("/tmp")));
    all.add(of("no /tmp", aside + "mount -t tmpfs none /tmp; mount --bind /dev/null /tmp 2>&-"));
    return all.stream()
        .map(one -> one.name().contains("/tmp") ? one.by(Means.MOUNT).elsewhere() : one)
        .toList();
  }

  private static List<Environment> places() {
    List<Environment> all = new ArrayList<>();
    String linked = "ln -s \"$program\" \"$work/link\"; rungate=$work/link/bin/rungate";
    all.add(of("a linked program", linked));
    all.add(of("a linked bin", "ln -s \"$program/bin\" \"$work/b\"; rungate=$work/b/rungate"));
    all.add(of("a linked script", "ln -s \"$rungate\" \"$work/r\"; rungate=$work/r"));
    all.add(of("a link to a link", linked + "; ln -s link/bin/rungate $work/r; rungate=$work/r"));
    all.add(
        of(
            "a relative path",
            "cd ..; PATH=$PATH:; cd - >/dev/null; rungate=../../../rungate/bin/rungate"));
    all.add(of("by its name", "PATH=$program/bin:$PATH; rungate=rungate"));
    all.add(
        of("CDPATH", "CDPATH=/:$program:..; export CDPATH; rungate=../../../rungate/bin/rungate"));
    for (String name :
        List.of(
            "a b", "*", "a*", "'", "\"", "a\nb", "b\n", "\t", "größe", "日本", "$HOME", "\\", "-a",
            "@a", "%a", "a;b", "[a]", "?", "~", "a,b", "a=b", "#")) {
      String quoted = "'" + name.replace("'", "'\\''") + "'";
      String copied = "cp -al \"$program\" \"$work/\"%1$s; rungate=$work/%1$s/bin/rungate";
      all.add(of("a program in " + shown(name), copied.formatted(quoted)).elsewhere());
      String entered = "mkdir \"$work/\"%1$s; cp -R . \"$work/\"%1$s; cd \"$work/\"%1$s";
      all.add(of("a working folder " + shown(name), entered.formatted(quoted)).elsewhere());
    }
    String copied = "cp -R \"$program\" \"$work/copy\"; rungate=$work/copy/bin/rungate";
    all.add(of("a copied program, whose files are of now", copied).elsewhere());
    String moved = "cp -al \"$program\" \"%1$s\"; rungate=%1$s/bin/rungate";
    all.add(hopeless("a program in a:b", moved.formatted("$work/a:b")));
    all.add(hopeless("a program in no UTF-8", moved.formatted("$work/$(printf 'h\\351')")));
    String empty = "mkdir \"$work/%1$s\"; cp -R . \"$work/%1$s\"; cd \"$work/%1$s\"";
    all.add(
        of("a working folder in no UTF-8", empty.formatted("$(printf 'h\\351')"))
            .elsewhere()
            .lacking(Need.FILES));
    all.add(
        hopeless("a working folder that is gone", "mkdir \"$work/g\"; cd \"$work/g\"; rmdir ../g"));
    all.add(
        of("a working folder that cannot be listed", "chmod 311 .")
            .mended("chmod 755 \"$PWD\"")
            .by(Means.ORDINARY));
    all.add(
        of("a working folder for reading only", "chmod 555 .")
            .mended("chmod 755 \"$PWD\"")
            .by(Means.ORDINARY));
    all.add(
        of("a working folder that cannot be entered", "chmod 000 .")
            .mended("chmod 755 \"$PWD\"")
            .by(Means.ORDINARY)
            .lacking(Need.FILES));
    all.add(
        of("documents that cannot be written", "chmod 555 docs")
            .mended("chmod 755 docs")
            .by(Means.ORDINARY)
            .lacking(Need.DOCUMENTS));
    all.add(of("a full disk", full("docs")).by(Means.MOUNT).lacking(Need.DOCUMENTS));
    return all;
  }

  private static String shown(String name) {
    return name.replace("\n", "\\n").replace("\t", "\\t");
  }

  private static List<Environment> javas() {
    List<Environment> all = new ArrayList<>();
    all.add(of("an empty PATH", "PATH="));
    all.add(of("no PATH", "unset PATH"));
    all.add(of("a PATH that leads nowhere", "PATH=/nowhere::relative:/dev/null"));
    all.add(of("JAVA_HOME that is not there", "JAVA_HOME=$work/nowhere; export JAVA_HOME"));
    all.add(of("JAVA_HOME that is a file", "JAVA_HOME=/etc/passwd; export JAVA_HOME"));
    all.add(of("JAVA_HOME with a line feed", "JAVA_HOME='a\n::b'; export JAVA_HOME"));
    String old =
        "mkdir -p \"$work/old/bin\"; echo 'JAVA_VERSION=\"11.0.2\"' >\"$work/old/release\";"
            + " printf '#!/bin/sh\\nexit 0\\n' >\"$work/old/bin/java\"; chmod +x \"$work/old/bin/java\"; ";
    all.add(of("JAVA_HOME of Java 11", old + "JAVA_HOME=$work/old; export JAVA_HOME"));
    all.add(of("Java 11 first on PATH", old + "PATH=$work/old/bin:$PATH"));
    all.add(of("an empty RUNGATE_JAVA", "RUNGATE_JAVA=; export RUNGATE_JAVA"));
    all.add(of("RUNGATE_JAVA is a home", "RUNGATE_JAVA=$java; export RUNGATE_JAVA"));
    all.add(of("RUNGATE_JAVA is a java", "RUNGATE_JAVA=$java/bin/java; export RUNGATE_JAVA"));
    for (String wrong :
        List.of("/nowhere", "/etc/passwd", "/etc", "nowhere", "true", "/bin/true", "cd", "-v")) {
      all.add(hopeless("RUNGATE_JAVA=" + wrong, "RUNGATE_JAVA=" + wrong + "; export RUNGATE_JAVA"));
    }
    all.add(
        hopeless("RUNGATE_JAVA is Java 11", old + "RUNGATE_JAVA=$work/old; export RUNGATE_JAVA"));
    all.add(
        hopeless(
            "RUNGATE_JAVA is for another machine",
            "mkdir -p \"$work/bin\"; printf '\\177ELF\\0' >\"$work/bin/java\";"
                + " chmod +x \"$work/bin/java\"; RUNGATE_JAVA=$work; export RUNGATE_JAVA"));
    for (String options :
        List.of(
            "-XX:+UseG1GC",
            "-Xmx1k",
            "-XX:Nonsense",
            "-Xlog:gc:stdout",
            "-Xshare:dump",
            "-Duser.language=tr -Duser.country=TR",
            "-Dfile.encoding=UTF-16 -Dsun.jnu.encoding=UTF-16 -Dstdout.encoding=UTF-16",
            "-Djava.io.tmpdir=/nowhere -Duser.dir=/ -Duser.home=/nowhere",
            "@nowhere",
            "\"",
            "\n::error::of mine")) {
      for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
        all.add(
            of(
                variable + "=" + shown(options),
                "%1$s='%2$s'; export %1$s".formatted(variable, options)));
      }
    }
    all.add(of("_JAVA_LAUNCHER_DEBUG", "_JAVA_LAUNCHER_DEBUG=1; export _JAVA_LAUNCHER_DEBUG"));
    all.add(of("CLASSPATH", "CLASSPATH=/nowhere; export CLASSPATH"));
    return all;
  }

  private static List<Environment> languages() {
    List<Environment> all = new ArrayList<>();
    for (String language :
        List.of("C", "POSIX", "C.UTF-8", "tr_TR.UTF-8", "de_DE@euro", "x/../y")) {
      all.add(of("LANG=" + language, "unset LC_ALL; LANG=" + language + "; export LANG"));
      all.add(of("LC_ALL=" + language, "LC_ALL=" + language + "; export LC_ALL"));
    }
    all.add(of("no locale", "unset LANG LC_ALL"));
    for (String zone : List.of("", "Nowhere/City", ":/etc/passwd", "UTC+99", "Asia/Kathmandu")) {
      all.add(of("TZ=" + zone, "TZ=" + zone + "; export TZ"));
    }
    all.add(of("TERM that nobody knows", "TERM=x; COLUMNS=0; export TERM COLUMNS"));
    return all;
  }

  private static List<Environment> limits() {
    List<Environment> all = new ArrayList<>();
    all.add(of("umask 077", "umask 077"));
    all.add(of("umask 777", "umask 777").by(Means.ORDINARY));
    all.add(of("16 open files", "ulimit -n 16"));
    all.add(of("32 open files", "ulimit -n 32"));
    all.add(of("files of no bytes", "ulimit -f 0").lacking(Need.DOCUMENTS));
    all.add(of("a stack of 256 KB", "ulimit -s 256"));
    all.add(of("a stack without limit", "ulimit -s unlimited"));
    all.add(of("crashes may leave cores", "ulimit -c unlimited"));
    all.add(of("signals that are ignored", "trap '' HUP INT TERM PIPE"));
    all.add(of("standard input is closed", "exec <&-"));
    all.add(of("standard input is a folder", "exec </"));
    all.add(of("standard output is closed", "exec >&-").lacking(Need.ANSWER));
    all.add(of("standard output is full", "exec >/dev/full").lacking(Need.ANSWER));
    all.add(of("standard output is for reading", "exec 1</dev/null").lacking(Need.ANSWER));
    all.add(of("standard error is closed", "exec 2>&-"));
    all.add(of("standard error is full", "exec 2>/dev/full"));
    all.add(of("all streams are closed", "exec <&- >&- 2>&-").lacking(Need.ANSWER));
    return all;
  }

  /** The archives that let a JVM start fast, one for each Java that the build had. */
  private static List<Environment> archives() throws IOException {
    List<Environment> all = new ArrayList<>();
    Path folder = PROGRAM.resolve("lib/jvm");
    List<Path> archives;
    try (Stream<Path> files = Files.list(folder)) {
      archives = files.filter(file -> file.toString().matches(".*\\.(jsa|aot)")).sorted().toList();
    }
    for (Path archive : archives) {
      String version = archive.getFileName().toString().replaceFirst("-.*", "");
      String choice =
          "RUNGATE_JAVA=$(choose %s); export RUNGATE_JAVA; a='%s'; ".formatted(version, archive);
      Map<String, String> damages = new LinkedHashMap<>();
      damages.put("as it is", "cp \"$kept\" \"$a\"");
      damages.put("missing", "");
      damages.put("empty", ": >\"$a\"");
      damages.put("a folder", "mkdir \"$a\"");
      damages.put("a link to itself", "ln -s \"$a\" \"$a\"");
      damages.put("a pipe", "mkfifo \"$a\"");
      damages.put("zeros", "head -c \"$(wc -c <\"$kept\")\" /dev/zero >\"$a\"");
      damages.put("longer", "{ cat \"$kept\"; echo; } >\"$a\"");
      for (int eighth = 1; eighth < 8; eighth++) {
        damages.put(
            "cut at %d/8".formatted(eighth),
            "head -c $(($(wc -c <\"$kept\") * %d / 8)) \"$kept\" >\"$a\"".formatted(eighth));
      }
      damages.put("without its last byte", "head -c -1 \"$kept\" >\"$a\"");
      long size = Files.size(archive);
      List<Long> places = new ArrayList<>(List.of(0L, 4L, 8L, 16L, 64L, 200L, 4096L));
      for (int i = 1; i < 20; i++) {
        places.add(size * i / 20);
      }
      places.addAll(List.of(size - 500_000, size - 100_000, size - 10_000, size - 1));
      for (long place : places) {
        damages.put(
            "with a false byte at " + place,
            "cp \"$kept\" \"$a\"; chmod u+w \"$a\"; printf '\\125' | dd of=\"$a\" bs=1 seek=%d conv=notrunc 2>/dev/null"
                .formatted(place));
      }
      for (Path other : archives) {
        if (!other.equals(archive)) {
          damages.put("that of " + other.getFileName(), "cp '" + other + "' \"$a\"");
        }
      }
      damages.forEach(
          (name, script) ->
              all.add(
                  of(
                          "the archive of Java " + version + ": " + name,
                          choice + "kept=$work/kept; mv \"$a\" \"$kept\"; " + script)
                      .mended("rm -rf \"$a\"; mv \"$kept\" \"$a\"")
                      .calling(Call.GOOD, Call.BAD)));
    }
    return all;
  }

  /** What is kept of a compiled pack: of no use when it is damaged, and never in the way. */
  private static List<Environment> caches() {
    Map<String, String> damages = new LinkedHashMap<>();
    damages.put("as it is", "");
    damages.put("empty entries", "for e in *.jar; do : >\"$e\"; done");
    damages.put("cut entries", "for e in *.jar; do truncate -s -1 \"$e\"; done");
    damages.put(
        "halved entries", "for e in *.jar; do truncate -s $(($(wc -c <\"$e\") / 2)) \"$e\"; done");
    for (int place : List.of(0, 10, 100, 1000, 10_000, 100_000)) {
      damages.put(
          "a false byte at " + place,
          "for e in *.jar; do printf '\\125' | dd of=\"$e\" bs=1 seek=%d conv=notrunc 2>/dev/null; done"
              .formatted(place));
    }
    damages.put(
        "folders in the place of entries", "for e in *.jar; do rm \"$e\"; mkdir \"$e\"; done");
    damages.put(
        "pipes in the place of entries", "for e in *.jar; do rm \"$e\"; mkfifo \"$e\"; done");
    damages.put(
        "links that lead nowhere", "for e in *.jar; do rm \"$e\"; ln -s nowhere \"$e\"; done");
    damages.put("a folder in the place of the lock", "rm rungate.lock; mkdir rungate.lock");
    damages.put("a pipe in the place of the lock", "rm rungate.lock; mkfifo rungate.lock");
    damages.put("no lock", "rm rungate.lock");
    damages.put("others may write", "chmod 777 .");
    damages.put("nobody may read", "chmod 000 *.jar");
    damages.put("a file in its place", "cd ..; rm -r cache; : >cache");
    damages.put(
        "a link that leads nowhere in its place", "cd ..; rm -r cache; ln -s nowhere cache");
    List<Environment> all = new ArrayList<>();
    String copied =
        "cp -R \"$cache\" \"$work/cache\"; RUNGATE_CACHE=$work/cache; export RUNGATE_CACHE; ";
    damages.forEach(
        (name, script) ->
            all.add(
                of("a cache with " + name, copied + "(cd \"$work/cache\"; " + script + ")")
                    .by(Means.ORDINARY)
                    .calling(Call.EDITED)));
    String only =
        "mount --bind \"$work/cache\" \"$work/cache\"; mount -o remount,ro,bind \"$work/cache\"";
    all.add(of("a cache for reading only", copied + only).by(Means.MOUNT).calling(Call.EDITED));
    String gone = "rm \"$work\"/cache/*.jar; " + only;
    all.add(
        of("an empty one for reading only", copied + gone).by(Means.MOUNT).calling(Call.EDITED));
    all.add(
        of("a full cache", "RUNGATE_CACHE=$work; export RUNGATE_CACHE; " + full("$work"))
            .by(Means.MOUNT)
            .calling(Call.EDITED));
    return all;
  }

  // What is done with it.

  private record Answer(int code, String out, String err) {}

  private static Path sweep;
  private static final Map<Call, Answer> USUAL = new HashMap<>();
  private static final Map<Means, Boolean> AT_HAND = new HashMap<>();

  @BeforeAll
  static void calls_that_nothing_stands_in_the_way_of() throws Exception {
    assertThat(PROGRAM.resolve("bin/rungate")).as("what mvn package builds").exists();
    sweep = Files.createTempDirectory(PROGRAM.getParent(), "sweep");
    for (Means means : Means.values()) {
      List<String> words = new ArrayList<>(means.starter);
      words.addAll(List.of("sh", "-c", means == Means.MOUNT ? "mount -t tmpfs none /mnt" : "true"));
      AT_HAND.put(means, runs(words));
    }
    job();
    Path cache = sweep.resolve("cache");
    for (Call call : Call.values()) {
      Environment plain = of("plain", "RUNGATE_CACHE='" + cache + "'; export RUNGATE_CACHE");
      Path place = Files.createTempDirectory(sweep, "usual");
      Answer usual = answer(plain, call, place);
      assertThat(usual.code()).as(call + ": " + usual.err()).isEqualTo(call.code);
      USUAL.put(call, usual);
      if (call == Call.GOOD) {
        String record = "audit_good.json";
        Files.copy(place.resolve("job/docs").resolve(record), sweep.resolve("job").resolve(record));
      }
    }
    assertThat(cache).isDirectoryContaining("glob:**.jar");
  }

  private static boolean runs(List<String> words) throws Exception {
    try {
      return new ProcessBuilder(words).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such command
    }
  }

  @AfterAll
  static void nothing_is_left() throws Exception {
    runs(List.of("rm", "-rf", sweep.toString()));
  }

  @TestFactory
  Stream<DynamicTest> ends_with_the_right_code_and_the_right_answer() throws IOException {
    List<Environment> all =
        new ArrayList<>(
            Stream.of(
                    homes(),
                    temporaryFolders(),
                    places(),
                    javas(),
                    languages(),
                    limits(),
                    archives(),
                    caches())
                .flatMap(List::stream)
                .toList());
    Random random = new Random(14);
    Collections.shuffle(all, random);
    return all.subList(0, Search.processes(all.size())).stream()
        .map(
            one -> {
              List<Call> calls = new ArrayList<>(one.calls());
              Collections.shuffle(calls, random);
              // Each call everywhere would take half an hour, and what differs are the places.
              List<Call> chosen = calls.subList(0, Math.min(calls.size(), Search.attempts(3)));
              return DynamicTest.dynamicTest(one.name(), () -> holds(one, chosen));
            });
  }

  private static void holds(Environment environment, List<Call> calls) throws Exception {
    assumeThat(AT_HAND.get(environment.means()))
        .as("this machine has " + environment.means().starter)
        .isTrue();
    for (Call call : calls) {
      holds(environment, call);
    }
  }

  private static void holds(Environment environment, Call call) throws Exception {
    Path place = Files.createTempDirectory(sweep, "place");
    Set<String> before = files(sweep.resolve("job"));
    Answer answer = answer(environment, call, place);
    Path job = place.resolve("job");
    String what = "%s: %s\n%s".formatted(environment, call.words, answer.err());
    boolean able = Collections.disjoint(call.needs, environment.missing());
    assertThat(answer.code()).as(what).isEqualTo(able ? call.code : 2);
    assertThat(answer.err())
        .as(what)
        .doesNotContain("Exception", "\tat ", "fatal error", "Picked up", "OpenJDK")
        .doesNotContain("a fault of rungate itself");
    Answer usual = USUAL.get(call);
    if (able && environment.missing().contains(Need.ANSWER)) {
      assertThat(answer.out()).as(what).isEmpty();
    } else if (able && call.needs.contains(Need.DOCUMENTS) || able && !environment.moved()) {
      assertThat(answer.out()).as(what).isEqualTo(usual.out());
    }
    if (able
        && !environment.moved()
        && call != Call.EDITED
        && !environment.name().startsWith("standard error")
        && !environment.name().startsWith("all streams")) {
      assertThat(answer.err()).as(what).isEqualTo(usual.err());
    }
    Set<String> left = new TreeSet<>(files(job));
    left.removeAll(before);
    left.removeIf(file -> file.matches("docs/(agg|audit)_(good|bad|unreadable)\\.json"));
    assertThat(left).as(what).isEmpty();
    Path document = job.resolve("docs/agg_good.json");
    if (Files.exists(document)) {
      assertThat(document).as(what).content().isEqualTo(usual.out().strip());
    }
    try (Stream<Path> all = Files.walk(place.resolve("work"))) {
      assertThat(all.map(file -> file.getFileName().toString()))
          .as(what)
          .noneMatch(name -> name.startsWith("hs_err") || name.startsWith("core"))
          .noneMatch(name -> name.endsWith(".tmp"));
    }
    runs(List.of("rm", "-rf", place.toString()));
  }

  /** A working folder as a job has it; each call gets a copy. */
  private static void job() throws IOException {
    Path sample = Program.HOME.resolve("rules/samples/gb200-colocated");
    Path job = Files.createDirectories(sweep.resolve("job"));
    Files.createDirectories(job.resolve("docs"));
    Files.copy(sample.resolve("dsv4_8k1k_fp4_gb200_conc1_gpus_8.json"), job.resolve("good.json"));
    Files.copy(job.resolve("good.json"), job.resolve("bad.json"));
    Files.writeString(job.resolve("unreadable.json"), "{");
    String variables =
        Files.readString(sample.resolve("run.env")) + "\nPREFILL_GPUS=8\nDECODE_GPUS=0\n";
    Files.writeString(job.resolve("run.env"), variables);
    Files.writeString(job.resolve("bad.env"), variables.replace("\nPRECISION=", "\nNO_PRECISION="));
    Path rule = PackCopy.of("v2", job.resolve("pack")).resolve("verdict.drl");
    Files.writeString(rule, Files.readString(rule) + "\n// edited\n");
  }

  private static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(file -> folder.relativize(file).toString())
          .collect(java.util.stream.Collectors.toSet());
    }
  }

  private static Answer answer(Environment environment, Call call, Path place) throws Exception {
    Path job = place.resolve("job");
    assertThat(runs(List.of("cp", "-R", sweep.resolve("job").toString(), job.toString()))).isTrue();
    Path work = Files.createDirectory(place.resolve("work"));
    String script =
        """
        choose() { # a Java of that version
          for home in "$java" "$newest"; do
            grep -q "^JAVA_VERSION=\\"$1[.\\"]" "$home/release" && echo "$home" && return
          done
        }
        """
            + environment.before()
            + "\n\"$rungate\" \"$@\"\ncode=$?\n"
            + environment.after()
            + "\nexit $code\n";
    List<String> words = new ArrayList<>(environment.means().starter);
    words.addAll(List.of("/bin/sh", "-c", script, "sh"));
    words.addAll(call.words);
    Path err = place.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(job.toFile()).redirectError(err.toFile());
    Map<String, String> variables = builder.environment();
    variables.clear();
    variables.put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
    variables.put("HOME", work.toString());
    variables.put("work", work.toString());
    variables.put("cache", sweep.resolve("cache").toString());
    variables.put("program", PROGRAM.toString());
    variables.put("rungate", PROGRAM.resolve("bin/rungate").toString());
    variables.put("java", System.getProperty("java.home"));
    variables.put("newest", Files.readString(PROGRAM.resolve("lib/jvm/home")).strip());
    Process process = builder.start();
    process.getOutputStream().close();
    byte[] printed = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(environment.name()).isTrue();
    return new Answer(
        process.exitValue(),
        new String(printed, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.ISO_8859_1));
  }
}
