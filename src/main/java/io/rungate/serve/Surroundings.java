package io.rungate.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What decides, besides its path, which file a process opens and whether it may: two processes with
 * the same surroundings can read and write for each other.
 *
 * @param folder device and inode of the working directory
 * @param root device and inode of the root directory
 * @param mounts the mount namespace, as the kernel calls it
 * @param rights users, groups, capabilities and the permissions of new files, as the kernel lists
 *     them
 */
public record Surroundings(String folder, String root, String mounts, String rights) {
  private static final List<String> RIGHTS =
      List.of("Umask:", "Uid:", "Gid:", "Groups:", "CapEff:");

  /**
   * Those of this process, if it worked in a folder.
   *
   * @throws IOException when the kernel does not tell
   */
  public static Surroundings of(Path folder) throws IOException {
    StringBuilder rights = new StringBuilder();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (RIGHTS.stream().anyMatch(line::startsWith)) {
        rights.append(line).append('\n');
      }
    }
    return new Surroundings(
        place(folder),
        place(Path.of("/")),
        Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")).toString(),
        rights.toString());
  }

  private static String place(Path folder) throws IOException {
    return Long.toUnsignedString((Long) Files.getAttribute(folder, "unix:dev"))
        + ":"
        + Long.toUnsignedString((Long) Files.getAttribute(folder, "unix:ino"));
  }
}
