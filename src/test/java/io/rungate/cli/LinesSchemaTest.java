package io.rungate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever reads the lines may rely on the schema that is published with the program. */
class LinesSchemaTest {
  @TempDir Path folder;

  static List<Error> faults(String line) throws IOException {
    Path file = Program.HOME.resolve("rules/schema/lines.schema.json");
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(file), InputFormat.JSON);
    return schema.validate(line, InputFormat.JSON);
  }

  /** Holds every line to the schema, and gives them. */
  static List<String> lines(Program.Result call) throws IOException {
    List<String> lines = call.out().lines().toList();
    for (String line : lines) {
      assertThat(faults(line)).as(line).isEmpty();
    }
    assertThat(lines).isNotEmpty().last().asString().startsWith("{\"type\":\"totals\",");
    return lines;
  }

  private String manifest() {
    Sample.write(folder.resolve("good/sample.json"), Sample.RESULT);
    Sample.write(folder.resolve("bad/sample.json"), Sample.RESULT);
    Map<String, String> bad = Sample.singleNode();
    bad.remove("IMAGE");
    Sample.write(
        folder.resolve("runs.jsonl"),
        BadCallTest.line("good", "good", Sample.singleNode())
            + BadCallTest.line("bad", "bad", bad)
            + "{}\n");
    return "runs.jsonl";
  }

  @Test
  void the_lines_of_every_command_have_the_form() throws IOException {
    Program program = new Program(folder);
    assertThat(lines(program.run("process", "--format", "jsonl", "--manifest", manifest())))
        .hasSize(4);
    assertThat(lines(program.run("check", "--format", "jsonl", "good/agg_sample.json", "x.json")))
        .hasSize(3);
    Files.writeString(folder.resolve("run.env"), "TP=8\n");
    assertThat(lines(program.run("gate", "--format", "jsonl", "."))).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"type\":\"row\" | \"type\":\"run\"",
        "\"verdict\":\"accepted\" | \"verdict\":\"unjudged\"",
        "\"basis\":\"run\" | \"basis\":\"the run\"",
        "\"waived\":false | \"waived\":0",
        "\"severity\":\"error\" | \"severity\":\"fatal\"",
        "\"dir\": | \"folder\":",
        "\"rows\":3 | \"rows\":-1",
        "\"missing\":0, | ",
      })
  void a_line_of_another_form_is_noticed(String from, String to) throws IOException {
    String told =
        new Program(folder).run("check", "--format", "jsonl", "--manifest", manifest()).out();
    List<String> bent =
        told.replaceFirst(Pattern.quote(from), to == null ? "" : to)
            .lines()
            .filter(line -> !told.contains(line + "\n"))
            .toList();
    assertThat(bent).hasSize(1);
    assertThat(faults(bent.get(0))).isNotEmpty();
  }
}
