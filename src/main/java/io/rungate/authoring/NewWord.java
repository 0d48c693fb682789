package io.rungate.authoring;

import io.rungate.pack.PackException;
import io.rungate.pack.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The first draft of a word: its declaration, the rule that concludes it, and one that asks for it,
 * since a word that nobody asks for says nothing.
 *
 * @param word the type, such as {@code SharedPool}
 */
public record NewWord(PackDraft into, String word) implements Draft {
  private static final PackDraft.Pair CASES =
      new PackDraft.Pair("write here a run that is one", "write here the nearest run that is none");

  /** Where a pack declares its words. */
  private static final String CONCERN = "vocabulary";

  @Override
  public Path added() {
    return into.cases(code());
  }

  /** The word as codes and files are written: {@code shared-pool}. */
  public String code() {
    return Table.nameFor(word);
  }

  @Override
  public Map<Path, String> files() throws IOException, PackException {
    Map<Path, String> files =
        into.withRules(CONCERN, List.of("io.rungate.fact.Run"), declaration());
    String concern = code().replace("-", "");
    List<String> imports = List.of("io.rungate.fact.Note", into.packageOf(CONCERN) + "." + word);
    files.putAll(into.withRules(concern, imports, use()));
    files.put(added(), into.cases(code(), CASES, "accepted"));
    return files;
  }

  private String declaration() {
    return """
        // Write here what it is.
        declare %1$s
        end

        rule "write here which runs are a %1$s"
          @why( "Write here how one can know." )
          @since( "%3$s" )
        when
          Run( name == "%2$s" )
        then
          insertLogical( new %1$s() );
        end
        """
        .formatted(word, code(), into.version());
  }

  private String use() {
    return """
        rule "write here what follows for a run that is a %1$s"
          @code( "%2$s" )
          @message( "Write here what people are told about it." )
          @advice( "Write here what to do about it." )
          @why( "Write here why it matters." )
          @since( "%3$s" )
        when
          $word : %1$s()
        then
          insertLogical( new Note( $word ) );
        end
        """
        .formatted(word, code(), into.version());
  }
}
