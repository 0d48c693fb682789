package io.rungate.cli;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheCommandTest {
  private static final String PACK = Program.HOME.resolve("rules/v2").toString();
  private static final int JAVA = Runtime.version().feature();

  @TempDir Path temp;

  private Path cache() {
    return temp.resolve("cache");
  }

  private Program.Result run(String... args) {
    return new Program(temp).with("RUNGATE_CACHE", cache().toString()).run(args);
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.list(cache())) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  private Path leftover(String used) throws IOException {
    Path file = Files.createDirectories(cache()).resolve("0".repeat(64) + ".jar.1-1.tmp");
    Files.write(cache().resolve("rungate.lock"), new byte[0]);
    Files.write(file, new byte[2_500_000]);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse(used)));
    return file;
  }

  @Test
  void a_warm_cache_is_listed_used_and_cleaned() throws Exception {
    Program.Result first = run("cache", "warm", PACK);
    assertThat(first.err())
        .isEqualTo(
            "compiling " + PACK + " for Java " + JAVA + "\ninference-runs 2.0.2  compiled\n");
    assertThat(first.code()).isZero();
    assertThat(first.out()).isEmpty();
    FileTime written = Files.getLastModifiedTime(entries().get(0));
    assertThat(run("cache", "warm", PACK).err())
        .isEqualTo("inference-runs 2.0.2  was compiled already\n");
    assertThat(entries()).hasSize(1);
    assertThat(Files.getLastModifiedTime(entries().get(0))).isEqualTo(written);

    FileTime day = FileTime.from(Instant.now());
    Files.setLastModifiedTime(entries().get(0), day);
    Path old = leftover("2020-02-02T00:00:00Z");
    String digest = entries().get(0).getFileName().toString().substring(0, 12);
    Program.Result list = run("cache", "list");
    assertThat(list.code()).isZero();
    assertThat(list.out().lines().map(line -> line.replaceAll("  +", "|")))
        .containsExactly(
            "KIND|OF|DIGEST|JAVA|SIZE|LAST USED",
            "pack|inference-runs 2.0.2|"
                + digest
                + "|"
                + JAVA
                + "|"
                + megabytes(Files.size(entries().get(0)))
                + "|"
                + day.toString().substring(0, 10),
            "leftover|" + old.getFileName() + "|-|-|2.5 MB|2020-02-02|to be removed",
            "2 files, " + megabytes(Files.size(entries().get(0)) + 2_500_000) + " in " + cache());
    assertThat(list.out().lines().limit(2).map(line -> line.indexOf(digestColumn(line, digest))))
        .as("columns stand below each other")
        .containsOnly(list.out().indexOf("DIGEST"));

    Program.Result would = run("cache", "clean", "--dry-run");
    assertThat(would.out()).isEqualTo("would remove  " + old + "\n1 file, 2.5 MB\n");
    assertThat(old).exists();
    assertThat(run("cache", "clean").out()).isEqualTo("removed  " + old + "\n1 file, 2.5 MB\n");
    assertThat(old).doesNotExist();
    assertThat(entries()).hasSize(1);
    assertThat(run("cache", "clean").out()).isEqualTo("nothing to remove\n");
    assertThat(run("cache", "clean", "--all").out()).contains("1 file, ");
    assertThat(run("cache", "list").out()).isEqualTo("nothing is kept in " + cache() + "\n");
  }

  private static String digestColumn(String line, String digest) {
    return line.startsWith("KIND") ? "DIGEST" : digest;
  }

  private static String megabytes(long bytes) {
    return String.format(java.util.Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  @Test
  void programs_read_the_list_as_json() throws Exception {
    Path file = leftover("2020-02-02T12:00:00Z");
    Files.setPosixFilePermissions(cache(), PosixFilePermissions.fromString("rwx------"));
    assertThatJson(run("cache", "list", "--format", "json").out())
        .isEqualTo(
            "{folder: '"
                + cache()
                + "', entries: [{kind: 'leftover', of: '"
                + file.getFileName()
                + "', digest: null, java: null,"
                + " bytes: 2500000, used: '2020-02-02', goes: true, file: '"
                + file
                + "'}]}");
  }

  @Test
  void where_there_is_no_folder_there_is_nothing() {
    assertThat(run("cache", "list").out()).isEqualTo("nothing is kept in " + cache() + "\n");
    assertThat(run("cache", "clean", "--all").code()).isZero();
    assertThat(run("cache", "list", "--cache-dir", "other").out())
        .isEqualTo("nothing is kept in " + temp.resolve("other") + "\n");
    assertThat(cache()).doesNotExist();
  }

  @Test
  void without_a_word_it_is_in_the_home_that_the_environment_names() {
    Program program = new Program(temp).without("RUNGATE_CACHE").with("HOME", temp.toString());
    assertThat(program.run("cache", "list").out())
        .isEqualTo("nothing is kept in " + temp.resolve(".cache/rungate") + "\n");
    assertThat(program.with("XDG_CACHE_HOME", "/xdg").run("cache", "list").out())
        .isEqualTo("nothing is kept in /xdg/rungate\n");
  }

  @Test
  void a_home_that_would_be_another_one_from_another_folder_is_none() {
    Program program = new Program(temp).without("RUNGATE_CACHE").with("HOME", temp.toString());
    for (String wrong : List.of("relative", ".", "/caf\uFFFD")) {
      assertThat(program.with("XDG_CACHE_HOME", wrong).run("cache", "list").out())
          .isEqualTo("nothing is kept in " + temp.resolve(".cache/rungate") + "\n");
    }
    for (String wrong : List.of("relative", ".", "/caf\uFFFD")) {
      assertThat(program.with("HOME", wrong).run("cache", "list").err())
          .isEqualTo(
              "rungate: the cache is not used: there is no home folder; set RUNGATE_CACHE\n");
    }
  }

  @Test
  void without_a_home_nothing_is_kept_and_least_of_all_in_the_folder_of_the_job() throws Exception {
    Program program = new Program(temp).without("RUNGATE_CACHE").with("TP", "8");
    List<String> homeless = List.of("-Duser.home=?");
    Program.Child list = program.spawn(homeless, "cache", "list");
    assertThat(list.process().waitFor()).isEqualTo(2);
    assertThat(list.err())
        .isEqualTo("rungate: the cache is not used: there is no home folder; set RUNGATE_CACHE\n");
    Path copy = PackCopy.of("v2", temp.resolve("pack"));
    Files.writeString(copy.resolve("verdict.drl"), "\n// edited", StandardOpenOption.APPEND);
    Program.Child check = program.spawn(homeless, "check", "--rules", "pack", "--env-only");
    check.process().waitFor();
    assertThat(check.out()).contains("missing-variables");
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).containsExactly(copy);
    }
  }

  @Test
  void a_folder_that_is_not_ours_is_never_cleaned() throws Exception {
    Files.createDirectories(cache());
    Path theirs = Files.writeString(cache().resolve("0".repeat(64) + ".jar"), "theirs");
    Files.setLastModifiedTime(theirs, FileTime.from(Instant.parse("2020-02-02T00:00:00Z")));
    Program.Result result = run("cache", "clean", "--all");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "rungate: the cache is not used: "
                + cache()
                + " holds other files and no rungate.lock\n");
    assertThat(theirs).exists();
  }

  @Test
  void a_folder_that_is_not_used_says_why() throws Exception {
    Files.createDirectories(cache());
    Files.setPosixFilePermissions(cache(), PosixFilePermissions.fromString("rwxrwxrwx"));
    String why = "rungate: the cache is not used: " + cache() + " can be written to by others\n";
    for (String command : List.of("list", "clean", "warm")) {
      Program.Result result = run("cache", command);
      assertThat(result.err()).as(command).endsWith(why);
      assertThat(result.code()).as(command).isEqualTo(2);
      assertThat(result.out()).as(command).isEmpty();
    }
    Path file = Files.writeString(temp.resolve("file"), "");
    Program.Result result = run("cache", "list", "--cache-dir", file.toString());
    assertThat(result.err())
        .isEqualTo("rungate: the cache is not used: " + file + " cannot be read as a folder\n");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void a_pack_that_cannot_be_compiled_is_told_as_everywhere() throws Exception {
    Path none = Files.createDirectory(temp.resolve("none"));
    Program.Result result = run("cache", "warm", none.toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "rungate: the rule pack cannot be used\n"
                + none
                + ": this is no rule pack: it has no pack.yaml\n");
  }

  @Test
  void every_command_explains_itself() {
    assertThat(run("cache", "--help").out()).contains("list", "clean", "warm");
    assertThat(run("cache", "clean", "--help").out()).contains("--all", "--dry-run", "30 days");
    assertThat(run("cache", "warm", "--help").out()).contains("--cache-dir", "RUNGATE_CACHE");
    assertThat(run("cache", "list", "--no-such").code()).isEqualTo(2);
  }
}
