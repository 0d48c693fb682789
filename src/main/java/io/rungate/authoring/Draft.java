package io.rungate.authoring;

import io.rungate.pack.PackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Something new in a pack, written so that the pack compiles and its cases pass at once: what is
 * left is to say what it is about.
 */
public sealed interface Draft
    permits NewRule, NewField, NewTable, NewWord, NewTopology, NewVersion {
  /**
   * The files and what they will hold; nothing is written yet.
   *
   * @throws PackException when a file that gets longer has no form
   */
  Map<Path, String> files() throws IOException, PackException;

  /** What must not be there yet: the file of its cases, or the folder of a version. */
  Path added();
}
