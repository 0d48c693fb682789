package io.rungate.rules;

import static io.rungate.rules.CacheSharingTest.age;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rungate.pack.PackException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in a cache folder, and how long. */
class CacheInventoryTest {
  private static final CompiledRules EMPTY = new CompiledRules(Map.of(), List.of(), List.of());
  private static final String USED = "1".repeat(64);
  private static final String NEW = "2".repeat(64);
  private static final String OLD = "3".repeat(64);

  @TempDir Path temp;

  @BeforeEach
  void only_for_us() throws IOException {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx------"));
    CacheFolder.make(temp).close();
  }

  private Path entry(String identity) {
    return temp.resolve(identity + ".jar");
  }

  private Path use(String identity) throws PackException {
    new RuleCache(temp).get(identity, () -> EMPTY, rules -> rules);
    return entry(identity);
  }

  @Test
  void an_entry_that_is_used_shows_it_once_a_day() throws Exception {
    Path entry = use(USED);
    age(entry, Duration.ofHours(23));
    FileTime recent = Files.getLastModifiedTime(entry);
    use(USED);
    assertThat(Files.getLastModifiedTime(entry)).isEqualTo(recent);
    age(entry, Duration.ofHours(25));
    use(USED);
    assertThat(Files.getLastModifiedTime(entry)).isGreaterThan(recent);
  }

  @Test
  void what_nobody_used_for_a_month_goes_when_something_is_added_and_not_before() throws Exception {
    Path used = use(USED);
    Path old = use(OLD);
    age(used, Duration.ofDays(29));
    age(old, Duration.ofDays(31));
    use(USED); // nothing is added
    assertThat(old).exists();
    use(NEW);
    assertThat(old).doesNotExist();
    assertThat(used).exists();
  }

  @Test
  void the_oldest_go_when_there_is_too_much() throws Exception {
    Path oldest = sparse("4", Duration.ofDays(3));
    Path older = sparse("5", Duration.ofDays(2));
    Path newer = sparse("6", Duration.ofDays(1));
    Path added = use(NEW);
    assertThat(oldest).doesNotExist();
    assertThat(older).doesNotExist();
    assertThat(newer).exists();
    assertThat(added).exists();
  }

  /** Three of these are more than may be kept, and two with an entry. */
  private Path sparse(String digit, Duration age) throws IOException {
    Path file = entry(digit.repeat(64));
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(256L << 20);
    }
    age(file, age);
    return file;
  }

  @Test
  void what_is_somebody_elses_is_left_alone() throws Exception {
    Path letter = Files.writeString(temp.resolve("letter.txt"), "dear");
    Path rules = Files.writeString(temp.resolve("mine.jar"), "dear");
    Path below = Files.createDirectories(temp.resolve("opt")).resolve(entry(OLD).getFileName());
    Files.writeString(below, "dear");
    for (Path file : List.of(letter, rules, below)) {
      age(file, Duration.ofDays(99));
    }
    use(NEW);
    assertThat(new CacheInventory(temp).items(Instant.now())).hasSize(1);
    assertThat(List.of(letter, rules, below)).allMatch(Files::exists);
  }

  /** Other programs, too, name files by what they hold. */
  @Test
  void a_folder_that_is_not_ours_is_neither_filled_nor_cleaned() throws Exception {
    Path foreign = Files.createDirectory(temp.resolve("store"));
    Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwx------"));
    Path theirs = Files.writeString(foreign.resolve(OLD + ".jar"), "dear");
    Path writing = Files.writeString(foreign.resolve(OLD + ".x.tmp"), "dear");
    age(theirs, Duration.ofDays(99));
    age(writing, Duration.ofDays(99));
    CompiledRules compiled = new RuleCache(foreign).get(NEW, () -> EMPTY, rules -> rules);
    assertThat(compiled).isSameAs(EMPTY);
    CacheInventory inventory = new CacheInventory(foreign);
    assertThatThrownBy(() -> inventory.items(Instant.now()))
        .hasMessage(foreign + " holds other files and no rungate.lock");
    CacheInventory.Item item =
        new CacheInventory.Item(
            theirs, CacheInventory.Kind.PACK, "", OLD, null, 4, Instant.EPOCH, true);
    assertThat(inventory.remove(List.of(item))).isEmpty();
    assertThat(foreign).isDirectoryContaining("glob:**.jar").isDirectoryContaining("glob:**.tmp");
    try (Stream<Path> files = Files.list(foreign)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void a_spoiled_entry_is_told_from_a_pack() throws Exception {
    Path entry = use(USED);
    Files.write(entry, new byte[3]);
    assertThat(new CacheInventory(temp).items(Instant.now()))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.kind()).isEqualTo(CacheInventory.Kind.LEFTOVER);
              assertThat(item.goes()).isTrue();
            });
  }
}
