package io.rungate.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An archive of the classes that a run loads, in the form that the running JVM can map: an AOT
 * cache from Java 25 on, a static CDS archive before. A JVM uses an archive only if it made it
 * itself, from the same jars in the same place.
 */
final class JvmArchive {
  private static final int FIRST_WITH_AOT = 25;

  private JvmArchive() {}

  /**
   * Makes an archive in a user's cache, where another JVM than the one that built the program is
   * used. The launcher starts this beside a run and does not wait for it.
   *
   * @param args the program folder, and the folder that gets the archive
   */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    Path folder = Path.of(args[1]);
    try (FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (lock.tryLock() != null) {
        make(home, Rehearsal.sample(home), folder);
      }
    }
  }

  /**
   * The same for a caller that needs the archive: waits for another process that makes it, such as
   * the one that the launcher started beside this one.
   */
  static void makeOrWait(Path home, Path folder) throws IOException, InterruptedException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !isIn(folder, home)) {
        make(home, Rehearsal.sample(home), folder);
      }
    }
  }

  /**
   * Makes archives by rehearsing what users do most.
   *
   * @param sample a folder with a {@code run.env} and the result of a run
   * @param folder gets {@code <version of the JVM>.aot} or {@code .jsa} for judging, and the same
   *     with {@code .explain} and {@code .compile} before the ending; left alone on failure
   */
  static void make(Path home, Path sample, Path folder) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("rungate-rehearsal");
    Files.createDirectories(folder);
    try {
      for (Rehearsal.Part part : Rehearsal.Part.values()) {
        make(home, part, sample, work, folder);
      }
      if (isIn(folder, home)) {
        Files.writeString(folder.resolve("home"), home + "\n"); // it does not fit elsewhere
        remember(folder.resolve("known"));
      }
    } finally {
      Installation.remove(work);
    }
  }

  private static void make(Path home, Rehearsal.Part part, Path sample, Path work, Path folder)
      throws IOException, InterruptedException {
    String name = System.getProperty("java.runtime.version") + part.suffix();
    boolean aot = Runtime.version().feature() >= FIRST_WITH_AOT;
    if (part == Rehearsal.Part.COMPILE && !aot) {
      return; // without linked classes an archive of so many is no gain, and Java 17 fails to make
      // it
    }
    Path made = folder.resolve(name + ".tmp");
    List<String> rehearsal =
        List.of(Rehearsal.class.getName(), part.name(), "" + sample.toAbsolutePath(), "" + work);
    try {
      if (aot) {
        run(home, part, List.of("-XX:AOTCacheOutput=" + made), rehearsal);
      } else {
        Path list = work.resolve("classes");
        run(home, part, List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + list), rehearsal);
        run(
            home,
            part,
            List.of(
                "-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + made),
            List.of());
      }
      if (Files.exists(made)) {
        Path archive = folder.resolve(name + (aot ? ".aot" : ".jsa"));
        Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(made);
    }
  }

  /** Leaves a note for the launcher, which then need not follow links to this JVM in every run. */
  private static void remember(Path known) throws IOException {
    String jvm = System.getProperty("java.home") + "\n";
    if (!Files.exists(known) || !Files.readString(known).contains(jvm)) {
      Files.writeString(known, jvm, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** Whether the running JVM has an archive in the program folder, as the launcher sees it. */
  static boolean isShipped(Path home) {
    Path folder = home.resolve("lib").resolve("jvm");
    boolean ofBundle = Path.of(System.getProperty("java.home")).equals(home.resolve("runtime"));
    try {
      return isIn(folder, home)
          && (ofBundle || Files.readString(folder.resolve("home")).strip().equals("" + home));
    } catch (IOException e) {
      return false;
    }
  }

  /** The archive of a part beside that which this JVM was started with; null if there is none. */
  static Path find(Rehearsal.Part part, Path home) throws IOException {
    String folder = System.getProperty("rungate.archives", "");
    if (folder.isEmpty()) {
      return null;
    }
    String name = System.getProperty("java.runtime.version") + part.suffix() + ".aot";
    Path archive = Path.of(folder).resolve(name);
    return Files.exists(archive) && isNewer(archive, home) ? archive : null;
  }

  /**
   * A JVM does not look whether an archive was made of other jars, so it must be looked at here.
   */
  private static boolean isNewer(Path archive, Path home) throws IOException {
    Path jar = home.resolve("lib").resolve("rungate.jar");
    return Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
  }

  /** Whether a folder has an archive that the running JVM made of the program as it is now. */
  static boolean isIn(Path folder, Path home) {
    String name = System.getProperty("java.runtime.version");
    for (String form : List.of(".aot", ".jsa")) {
      try {
        if (isNewer(folder.resolve(name + form), home)) {
          return true;
        }
      } catch (IOException e) {
        // not this one
      }
    }
    return false;
  }

  private static void run(Path home, Rehearsal.Part part, List<String> flags, List<String> program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xlog:disable");
    command.add("-XX:ErrorFile=/dev/null"); // a JVM that fails leaves no report in a user's folder
    command.addAll(flags);
    command.add("-Drungate.home=" + home);
    if (part == Rehearsal.Part.COMPILE) {
      command.addAll(Everything.flags());
      command.addAll(List.of("-cp", Everything.classPath(home)));
    } else {
      command.addAll(List.of("-XX:+UseSerialGC", "-Xms48m", "-Xmn32m"));
      command.add("-Drungate.rules=true");
      command.add("-Djdk.reflect.useNativeAccessorOnly=true");
      command.add("-cp");
      command.add(home + "/lib/rungate.jar:" + home + "/lib/packs/rules.jar");
    }
    command.addAll(program);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
  }
}
