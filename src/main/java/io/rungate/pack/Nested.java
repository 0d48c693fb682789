package io.rungate.pack;

import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Mapping.Entry;
import java.util.List;

/** What a document has under a key where that is no single value. */
public sealed interface Nested {
  String key();

  /** The word whose conclusions it shows; null where it shows none. */
  default String word() {
    return null;
  }

  /** The family whose metrics it shows; null where it shows none. */
  default String family() {
    return null;
  }

  /** The fields of the word that it shows, by their keys. */
  default List<Entry> entries() {
    return List.of();
  }

  /** The fields of the word, or the parts of the family's path, that give it keys. */
  default List<String> by() {
    return List.of();
  }

  /** An object with blocks of its own. */
  record Group(String key, List<Block> blocks) implements Nested {}

  /** A list with an object for each conclusion of a word, in the order of what these show. */
  record Items(String key, String word, List<Entry> entries) implements Nested {}

  /**
   * A map with a member for each conclusion of a word.
   *
   * @param by the fields of the word that give the key, each for a level of its own
   * @param entries what a member shows
   * @param single whether that is one value, and no object
   */
  record ByWord(String key, String word, List<String> by, List<Entry> entries, boolean single)
      implements Nested {}

  /**
   * A map with a member for each metric of a family that is known by path.
   *
   * @param by all parts of the path, each for a level of its own
   */
  record ByPath(String key, String family, List<String> by) implements Nested {}
}
