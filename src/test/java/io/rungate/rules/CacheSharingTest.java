package io.rungate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rungate.fact.toy.RealField;
import io.rungate.pack.PackException;
import io.rungate.pack.RuleSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many processes, one folder; some of them die, and not every folder takes what it is given. */
class CacheSharingTest {
  private static final List<RuleSource> SOURCES =
      ToyPack.of("rule \"r\" when RealField() then insertLogical( new Word( \"seen\" ) ); end\n");
  private static final String IDENTITY = "5eed".repeat(16);

  @TempDir Path temp;

  private Path folder() {
    return temp.resolve("cache");
  }

  private List<Path> files(String end) throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(end)).toList();
    }
  }

  @Test
  void processes_that_start_together_all_get_their_rules_and_leave_one_entry() throws Exception {
    List<Child> jobs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      jobs.add(start("exec ", Job.class));
    }
    for (Child job : jobs) {
      assertThat(job.answer()).isEqualTo("[seen]\n");
    }
    assertThat(files(".jar")).hasSize(1);
    assertThat(files(".tmp")).isEmpty();
  }

  @Test
  void whoever_needs_what_another_compiles_waits_for_it() throws Exception {
    CompiledRules compiled = ToyPack.compile(SOURCES);
    AtomicInteger compilations = new AtomicInteger();
    CountDownLatch compiling = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    Callable<CompiledRules> job =
        () ->
            new RuleCache(folder(), Duration.ofMinutes(2))
                .get(
                    IDENTITY,
                    () -> {
                      compilations.incrementAndGet();
                      compiling.countDown();
                      await(enough);
                      return compiled;
                    },
                    rules -> rules);
    ExecutorService jobs = Executors.newFixedThreadPool(4);
    try {
      List<Future<CompiledRules>> results = new ArrayList<>();
      results.add(jobs.submit(job));
      await(compiling);
      for (int i = 0; i < 3; i++) {
        results.add(jobs.submit(job));
      }
      Thread.sleep(100); // they meet the lock; where they come later, they meet the entry
      enough.countDown();
      for (Future<CompiledRules> result : results) {
        assertThat(result.get(2, TimeUnit.MINUTES).models()).isEqualTo(compiled.models());
      }
    } finally {
      enough.countDown();
      jobs.shutdown();
    }
    assertThat(compilations).hasValue(1);
  }

  @Test
  void nobody_waits_for_ever_and_not_at_all_for_another_pack() throws Exception {
    Duration patience = Duration.ofMillis(1500);
    AtomicInteger compilations = new AtomicInteger();
    try (FileChannel locks = locks();
        FileLock held = locks.lock(Integer.toUnsignedLong(IDENTITY.hashCode()), 1, false)) {
      assertThat(held.isValid()).isTrue();
      assertThat(seconds(new RuleCache(folder(), patience), IDENTITY, compilations))
          .as("one wait, and not two")
          .isBetween(1.5, 2.9);
      assertThat(compilations).hasValue(1);
      assertThat(seconds(new RuleCache(folder()), "0dd".repeat(22), compilations)).isLessThan(9);
      assertThat(compilations).hasValue(2);
    }
  }

  @Test
  @Timeout(60)
  void a_pipe_in_the_place_of_the_lock_keeps_nobody_waiting() throws Exception {
    Files.createDirectories(folder());
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwx------"));
    for (String name : List.of("lock", CacheFolder.MARK)) {
      CacheTamperingTest.pipe(folder().resolve(name));
      AtomicInteger compilations = new AtomicInteger();
      assertThat(seconds(new RuleCache(folder()), IDENTITY, compilations)).isLessThan(9);
      assertThat(compilations).hasValue(1);
    }
  }

  private FileChannel locks() throws IOException {
    try (CacheFolder opened = CacheFolder.make(folder())) {
      return opened.locks();
    }
  }

  private static double seconds(RuleCache cache, String identity, AtomicInteger compilations)
      throws PackException {
    long start = System.nanoTime();
    cache.get(
        identity,
        () -> {
          compilations.incrementAndGet();
          return new CompiledRules(Map.of(), List.of(), List.of());
        },
        rules -> rules);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Killed while it writes an entry of 8 MB again and again, at another moment each time. */
  @Test
  void a_process_killed_while_it_writes_leaves_no_half_entry() throws Exception {
    for (int round = 0; round < 6; round++) {
      Child writer = start("exec ", Writer.class);
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (!Files.isDirectory(folder()) || files(".jar").isEmpty()) {
        assertThat(System.nanoTime()).as(writer.output()).isLessThan(end);
        Thread.sleep(5);
      }
      Thread.sleep(3 + 7 * round);
      writer.process().destroyForcibly().waitFor();
      for (Path entry : files(".jar")) {
        String name = entry.getFileName().toString();
        String identity = name.substring(0, name.length() - ".jar".length());
        assertThat(RulesJar.read(Files.readAllBytes(entry), identity)).as(name).isPresent();
        Files.delete(entry);
      }
    }
    Path leftover = Files.write(folder().resolve(IDENTITY + ".jar.1-1.tmp"), new byte[9]);
    for (Path each : files(".tmp")) {
      age(each, Duration.ofHours(2));
    }
    Path beingWritten = Files.write(folder().resolve(IDENTITY + ".jar.2-2.tmp"), new byte[9]);
    RuleCacheTest.get(folder());
    assertThat(leftover).doesNotExist();
    assertThat(files(".tmp")).containsExactly(beingWritten);
  }

  @Test
  void a_disk_that_is_full_is_done_without_and_nothing_is_left_on_it() throws Exception {
    // No file may grow beyond a kilobyte, as if the disk were full: an entry is larger.
    Child job = start("ulimit -f 1 && exec ", Job.class);
    assertThat(job.answer()).isEqualTo("[seen]\n");
    assertThat(files(".jar")).isEmpty();
    assertThat(files(".tmp")).isEmpty();
    assertThat(start("exec ", Job.class).answer()).isEqualTo("[seen]\n");
    assertThat(files(".jar")).hasSize(1);
  }

  @Test
  void a_folder_that_is_for_reading_only_serves_what_it_has() throws Exception {
    RuleCacheTest.get(folder());
    for (Path entry : files(".jar")) {
      age(entry, Duration.ofDays(3)); // would be touched, if it could
    }
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      new RuleCache(folder())
          .get(
              RuleCacheTest.IDENTITY,
              () -> {
                throw new AssertionError("compiled what is there");
              },
              rules -> rules);
    } finally {
      Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** The administrator may write everywhere, so the folder lies on a file system that cannot be. */
  @Test
  void a_folder_that_takes_nothing_is_done_without() throws Exception {
    Files.createDirectory(folder());
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("r-xr-xr-x"));
    Child job;
    if (Files.isWritable(folder())) {
      String mount = "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\"";
      assumeThat(shell("unshare", "-m", "sh", "-c", mount, folder().toString()))
          .as("needs a mount")
          .isZero();
      job =
          start(
              "exec unshare -m sh -c '" + mount + " && shift && exec \"$@\"' " + folder() + " - ",
              Job.class);
    } else {
      job = start("exec ", Job.class);
    }
    assertThat(job.answer()).isEqualTo("[seen]\n");
    assertThat(folder()).isEmptyDirectory();
  }

  @Test
  void a_folder_of_somebody_else_is_not_used() throws Exception {
    RuleCacheTest.get(folder());
    Path entry = files(".jar").get(0);
    assumeThat(shell("chown", "65534", folder().toString())).as("needs root").isZero();
    FileTime before = Files.getLastModifiedTime(entry);
    age(entry, Duration.ofDays(3));
    FileTime aged = Files.getLastModifiedTime(entry);
    RuleCacheTest.get(folder());
    assertThat(Files.getLastModifiedTime(entry)).isEqualTo(aged).isNotEqualTo(before);

    assertThat(shell("chown", "0", folder().toString())).isZero();
    assertThat(shell("chown", "65534", entry.toString())).isZero();
    RuleCacheTest.get(folder());
    assertThat(Files.getOwner(entry)).isEqualTo(Files.getOwner(folder())); // built anew
  }

  @Test
  void a_link_to_a_folder_of_ones_own_is_as_good_as_the_folder() throws Exception {
    Path own = Files.createDirectory(temp.resolve("own"));
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(folder(), own);
    RuleCacheTest.get(folder());
    assertThat(own).isDirectoryContaining("glob:**.jar");
  }

  static void age(Path file, Duration by) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(by)));
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(2, TimeUnit.MINUTES)) {
        throw new AssertionError("nobody came");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int shell(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  private record Child(Process process, Path log) {
    String output() throws IOException {
      return Files.readString(log);
    }

    String answer() throws Exception {
      assertThat(process.waitFor()).as(output()).isZero();
      return output();
    }
  }

  /** Starts a main class on the folder, in a process of its own. */
  private Child start(String shell, Class<?> main) throws IOException {
    Path log = Files.createTempFile(temp, "job", ".log");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            "sh",
            "-c",
            shell + "\"$@\"",
            "sh",
            java,
            "-XX:-UsePerfData",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            folder().toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new Child(process, log);
  }

  /** Uses one pack. */
  static final class Job {
    public static void main(String[] args) throws Exception {
      System.out.println(
          ToyPack.conclusions(RuleCacheTest.get(Path.of(args[0])), new RealField("x", 1)));
    }
  }

  /** Writes entries until it is killed. */
  static final class Writer {
    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      CompiledRules large =
          new CompiledRules(Map.of("a.B", new byte[8 << 20]), List.of(), List.of());
      for (int i = 0; ; i = (i + 1) % 4) {
        String identity = Integer.toString(i).repeat(64);
        Files.deleteIfExists(folder.resolve(identity + ".jar"));
        new RuleCache(folder).get(identity, () -> large, rules -> rules);
      }
    }
  }
}
