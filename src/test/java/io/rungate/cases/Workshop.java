package io.rungate.cases;

import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RulePack;
import io.rungate.rules.IncrementalPackLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of a shipped pack that a test may spoil; what is compiled once serves all tests. */
final class Workshop {
  static final IncrementalPackLoader BENCH = new IncrementalPackLoader();

  private final Path folder;

  private Workshop(Path folder) {
    this.folder = folder;
  }

  /** The shipped pack v2 with its cases. */
  static Workshop in(Path temp) {
    Workshop copy = new Workshop(temp.resolve("v2"));
    Path shipped = Path.of("rules", "v2");
    try (Stream<Path> walk = Files.walk(shipped)) {
      for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        copy.write(shipped.relativize(file).toString(), Files.readString(file));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /** The same with a text of one file replaced, which must be in it. */
  Workshop with(String file, String from, String to) {
    String text = read(file);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(file + " does not hold " + from);
    }
    return write(file, text.replace(from, to));
  }

  Workshop write(String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without its cases; the base runs stay. */
  Workshop withoutCases() {
    try (Stream<Path> files = Files.list(folder.resolve("cases"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Files.delete(file);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RulePack pack() throws PackException {
    return BENCH.load(PackReader.files(folder));
  }

  List<CaseFile> cases() throws PackException {
    return CaseReader.read(pack(), CaseFolder.read(folder));
  }

  CaseSuiteResult trial() throws PackException {
    return CaseSuiteResult.of(pack(), cases());
  }

  /** A message with the path as it would be in the rules folder. */
  String relative(Object message) {
    return message.toString().replace(folder.getParent() + "/", "");
  }
}
