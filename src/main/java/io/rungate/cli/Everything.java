package io.rungate.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A JVM with everything: compiler, linter and all commands. A call that needs more than judging has
 * goes on in one, with the same arguments, environment and streams. It is a process of its own
 * because it wants another class path, which is what an archive of classes is bound to, and other
 * flags: compiling a pack keeps thousands of methods busy for a second or two.
 */
final class Everything {

  /** Commands that work for minutes, for which the full compilers pay off. */
  private static final Set<String> LONG =
      Set.of("gate", "replay", "diff", "mutate", "completeness");

  private Everything() {}

  /**
   * Runs a command.
   *
   * @return its exit code
   * @throws IOException when the installation is not complete, or no process can be started
   */
  static int run(Path home, String[] args) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command(home, args)).inheritIO().start();
    // Whoever ends this process means the command.
    Thread end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    return process.waitFor();
  }

  private static List<String> command(Path home, String[] args) throws IOException {
    boolean lasting = false;
    for (int i = 0; i < Math.min(2, args.length); i++) {
      lasting |= LONG.contains(args[i]);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags());
    command.add("-XX:-UsePerfData");
    command.add("-Xlog:disable");
    if (!lasting) {
      command.add("-XX:TieredStopAtLevel=1");
      Path archive = JvmArchive.find(Rehearsal.Part.COMPILE, home);
      if (archive != null) {
        command.add("-XX:AOTCache=" + archive);
      }
    }
    for (String name : List.of("rungate.home", "rungate.terminal", "rungate.terminal.out")) {
      command.add("-D" + name + "=" + System.getProperty(name, ""));
    }
    command.addAll(List.of("-cp", classPath(home), Start.class.getName()));
    command.addAll(List.of(args));
    return command;
  }

  /** What an archive must have been made with to fit. */
  static List<String> flags() {
    return List.of("-XX:+UseSerialGC", "-Xms128m");
  }

  /** The jars in one order, which an archive is bound to as well. */
  static String classPath(Path home) throws IOException {
    Path lib = home.resolve("lib");
    Set<String> jars = new TreeSet<>();
    try (DirectoryStream<Path> others = Files.newDirectoryStream(lib.resolve("compile"), "*.jar")) {
      for (Path jar : others) {
        jars.add(jar.toString());
      }
    }
    return lib.resolve("rungate.jar") + File.pathSeparator + String.join(File.pathSeparator, jars);
  }
}
