package io.rungate.cli;

import io.rungate.pack.CompilerMissing;
import io.rungate.pack.ShippedRules;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the process starts and ends; the only class that exits.
 *
 * <p>The process starts with what judging needs. A call that needs more, to compile a pack or to
 * read unusual arguments, starts over in a class loader that has everything.
 */
public final class Start {
  /** What is collected of each standard stream before it is written. */
  static final int BUFFER = 1 << 13;

  private Start() {}

  public static void main(String[] args) throws Throwable {
    Path home = Path.of(System.getProperty("rungate.home", "."));
    if (Shortcut.judgesByNewest(args, System.getenv())) {
      ShippedRules.begin(home.resolve("lib").resolve("packs"));
    }
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    Console console =
        new Console(
            out,
            err,
            System.getenv(),
            Path.of("").toAbsolutePath(),
            home,
            Boolean.getBoolean("rungate.terminal"),
            Boolean.getBoolean("rungate.terminal.out"));
    Integer code;
    try {
      code = Shortcut.run(console, args);
      if (code == null && hasEverything()) {
        code = Main.run(console, args);
      }
    } catch (CompilerMissing e) {
      code = null; // nothing is written or printed before the pack is there
    }
    if (code == null) {
      withEverything(home, args);
      return;
    }
    out.flush();
    err.flush();
    // Not System.exit: everything is written, nothing waits for the end, and asking loggers whether
    // they want to hear of it costs as much as reading the result.
    Runtime.getRuntime().halt(code);
  }

  private static boolean hasEverything() {
    return Start.class.getClassLoader().getResource("picocli/CommandLine.class") != null;
  }

  private static void withEverything(Path home, String[] args) throws Throwable {
    List<URL> jars = new ArrayList<>();
    Path lib = home.resolve("lib");
    jars.add(url(lib.resolve("rungate.jar")));
    try (DirectoryStream<Path> others = Files.newDirectoryStream(lib.resolve("compile"), "*.jar")) {
      for (Path jar : others) {
        jars.add(url(jar));
      }
    } catch (IOException e) {
      System.err.println("rungate: the installation is not complete: no " + lib + "/compile");
      System.exit(2);
    }
    System.clearProperty("rungate.rules"); // these classes are not on this loader's path
    ClassLoader everything =
        new URLClassLoader(
            "everything", jars.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(everything);
    try {
      everything
          .loadClass(Start.class.getName())
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
        false,
        StandardCharsets.UTF_8);
  }
}
