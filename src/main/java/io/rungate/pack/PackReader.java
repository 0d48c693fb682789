package io.rungate.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the folder of a pack. The digest is over the content, so an edited rule is always noticed:
 * no time stamps, no caller who must remember to say so.
 */
public final class PackReader {
  public static final String MANIFEST = "pack.yaml";
  public static final String MAPPING = "fields.yaml";

  /** What a pack says of rows and sweeps; most have none. */
  public static final String SWEEP = "sweep.yaml";

  /** The key of the manifest that says what was released. */
  public static final String DIGEST = "digest";

  private static final String NO_PART =
      "is no part of a pack: it has %s, %s and %s, rules in NAME.drl, tables in data/NAME.yaml,"
              .formatted(MANIFEST, MAPPING, SWEEP)
          + " cases in cases/, texts in NAME.md";

  private static final String NO_TABLE =
      "is no table: data/ and data/consumers/ hold NAME.yaml, each name in lower-case letters, digits and -";

  private static final Pattern TABLE =
      Pattern.compile("data/(?:consumers/)?[a-z][a-z0-9-]*\\.yaml");

  private PackReader() {}

  /**
   * A pack as it lies in its folder, not compiled yet.
   *
   * @param folder the folder as it was given, which file names in messages start with
   * @param files every file that counts, by its path inside the folder
   * @param digest SHA-256 over these, in hex
   */
  public record PackFiles(Path folder, Map<String, byte[]> files, String digest) {

    /** The same pack with other content in one of its files. */
    public PackFiles with(String name, String text) {
      Map<String, byte[]> changed = new TreeMap<>(files);
      changed.put(name, text.getBytes(StandardCharsets.UTF_8));
      return new PackFiles(folder, changed, PackReader.digest(changed));
    }

    /** Whether it carries the digest of a release, also if its manifest has faults. */
    public boolean isSealed() {
      return hasDigest(text(MANIFEST));
    }

    /** What a file holds. */
    public String text(String name) {
      return new String(files.get(name), StandardCharsets.UTF_8);
    }
  }

  /**
   * What the files of a pack say, none of it compiled yet; null what has a fault, and the rules and
   * tables in the order of their files.
   *
   * @param tables those of all profiles, too
   * @param sweep null also for a pack of runs alone
   */
  public record Parts(
      Manifest manifest,
      Mapping mapping,
      SweepMapping sweep,
      List<Table> tables,
      List<DrlFile> rules) {

    /** The rules, and the words of the tables that they may match, in the order of files. */
    public List<DrlFile> rulesAndWords() throws PackException {
      if (tables.isEmpty()) {
        return rules;
      }
      List<DrlFile> all = new ArrayList<>(rules);
      all.addAll(DrlFile.parseAll(Table.declarations(tables)));
      all.sort(Comparator.comparing(file -> file.source().file()));
      return all;
    }
  }

  /** Reads what all files say, and refuses the faults of all of them. */
  public static Parts parts(PackFiles pack) throws PackException {
    PackFaults faults = new PackFaults();
    Parts parts = parts(pack, faults);
    faults.check();
    return parts;
  }

  /** The same for a caller who has more to find. */
  public static Parts parts(PackFiles pack, PackFaults faults) {
    Manifest manifest = faults.of(() -> manifest(pack));
    Mapping mapping = faults.of(() -> mapping(pack));
    return new Parts(
        manifest,
        mapping,
        hasSweep(pack) ? faults.of(() -> sweep(pack, mapping)) : null,
        faults.of(() -> tables(pack)),
        faults.of(() -> rules(pack)));
  }

  /**
   * Reads the files that decide: manifest, mapping, tables, rules. Cases and texts for people are
   * no part of the digest.
   *
   * @throws PackException when the folder is missing, unreadable, or holds no pack
   */
  public static PackFiles files(Path folder) throws PackException {
    return files(folder, folder);
  }

  /** The same for a folder that messages show in another way than it is opened. */
  public static PackFiles files(Path folder, Path shown) throws PackException {
    Map<String, byte[]> files = new TreeMap<>();
    List<PackProblem> problems = new ArrayList<>();
    try {
      read(folder, "", files, problems);
    } catch (NoSuchFileException e) {
      throw new PackException(shown.toString(), 0, "there is no such folder");
    } catch (IOException | DirectoryIteratorException e) {
      String reason = String.valueOf(e.getMessage());
      String said = reason.replace(folder.toString(), shown.toString());
      throw new PackException(shown.toString(), 0, "the pack cannot be read: " + said);
    }
    if (!problems.isEmpty()) {
      throw new PackException(problems).under(shown);
    }
    for (String needed : List.of(MANIFEST, MAPPING)) {
      if (!files.containsKey(needed)) {
        throw new PackException(shown.toString(), 0, "this is no rule pack: it has no " + needed);
      }
    }
    return new PackFiles(shown, files, digest(files));
  }

  /**
   * Reads what decides in a folder and those below it. Cases do not, and there are more of them
   * than of everything else, so they are not even looked at.
   *
   * <p>What cannot be read, or has a place or name where nobody would read it, is a fault: a pack
   * without one of its rules would accept what that rule refuses.
   */
  private static void read(
      Path folder, String prefix, Map<String, byte[]> files, List<PackProblem> problems)
      throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String file = entry.getFileName().toString();
        String name = prefix + file;
        boolean table = prefix.startsWith(Table.FOLDER) && !(name + "/").equals(Table.PROFILES);
        boolean decides =
            table
                ? TABLE.matcher(name).matches()
                : name.equals(MANIFEST)
                    || name.equals(MAPPING)
                    || name.equals(SWEEP)
                    || file.endsWith(".drl");
        if (name.equals("cases") || isNoPart(file)) {
          continue;
        } else if (file.startsWith(".")) {
          problems.add(
              new PackProblem(name, 0, "what is hidden is not read: name it without a dot"));
        } else if (table && !decides) {
          problems.add(new PackProblem(name, 0, NO_TABLE));
        } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          read(entry, name + "/", files, problems);
        } else if (Files.isDirectory(entry)) {
          problems.add(new PackProblem(name, 0, "a link to a folder is not followed"));
        } else if (!decides) {
          problems.add(new PackProblem(name, 0, NO_PART));
        } else if (Files.isRegularFile(entry)) {
          files.put(name, Files.readAllBytes(entry));
        } else {
          problems.add(new PackProblem(name, 0, "is no file, nor a link to one"));
        }
      }
    }
  }

  /** Texts for people, and what editors and file managers leave behind. */
  public static boolean isNoPart(String file) {
    return file.endsWith(".md")
        || file.endsWith("~")
        || file.endsWith(".swp")
        || file.startsWith(".#")
        || file.equals(".DS_Store");
  }

  /** Names, lengths and bytes of all files in a row, so that no two packs look the same. */
  private static String digest(Map<String, byte[]> files) {
    MessageDigest digest = Sha256Hex.begin();
    files.forEach(
        (name, bytes) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          byte[] decides = name.equals(MANIFEST) ? withoutDigest(bytes) : bytes;
          digest.update(ByteBuffer.allocate(5).put((byte) 0).putInt(decides.length).array());
          digest.update(decides);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A digest cannot be part of what it is over. */
  private static byte[] withoutDigest(byte[] manifest) {
    String text = new String(manifest, StandardCharsets.ISO_8859_1);
    return hasDigest(text)
        ? text.replaceAll("(?m)^" + DIGEST + ":.*\\R?", "").getBytes(StandardCharsets.ISO_8859_1)
        : manifest;
  }

  private static boolean hasDigest(String manifest) {
    return manifest.startsWith(DIGEST + ":") || manifest.contains("\n" + DIGEST + ":");
  }

  /** The texts of the DRL files, in the order of their names. */
  public static List<RuleSource> sources(PackFiles pack) throws PackException {
    PackFaults faults = new PackFaults();
    List<RuleSource> sources = sources(pack, faults);
    faults.check();
    return sources;
  }

  /** The texts that can be read. */
  private static List<RuleSource> sources(PackFiles pack, PackFaults faults) throws PackException {
    List<String> names = pack.files().keySet().stream().filter(n -> n.endsWith(".drl")).toList();
    if (names.isEmpty()) {
      throw new PackException("", 0, "this rule pack has no rules: no .drl file");
    }
    return names.stream()
        .map(name -> faults.of(() -> new RuleSource(name, text(pack, name))))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The DRL files, in the order of their names; refused with the faults of all of them. */
  public static List<DrlFile> rules(PackFiles pack) throws PackException {
    PackFaults faults = new PackFaults();
    List<RuleSource> sources = sources(pack, faults);
    List<DrlFile> rules = faults.of(() -> DrlFile.parseAll(sources));
    faults.check();
    return rules;
  }

  /** What the folder of a pack says about itself; no other file of it is read. */
  static Manifest manifest(Path folder) throws PackException {
    try {
      Map<String, byte[]> alone = Map.of(MANIFEST, Files.readAllBytes(folder.resolve(MANIFEST)));
      return manifest(new PackFiles(folder, alone, ""));
    } catch (IOException e) {
      throw new PackException(
          folder.resolve(MANIFEST).toString(), 0, "cannot be read: " + reason(e));
    } catch (PackException e) {
      throw e.under(folder);
    }
  }

  private static String reason(IOException fault) {
    return fault instanceof NoSuchFileException
        ? "the link leads nowhere"
        : fault instanceof AccessDeniedException ? "permission denied" : fault.getMessage();
  }

  public static Manifest manifest(PackFiles pack) throws PackException {
    YamlNode tree = YamlReader.read(MANIFEST, text(pack, MANIFEST));
    List<PackProblem> problems = new ArrayList<>();
    Manifest manifest = ManifestReader.read(MANIFEST, tree, problems);
    if (!problems.isEmpty()) {
      throw new PackException(problems);
    }
    return manifest;
  }

  public static Mapping mapping(PackFiles pack) throws PackException {
    YamlNode tree = YamlReader.read(MAPPING, text(pack, MAPPING));
    List<PackProblem> problems = new ArrayList<>();
    Mapping mapping = MappingReader.read(MAPPING, tree, problems);
    if (!problems.isEmpty()) {
      throw new PackException(problems);
    }
    return mapping;
  }

  public static boolean hasSweep(PackFiles pack) {
    return pack.files().containsKey(SWEEP);
  }

  /** How rows and sweeps are read when somebody asks; null for a pack of runs alone. */
  public static SweepPart sweepPart(PackFiles pack, Mapping mapping) {
    return hasSweep(pack) ? SweepPart.of(pack, mapping) : null;
  }

  /**
   * What a pack says of rows and sweeps.
   *
   * @param mapping of its runs, with which rows share the names of fields; null where it has faults
   */
  public static SweepMapping sweep(PackFiles pack, Mapping mapping) throws PackException {
    YamlNode tree = YamlReader.read(SWEEP, text(pack, SWEEP));
    List<PackProblem> problems = new ArrayList<>();
    SweepMapping sweep = SweepReader.read(SWEEP, tree, problems);
    if (mapping != null) {
      SweepReader.requireOneType(sweep, mapping, problems);
    }
    if (!problems.isEmpty()) {
      throw new PackException(problems);
    }
    return sweep;
  }

  /** The tables, in the order of their names; refused with the faults of all of them. */
  public static List<Table> tables(PackFiles pack) throws PackException {
    List<PackProblem> problems = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    PackFaults faults = new PackFaults();
    for (String name : tableFiles(pack)) {
      YamlNode tree = faults.of(() -> YamlReader.read(name, text(pack, name)));
      if (tree != null && name.startsWith(Table.PROFILES)) {
        tables.addAll(ProfileReader.read(name, tree, problems));
      } else if (tree != null) {
        tables.add(TableReader.read(name, tree, problems));
      }
    }
    if (problems.isEmpty()) {
      ProfileReader.requireAlike(tables, problems);
    }
    faults.add(problems);
    faults.check();
    return tables;
  }

  private static List<String> tableFiles(PackFiles pack) {
    return pack.files().keySet().stream().filter(name -> name.startsWith(Table.FOLDER)).toList();
  }

  /** Whether two packs bring the very same tables, so that those of one are those of the other. */
  public static boolean sameTables(PackFiles one, PackFiles other) {
    List<String> names = tableFiles(one);
    return names.equals(tableFiles(other))
        && names.stream().allMatch(n -> Arrays.equals(one.files().get(n), other.files().get(n)));
  }

  private static String text(PackFiles pack, String name) throws PackException {
    byte[] bytes = pack.files().get(name);
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8))) { // a fault was replaced
      throw new PackException(name, 0, "the file is not UTF-8");
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text; // which some editors begin with
  }
}
