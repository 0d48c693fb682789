package io.rungate.authoring;

import io.rungate.pack.PackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The first draft of a topology. Its case fails until the rules of the other topologies leave such
 * a run out: a run has one. A pack whose document has blocks by topology is refused until one names
 * it.
 *
 * @param name what runs of it are called
 */
public record NewTopology(PackDraft into, String name) implements Draft {
  private static final String CONCLUSION = "new Topology(";

  @Override
  public Path added() {
    return into.cases(name);
  }

  @Override
  public Map<Path, String> files() throws IOException, PackException {
    List<String> imports = List.of("io.rungate.fact.Run", "io.rungate.fact.Topology");
    Map<Path, String> files =
        into.withRules(into.concernOf(CONCLUSION, "topology"), imports, rule());
    files.put(added(), cases());
    return files;
  }

  private String rule() {
    return """
        rule "write here which runs are %1$s"
          @why( "Write here how one can know, and let the rules of the other topologies leave these runs out." )
          @since( "%2$s" )
        when
          Run( name == "%1$s" )
        then
          insertLogical( new Topology( "%1$s" ) );
        end
        """
        .formatted(name, into.version());
  }

  private String cases() throws IOException {
    return """
        # yaml-language-server: $schema=../../schema/cases.schema.json
        about: which runs are %1$s
        base: %2$s
        cases:
          - name: write here a run that is
            set: { %3$s: %1$s }
            expect:
              verdict: accepted
              topology: %1$s

          - name: write here the nearest run that is not
            set: { %3$s: near-%1$s }
            expect: { verdict: accepted }
        """
        .formatted(name, into.base(), into.mapping().runName());
  }
}
