package io.rungate.document;

import io.rungate.document.AuditRecord.Fact;
import io.rungate.fact.Source;
import io.rungate.pack.JsonProblem;
import io.rungate.pack.PythonJsonReader;
import io.rungate.pack.ResultPath;
import io.rungate.run.RunInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether what a record says was read fits together, and the facts fit it. */
final class InputCheck {
  /** Where a row stands in its pack. */
  private static final Pattern ROW =
      Pattern.compile("data/(?:consumers/)?[a-z][a-z0-9-]*\\.yaml:[1-9][0-9]*");

  /** Where the mapping says a constant. */
  private static final Pattern CONSTANT = Pattern.compile("fields\\.yaml:[1-9][0-9]*");

  private final AuditRecord record;
  private final List<String> problems = new ArrayList<>();

  /** What was read of the result, as it would be judged again. */
  private final Map<String, Object> result = new HashMap<>();

  private InputCheck(AuditRecord record) {
    this.record = record;
  }

  static List<String> problems(AuditRecord record) {
    InputCheck check = new InputCheck(record);
    check.inputs();
    check.facts();
    return check.problems;
  }

  private void wrong(String at, String what) {
    problems.add(at + ": " + what);
  }

  private void inputs() {
    Set<Source> seen = new HashSet<>();
    for (int i = 0; i < record.inputs().size(); i++) {
      RunInput.Item input = record.inputs().get(i);
      String at = "/inputs/" + i;
      if (!seen.add(input.source())) {
        wrong(at, input.source() + " was read already");
      } else if (input.source().kind() == Source.Kind.PACK) {
        wrong(at + "/from", "nothing is read from the mapping");
      } else if (input.source().isNameAlone()) {
        nameAlone(at, input);
      } else if (input.source().isMeasured()) {
        measured(at, input);
      }
    }
  }

  private void nameAlone(String at, RunInput.Item input) {
    boolean variable = input.source().kind() == Source.Kind.OTHER_VARIABLE;
    if (!variable && record.subject().resultSha256().isEmpty()) {
      wrong(at, "it is from a result file, and none was read");
    }
    if (!input.text().isEmpty()) {
      wrong(at + "/text", "of " + input.source() + " the name is known, and no value");
    }
  }

  private void measured(String at, RunInput.Item input) {
    if (record.subject().resultSha256().isEmpty()) {
      wrong(at, "it is from a result file, and none was read");
    }
    try {
      Object tree = PythonJsonReader.read(input.text());
      String name = input.source().name();
      boolean fits =
          input.source().kind() == Source.Kind.PATH
              ? RunInput.putPart(result, name, tree)
              : result.putIfAbsent(name, tree) == null;
      if (!fits) {
        wrong(at + "/name", input.source() + " cannot stand beside the others");
      }
    } catch (JsonProblem e) {
      wrong(at + "/text", "it is no JSON, which a result key has: " + e.getMessage());
    }
  }

  /** A fact was made of an input, says that there is none, or is a row of the pack's tables. */
  private void facts() {
    Set<Source> given = new HashSet<>();
    given.add(Source.fileName(record.subject().name().orElse("")));
    given.add(Source.fileName(record.subject().resultFile()));
    for (RunInput.Item input : record.inputs()) {
      boolean name = input.source().kind() == Source.Kind.FILE_NAME;
      given.add(name ? Source.fileName(input.text()) : input.source());
    }
    for (int i = 0; i < record.facts().size(); i++) {
      Fact fact = record.facts().get(i);
      Source source = fact.source();
      boolean absent =
          source.kind() != Source.Kind.FILE_NAME
              && AuditRecordCheck.isShort(fact.says(), source.name() + " is not given");
      boolean row =
          fact.kind().equals(AuditRecord.ROW)
              && source.kind() == Source.Kind.PACK
              && ROW.matcher(source.name()).matches();
      boolean constant =
          fact.kind().equals(AuditRecord.CONSTANT)
              && source.kind() == Source.Kind.PACK
              && CONSTANT.matcher(source.name()).matches();
      if (!absent && !row && !constant && !given.contains(source) && !isOnTheWay(source)) {
        wrong("/facts/" + i, "it is from the " + source + ", which is not among the inputs");
      }
    }
  }

  /** Whether something was read of the key that a path sets out from, which may not fit it. */
  private boolean isOnTheWay(Source source) {
    Optional<ResultPath> place =
        source.kind() == Source.Kind.PATH ? ResultPath.parse(source.name()) : Optional.empty();
    return place.filter(path -> result.containsKey((String) path.steps().get(0))).isPresent();
  }
}
