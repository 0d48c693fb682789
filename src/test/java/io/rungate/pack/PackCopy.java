package io.rungate.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A copy of the shipped packs that a test may spoil. */
public final class PackCopy {
  private static final Pattern PLACE = Pattern.compile("rules/v2/([\\w./]+):«(.*?)(?:\\+(\\d+))?»");

  private final Path root;

  private PackCopy(Path root) {
    this.root = root;
  }

  /** A change of one file of the pack: a text that stands there once, and what replaces it. */
  public record Edit(String file, String from, String to) {
    /** Adds to the end of a file, which need not be there. */
    public static Edit append(String file, String text) {
      return new Edit(file, null, text);
    }
  }

  public static PackCopy in(Path temp) {
    PackCopy copy = new PackCopy(temp.resolve("rules"));
    for (String pack : List.of("v1", "v2", "v3")) {
      copy(Path.of("rules", pack), copy.root.resolve(pack));
    }
    return copy;
  }

  /** Copies a folder with all that is in it. */
  static void copy(Path from, Path to) {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.write(target, Files.readAllBytes(file));
        if (file.endsWith(PackReader.MANIFEST)) { // what is spoilt is no release
          String manifest = Files.readString(file);
          Files.writeString(target, manifest.replaceFirst("(?m)^digest:.*\\n", ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path v2() {
    return root.resolve("v2");
  }

  public PackCopy with(Edit... edits) {
    for (Edit edit : edits) {
      boolean there = Files.exists(v2().resolve(edit.file()));
      String text = there || edit.from() != null ? read(edit.file()) : "";
      if (edit.from() == null) {
        write(edit.file(), text + edit.to());
      } else {
        int at = text.indexOf(edit.from());
        if (at < 0 || text.indexOf(edit.from(), at + 1) >= 0) {
          throw new IllegalArgumentException(
              edit.file() + " must hold exactly once: " + edit.from());
        }
        write(edit.file(), text.replace(edit.from(), edit.to()));
      }
    }
    return this;
  }

  public String read(String file) {
    try {
      return Files.readString(v2().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A message in which {@code file:«text+2»:} stands for the second line after the last that holds
   * the text, so that tests need not count the lines of the shipped packs.
   */
  public String placed(String message) {
    Matcher place = PLACE.matcher(message);
    if (!place.find()) {
      return message;
    }
    List<String> lines = read(place.group(1)).lines().toList();
    int line = 0;
    for (int i = 0; i < lines.size(); i++) {
      line = lines.get(i).contains(place.group(2)) ? i + 1 : line;
    }
    int offset = place.group(3) == null ? 0 : Integer.parseInt(place.group(3));
    return place.replaceFirst("rules/v2/$1:" + (line + offset));
  }

  private void write(String file, String text) {
    try {
      Files.createDirectories(v2().resolve(file).getParent());
      Files.writeString(v2().resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A message with the path as it would be in the working directory. */
  public String relative(Object message) {
    return message.toString().replace(root.getParent() + "/", "");
  }
}
