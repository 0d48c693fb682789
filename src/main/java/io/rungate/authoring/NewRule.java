package io.rungate.authoring;

import io.rungate.fact.Severity;
import io.rungate.pack.PackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The first draft of a rule and of its two cases.
 *
 * @param concern the last segment of its package
 * @param code of its finding; no rule of the pack may have it
 */
public record NewRule(PackDraft into, String concern, String code, Severity severity)
    implements Draft {
  private static final PackDraft.Pair CASES =
      new PackDraft.Pair("write here what trips it", "write here the nearest run that does not");

  @Override
  public Path added() {
    return into.cases(code);
  }

  @Override
  public Map<Path, String> files() throws IOException, PackException {
    List<String> imports = List.of("io.rungate.fact." + conclusion(), "io.rungate.fact.Run");
    Map<Path, String> files = into.withRules(concern, imports, rule());
    String verdict = severity == Severity.ERROR ? "rejected" : "accepted";
    files.put(added(), into.cases(code, CASES, verdict));
    return files;
  }

  private String conclusion() {
    return switch (severity) {
      case ERROR -> "Refusal";
      case WARNING -> "Warning";
      case NOTE -> "Note";
    };
  }

  private String rule() {
    return """
        rule "write here what is true of every good run (%1$s)"
          @code( "%1$s" )
          @message( "Write here what is wrong; {name} shows what the rule binds to $name." )
          @advice( "Write here what to do about it." )
          @why( "Write here why it matters, and what went wrong without it." )
          @since( "%2$s" )
        when
          $run : Run( name == "%1$s", $name : name )
        then
          insertLogical( new %3$s( $run ) );
        end
        """
        .formatted(code, into.version(), conclusion());
  }
}
