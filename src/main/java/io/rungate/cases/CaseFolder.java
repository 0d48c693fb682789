package io.rungate.cases;

import io.rungate.pack.PackException;
import io.rungate.pack.PackProblem;
import io.rungate.pack.PackReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The texts in a pack's {@code cases} folder.
 *
 * @param shown the folder as people can open it
 * @param bases the runs that cases start from, by file
 * @param files the files of cases, by file
 * @param excuses the text of {@code equivalent-mutants.yaml}; null when there is none
 */
public record CaseFolder(
    String shown, Map<String, String> bases, Map<String, String> files, String excuses) {

  /** The file that says which mutants no case can notice, and why. */
  public static final String EXCUSES = "equivalent-mutants.yaml";

  /**
   * Reads the folder.
   *
   * @throws PackException when it is missing, or a file in it cannot be read as text
   */
  public static CaseFolder read(Path pack) throws PackException {
    Path folder = pack.resolve("cases");
    Map<String, String> bases = new TreeMap<>();
    Map<String, String> files = new TreeMap<>();
    String excuses = null;
    List<PackProblem> problems = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) walk.filter(CaseFolder::isNoFolder)::iterator) {
        if (PackReader.isNoPart(file.getFileName().toString())) {
          continue;
        }
        if (!isYaml(file)) {
          String what =
              Files.isSymbolicLink(file)
                  ? "is a link to no file: links to folders are not followed"
                  : "is no file of cases, which are called NAME.yaml";
          problems.add(new PackProblem(file.toString(), 0, null, what));
          continue;
        }
        String text = text(file, problems);
        if (file.getParent().equals(folder.resolve("base"))) {
          bases.put(file.toString(), text);
        } else if (file.equals(folder.resolve(EXCUSES))) {
          excuses = text;
        } else {
          files.put(file.toString(), text);
        }
      }
    } catch (NoSuchFileException e) {
      problems.add(new PackProblem(folder.toString(), 0, null, "there are no cases here"));
    } catch (IOException | UncheckedIOException e) {
      problems.add(new PackProblem(folder.toString(), 0, null, "the cases cannot be read"));
    }
    if (!problems.isEmpty()) {
      throw new PackException(problems);
    }
    return new CaseFolder(folder.toString(), bases, files, excuses);
  }

  private static String text(Path file, List<PackProblem> problems) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      problems.add(new PackProblem(file.toString(), 0, null, "the file is not UTF-8"));
    } catch (IOException e) {
      problems.add(new PackProblem(file.toString(), 0, null, "the file cannot be read"));
    }
    return "";
  }

  /** A link to a folder is not followed, and so told. */
  private static boolean isNoFolder(Path path) {
    return !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isYaml(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(".yaml") && !name.startsWith(".") && Files.isRegularFile(path);
  }
}
