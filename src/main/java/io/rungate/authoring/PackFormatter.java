package io.rungate.authoring;

import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings all files of a pack into form, or says which ones are not. A byte order mark, which some
 * editors begin a file with, is no part of the form: it says nothing in UTF-8, and whoever searches
 * or compares the files stumbles over it.
 */
public final class PackFormatter {
  private PackFormatter() {}

  /**
   * A file that is not in form.
   *
   * @param file where it lies
   * @param line the first line that would change, from 1
   * @param formed what it should hold
   */
  public record Change(Path file, int line, String formed) {
    /** Writes the file in its form. */
    public void write() throws IOException {
      Files.writeString(file, formed);
    }
  }

  /**
   * The rule and YAML files of a pack that are not in form, cases included.
   *
   * @throws PackException with every file that cannot be read or has no form
   */
  public static List<Change> changes(Path folder) throws PackException {
    List<Change> changes = new ArrayList<>();
    List<PackProblem> problems = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        String text = Files.readString(file);
        String said = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String formed =
            file.toString().endsWith(".drl")
                ? DrlFormatter.of(file.toString(), said)
                : YamlFormatter.of(file.toString(), said);
        if (!formed.equals(text)) {
          changes.add(new Change(file, firstDifference(text, formed), formed));
        }
      } catch (PackException e) {
        problems.addAll(e.problems());
      } catch (CharacterCodingException e) {
        problems.add(new PackProblem(file.toString(), 0, "the file is not UTF-8"));
      } catch (IOException e) {
        problems.add(new PackProblem(file.toString(), 0, "the file cannot be read"));
      }
    }
    if (!problems.isEmpty()) {
      throw new PackException(problems);
    }
    return changes;
  }

  private static List<Path> files(Path folder) throws PackException {
    if (!Files.isRegularFile(folder.resolve("pack.yaml"))) {
      throw problem(folder, "this is no rule pack: it has no pack.yaml");
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".drl") || file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw problem(folder, "the pack cannot be read: " + e.getMessage());
    }
  }

  private static PackException problem(Path folder, String message) {
    return new PackException(folder.toString(), 0, message);
  }

  private static int firstDifference(String text, String formed) {
    String[] before = text.split("\n", -1);
    String[] after = formed.split("\n", -1);
    int line = 0;
    while (line < before.length && line < after.length && before[line].equals(after[line])) {
      line++;
    }
    return line + 1;
  }
}
