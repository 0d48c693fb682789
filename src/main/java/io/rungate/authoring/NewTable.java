package io.rungate.authoring;

import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The first draft of a table with one row, and of a rule that speaks where the row is chosen.
 *
 * @param name of its file under {@code data/}
 * @param of the field whose value chooses rows
 */
public record NewTable(PackDraft into, String name, Mapping.Field of) implements Draft {
  private static final PackDraft.Pair CASES =
      new PackDraft.Pair(
          "write here a run that has a row", "write here the nearest run that has none");

  private static final String ROW = "write-here";

  @Override
  public Path added() {
    return into.cases(name);
  }

  /** Where its rows are. */
  public Path tableFile() {
    return into.file("data/" + name + ".yaml");
  }

  @Override
  public Map<Path, String> files() throws IOException, PackException {
    List<String> imports = List.of("io.rungate.fact.Note", Table.PACKAGE + "." + word());
    Map<Path, String> files = into.withRules(name.replace("-", ""), imports, rule());
    files.put(tableFile(), table());
    String how = of.isMeasured() ? "result" : "set";
    files.put(added(), into.cases(name, CASES, "accepted", how, of.given(), ROW));
    return files;
  }

  private String word() {
    return Arrays.stream(name.split("-"))
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining());
  }

  private String table() {
    return """
        # yaml-language-server: $schema=../../schema/table.schema.json
        about: Write here what the table holds, in one sentence.
        word: %1$s
        key: name
        of: [%2$s]
        columns:
          name: text
          says: text
        rows:
          - { name: %3$s, says: write here what is known of it }
        """
        .formatted(word(), of.name(), ROW);
  }

  private String rule() {
    return """
        rule "write here what follows for a run that has a row (%2$s)"
          @code( "%2$s" )
          @message( "{name}: {says}" )
          @advice( "Write here what to do about it." )
          @why( "Write here why it matters." )
          @since( "%3$s" )
        when
          $row : %1$s( $name : name, $says : says )
        then
          insertLogical( new Note( $row ) );
        end
        """
        .formatted(word(), name, into.version());
  }
}
