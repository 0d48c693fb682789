package io.rungate.rules;

import static io.rungate.rules.CacheSharingTest.age;
import static org.assertj.core.api.Assertions.assertThat;

import io.rungate.pack.PackException;
import io.rungate.rules.CacheInventory.Item;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
  }

  private Path entry(String identity) {
    return temp.resolve(identity + ".rules");
  }

  private Path use(String identity) throws PackException {
    RuleCache.get(temp, identity, () -> EMPTY, rules -> rules);
    return entry(identity);
  }

  private Path archive(String program, String name, Duration age) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("jvm").resolve(program));
    Path file = Files.write(folder.resolve(name), new byte[100]);
    FileTime time = FileTime.from(Instant.now().minus(age));
    Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(time, time, time);
    return file;
  }

  private List<Path> going() throws IOException {
    return CacheInventory.of(temp).items(Instant.now()).stream()
        .filter(Item::goes)
        .map(Item::file)
        .toList();
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
  void archives_go_when_they_are_old_or_older_than_their_program() throws Exception {
    Path program = temp.resolve("program");
    Files.createDirectories(program.resolve("lib"));
    String place = program.toString().substring(1);
    Path outdated = archive(place, "17.0.1.jsa", Duration.ofDays(2));
    Path jar = Files.write(program.resolve("lib/rungate.jar"), new byte[1]);
    age(jar, Duration.ofDays(1));
    Path current = archive(place, "25.0.1.aot", Duration.ofHours(1));
    Path unused = archive("opt/rungate", "25.0.1.aot", Duration.ofDays(31));
    Path tried = archive("opt/rungate", "25.0.1.tried", Duration.ofDays(31));
    archive("opt/rungate", "home", Duration.ofDays(31));
    archive("opt/rungate", "lock", Duration.ofDays(31));
    archive("opt/rungate", "known", Duration.ofDays(31));
    Path half = archive("opt/other", "25.0.1.tmp", Duration.ofHours(2));
    assertThat(going()).containsExactlyInAnyOrder(outdated, unused, half);
    use(NEW);
    assertThat(List.of(outdated, unused, tried, half)).noneMatch(Files::exists);
    assertThat(temp.resolve("jvm/opt/rungate")).doesNotExist();
    assertThat(current).exists();
  }

  @Test
  void an_archive_that_was_read_lately_stays() throws Exception {
    Path read = archive("opt/rungate", "25.0.1.aot", Duration.ofDays(31));
    Files.getFileAttributeView(read, BasicFileAttributeView.class)
        .setTimes(null, FileTime.from(Instant.now().minus(Duration.ofDays(2))), null);
    assertThat(going()).isEmpty();
  }

  @Test
  void what_is_somebody_elses_is_left_alone() throws Exception {
    Path letter = Files.writeString(temp.resolve("letter.txt"), "dear");
    Path rules = Files.writeString(temp.resolve("mine.rules"), "dear");
    Path below = Files.createDirectories(temp.resolve("jvm/opt")).resolve("notes");
    Files.writeString(below, "dear");
    for (Path file : List.of(letter, rules, below)) {
      age(file, Duration.ofDays(99));
    }
    use(NEW);
    assertThat(CacheInventory.of(temp).items(Instant.now())).hasSize(1);
    assertThat(List.of(letter, rules, below)).allMatch(Files::exists);
  }

  @Test
  void a_spoiled_entry_is_told_from_a_pack() throws Exception {
    Path entry = use(USED);
    Files.write(entry, new byte[3]);
    assertThat(CacheInventory.of(temp).items(Instant.now()))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.kind()).isEqualTo(CacheInventory.Kind.LEFTOVER);
              assertThat(item.goes()).isTrue();
            });
  }
}
