package io.rungate.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Keeps compiled rules in a folder, so that a pack is compiled once and not in every run.
 *
 * <p>The folder holds code, so it is trusted only if nobody else can write to it. It is a
 * convenience and never a reason to fail: an entry that is damaged is built anew, and a folder that
 * cannot be used is done without. Any number of processes may share one folder: an entry appears at
 * once or not at all.
 */
public final class RuleCache {
  private static final int MOST_BYTES = 64 << 20;
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private RuleCache() {}

  /**
   * Takes the compiled rules from the folder, or compiles them and leaves them there for the next
   * run.
   *
   * @param directory where entries are kept; it is made if it does not exist, readable for its
   *     owner alone
   * @param key names everything that the compiled form depends on: the digest of the pack, the
   *     versions of the program, the engine and Java
   * @param sources the rules, compiled if there is no entry; their file names are part of what
   *     identifies the entry, because messages show them
   * @throws PackException if the rules have to be compiled and cannot be
   */
  public static CompiledRules get(Path directory, String key, List<RuleSource> sources)
      throws PackException {
    return get(directory, digestOf(key, sources), () -> RuleCompiler.compile(sources));
  }

  /**
   * The same for a whole pack.
   *
   * @param identity names everything that the compiled form depends on, as a file name
   */
  static CompiledRules get(Path directory, String identity, Compiler compiler)
      throws PackException {
    Path entry = directory.resolve(identity + ".rules");
    CompiledRules kept = read(entry, identity);
    if (kept != null) {
      return kept;
    }
    CompiledRules compiled = compiler.compile();
    write(entry, identity, compiled);
    return compiled;
  }

  /** What is done when there is no entry. */
  @FunctionalInterface
  interface Compiler {
    CompiledRules compile() throws PackException;
  }

  /** The entry, or null if there is none that can be trusted. */
  private static CompiledRules read(Path entry, String identity) {
    try {
      if (!isOurs(entry.toAbsolutePath().getParent()) || !isOurs(entry)) {
        return null;
      }
      if (Files.size(entry) > MOST_BYTES) {
        return null;
      }
      return EntryReader.read(Files.readAllBytes(entry), identity, true);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static void write(Path entry, String identity, CompiledRules rules) {
    Path temporary = null;
    try {
      Path directory = entry.toAbsolutePath().getParent();
      makeDirectory(directory);
      if (!isOurs(directory)) {
        return;
      }
      temporary = Files.createTempFile(directory, identity, ".tmp"); // for the owner alone
      Files.write(temporary, EntryWriter.bytes(identity, rules));
      Files.move(
          temporary, entry, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      temporary = null;
    } catch (IOException | RuntimeException e) {
      // Read-only, full, or a name too long: the next run compiles again, this one has its rules.
    } finally {
      remove(temporary);
    }
  }

  private static void makeDirectory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      throw new IOException("not a folder", e);
    }
  }

  /**
   * Whether a file or folder belongs to the user of this process, and nobody else can write to it.
   */
  private static boolean isOurs(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    PosixFileAttributes attributes =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      return false;
    }
    return attributes.owner().equals(user(path))
        && attributes.permissions().stream().noneMatch(OTHERS_WRITE::contains);
  }

  private static UserPrincipal user(Path near) throws IOException {
    Path process = Path.of("/proc/self");
    if (Files.exists(process)) {
      return Files.getOwner(
          process); // right even for a user without a name, as containers have them
    }
    return near.getFileSystem()
        .getUserPrincipalLookupService()
        .lookupPrincipalByName(System.getProperty("user.name"));
  }

  private static String digestOf(String key, List<RuleSource> sources) {
    StringBuilder text = new StringBuilder(key);
    sources.stream().map(RuleSource::file).sorted().forEach(file -> text.append('\n').append(file));
    byte[] digest = sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void remove(Path temporary) {
    if (temporary != null) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // Somebody's cleaner of temporary files will find it.
      }
    }
  }
}
