package io.rungate.pack;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.rungate.fact.Source;
import io.rungate.fact.TimeField;
import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Mapping.Document;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.Mapping.NamePart;
import io.rungate.pack.Mapping.Noticed;
import io.rungate.pack.Mapping.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code fields.yaml}, and what {@code sweep.yaml} says of fields, and says everything that
 * is wrong with them at once.
 */
final class MappingReader {
  private static final Set<String> TYPES =
      Set.of("text", "integer", "number", "boolean", "time", "object", "json");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(.*?)}");

  private final String file;
  private final List<PackProblem> problems;
  private final Source.Kind place;
  private final Map<String, Absence> absentWhen = new HashMap<>();

  private MappingReader(String file, Source.Kind place, List<PackProblem> problems) {
    this.file = file;
    this.place = place;
    this.problems = problems;
  }

  static Mapping read(String file, YamlNode root, List<PackProblem> problems) {
    return new MappingReader(file, Source.Kind.RESULT, problems).mapping(root);
  }

  /** The fields and families of a section in which each field has a {@code key}. */
  static SweepMapping.Reading reading(
      String file, Source.Kind place, ConfigTable section, List<PackProblem> problems) {
    MappingReader reader = new MappingReader(file, place, problems);
    reader.readGroups(section);
    List<Field> fields = reader.fields(section);
    List<Family> families = reader.families(section);
    reader.requireUse(section, fields, families);
    return new SweepMapping.Reading(place, fields, families);
  }

  private Mapping mapping(YamlNode root) {
    try (ConfigTable top = ConfigTable.of(file, root, problems)) {
      readGroups(top);
      List<Field> fields = fields(top);
      List<Family> families = families(top);
      requireUse(top, fields, families);
      Noticed noticed = top.has("noticed") ? noticed(top, fields) : null;
      String runName = top.require("run-name");
      requireVariable(top, "run-name", runName);
      for (Field field : fields) {
        if (!field.earlier().isEmpty() && field.variables().contains(runName)) {
          String what = ": what names a run has one name, and fields." + field.name() + " reads ";
          top.faultAt("run-name", what + String.join(", ", field.variables()));
        }
      }
      Document document = DocumentMapping.first(top, families);
      List<Document> further = DocumentMapping.further(top, families, document);
      return new Mapping(
          file, fields, families, noticed, runName, document, further, summary(top, document));
    }
  }

  private static void requireVariable(ConfigTable entry, String key, String variable) {
    if (!variable.isEmpty() && !NAME.matcher(variable).matches()) {
      entry.faultAt(key, ": no environment variable can be called \"" + variable + '"');
    }
  }

  /** What counts as not given is often the same for a whole group, and is then said once. */
  private void readGroups(ConfigTable top) {
    try (ConfigTable groups = top.section("groups")) {
      for (String name : groups.keys()) {
        try (ConfigTable group = groups.section(name)) {
          absentWhen.put(name, group.absence("absent-when"));
        }
      }
    }
  }

  private void requireUse(ConfigTable top, List<Field> fields, List<Family> families) {
    Set<String> used = new LinkedHashSet<>();
    fields.forEach(field -> used.add(field.group()));
    families.forEach(family -> used.add(family.group()));
    try (ConfigTable groups = top.section("groups")) {
      for (String name : groups.keys()) {
        if (groups.has(name) && !used.contains(name)) {
          groups.faultAt(name, ": no field is in this group" + Spelling.hint(name, used));
        }
      }
    }
  }

  private static Noticed noticed(ConfigTable top, List<Field> fields) {
    try (ConfigTable noticed = top.section("noticed")) {
      Set<String> near = new LinkedHashSet<>(noticed.texts("near"));
      Set<String> groups = new LinkedHashSet<>();
      fields.forEach(field -> groups.add(field.group()));
      for (String group : near) {
        if (!groups.contains(group)) {
          String hint = Spelling.hint(group, groups);
          noticed.faultAt("near", ": no field is in the group " + group + hint);
        }
      }
      return new Noticed(noticed.flag("twice"), near);
    }
  }

  /** An entry's own, else its group's; an empty list of its own means nothing. */
  private Absence absentWhen(ConfigTable entry) {
    return entry.has("absent-when")
        ? entry.absence("absent-when")
        : absentWhen.getOrDefault(entry.text("group"), Absence.NONE);
  }

  private List<Field> fields(ConfigTable top) {
    if (!top.has("fields")) {
      top.require("fields");
    }
    List<Field> fields = new ArrayList<>();
    Map<String, String> givenBy = new HashMap<>();
    ConfigTable written = top.section("fields");
    FieldLoops loops = holdsLoop(written) ? new FieldLoops(written) : null;
    try (ConfigTable table = loops == null ? written : loops.writtenOut()) {
      for (String name : table.keys()) {
        try (ConfigTable entry = table.section(name)) {
          if (entry.isBroken()) {
            continue;
          }
          Map<String, String> parts = loops == null ? Map.of() : loops.partsOf(name);
          Field field = field(name, fields.size(), table.lineOf(name), entry, parts);
          List<String> places = new ArrayList<>();
          if (field.given() != null) {
            places.add(field.source().toString());
          }
          field.earlier().forEach(variable -> places.add(Source.variable(variable).toString()));
          for (String place : places) {
            String earlier = givenBy.putIfAbsent(place, name);
            if (earlier != null) {
              table.faultAt(name, ": the " + place + " already gives " + earlier);
            }
          }
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static boolean holdsLoop(ConfigTable fields) {
    for (String key : fields.keys()) {
      if (key.startsWith("for ")) {
        return true;
      }
    }
    return false;
  }

  private Field field(
      String name, int order, int line, ConfigTable entry, Map<String, String> parts) {
    boolean ofRun = place == Source.Kind.RESULT;
    String key = ofRun ? "result" : "key";
    List<String> variables = ofRun ? variables(entry) : List.of();
    String variable = variables.isEmpty() ? null : variables.get(0);
    boolean list = entry.node(key) instanceof YamlNode.Sequence;
    ResultPath path = list || entry.has("reduce") ? PathMapping.field(entry, key) : null;
    String resultKey =
        list ? PathMapping.literal(entry, key) : path == null ? topKey(entry, key) : null;
    if (ofRun && entry.has("variable") == entry.has("result")) {
      entry.fault(line, "fields." + name + " needs either a variable or a result key");
    } else if (!ofRun && !list) {
      entry.require(key);
    }
    if (!NAME.matcher(name).matches()) {
      entry.fault(line, "fields." + name + ": a name is made of letters, digits and _");
    }
    variables.forEach(one -> requireVariable(entry, "variable", one));
    String type =
        path != null && path.reduction() != null
            ? PathMapping.type(entry, path)
            : entry.oneOf("type", TYPES);
    if (type != null || !entry.has("type")) {
      fit(entry, line, type == null ? "text" : type);
    }
    return new Field(
        name,
        order,
        line,
        entry.require("group"),
        type == null ? Type.TEXT : Type.valueOf(type.toUpperCase(Locale.ROOT)),
        variable,
        variables.isEmpty() ? List.of() : List.copyOf(variables.subList(1, variables.size())),
        resultKey,
        path,
        place,
        ofRun ? nameParts(entry) : List.of(),
        entry.text("default"),
        absentWhen(entry),
        new LinkedHashSet<>(entry.texts("yes")),
        entry.flag("ignore-case"),
        entry.texts("keys"),
        FamilyMapping.bound(entry, null),
        entry.texts("one-of"),
        parts);
  }

  /** {@code variable: NEW}, or {@code [NEW, OLD]} for one that is still read by a former name. */
  private static List<String> variables(ConfigTable entry) {
    if (!(entry.node("variable") instanceof YamlNode.Sequence)) {
      String one = entry.text("variable");
      return one == null ? List.of() : List.of(one);
    }
    List<String> names = entry.texts("variable");
    if (names.size() < 2) {
      entry.faultAt("variable", " in brackets is the name and those that it had before");
    }
    if (names.contains("")) {
      entry.faultAt("variable", " holds an empty name");
    }
    return names;
  }

  /** The key of the top level; where its text looks like a path, that is what is meant. */
  private static String topKey(ConfigTable entry, String at) {
    String key = entry.text(at);
    if (key != null && key.indexOf('.') >= 0) {
      PathMapping.refuseDots(entry, at, key);
    }
    return key;
  }

  /** Options that say nothing about a type are a misunderstanding. */
  private void fit(ConfigTable entry, int line, String type) {
    entry.onlyWith("keys", type.equals("object"), "type: object");
    entry.onlyWith("yes", type.equals("boolean"), "type: boolean");
    entry.onlyWith("ignore-case", type.equals("boolean"), "type: boolean");
    boolean number = type.equals("integer") || type.equals("number");
    entry.onlyWith("at-least", number, "type: integer or number");
    entry.onlyWith("above", number, "type: integer or number");
    entry.onlyWith(
        "one-of", type.equals("text") || type.equals("integer"), "type: text or integer");
    if (place == Source.Kind.RESULT) {
      entry.onlyWith("file-name", !entry.has("result"), "a variable");
    }
    if (type.equals("object") && entry.texts("keys").isEmpty()) {
      entry.fault(line, entry.at("keys") + " is missing: which keys has the object?");
    }
    if (type.equals("boolean") && entry.texts("yes").isEmpty()) {
      entry.fault(line, entry.at("yes") + " is missing: which spellings mean true?");
    }
    List<String> oneOf = entry.texts("one-of");
    if (entry.has("one-of") && oneOf.isEmpty()) {
      entry.faultAt("one-of", " names none; leave it out for any");
    }
    for (String one : oneOf) {
      if (!isReadable(type, one)) {
        entry.faultAt("one-of", " holds \"" + one + "\", which is no " + type);
      }
    }
    String fallback = entry.text("default");
    if (fallback != null && !oneOf.isEmpty() && !oneOf.contains(fallback)) {
      entry.faultAt("default", " is none of one-of" + Spelling.hint(fallback, oneOf));
    }
    requireReadable(entry, "default", type, fallback);
    if (type.equals("boolean")) {
      FlagWords.check(entry, fallback);
    }
  }

  /** A text that is read as its type; an integer in the form that documents show it in. */
  private static void requireReadable(ConfigTable entry, String key, String type, String text) {
    if (text == null) {
      return;
    }
    if (!isReadable(type, text)) {
      entry.faultAt(key, " cannot be read as " + type + ": \"" + text + '"');
    } else if (type.equals("integer")) {
      String plain = PythonNumbers.parseInt(text).orElseThrow().toString();
      if (!plain.equals(text)) {
        entry.faultAt(key, " must be written " + plain + ", not \"" + text + '"');
      }
    }
  }

  private static boolean isReadable(String type, String text) {
    return switch (type) {
      case "integer" -> PythonNumbers.parseInt(text).isPresent();
      case "number" -> PythonNumbers.parseFloat(text).isPresent();
      case "time" -> TimeField.parse(text).isPresent();
      case "object", "json" -> isJson(text);
      default -> true;
    };
  }

  private static boolean isJson(String text) {
    try {
      PythonJsonReader.read(text);
      return true;
    } catch (JsonProblem e) {
      return false;
    }
  }

  private List<NamePart> nameParts(ConfigTable entry) {
    List<NamePart> parts = new ArrayList<>();
    for (ConfigTable part : entry.sections("file-name")) {
      try (part) {
        String value = part.text("value");
        part.require("match");
        Pattern match = part.pattern("match");
        if (match == null) {
          continue;
        }
        if (value == null && match.matcher("").groupCount() < 1) {
          part.faultAt("match", " needs a group, or a value beside it");
          continue;
        }
        String type = entry.has("type") ? entry.text("type") : "text";
        requireReadable(part, "value", type, value);
        parts.add(new NamePart(match, value));
      }
    }
    return parts;
  }

  private List<Family> families(ConfigTable top) {
    List<Family> families = new ArrayList<>();
    try (ConfigTable table = top.section("families")) {
      for (String name : table.keys()) {
        try (ConfigTable entry = table.section(name)) {
          families.add(FamilyMapping.read(name, table.lineOf(name), entry, absentWhen(entry)));
        }
      }
    }
    return families;
  }

  private static Map<String, String> summary(ConfigTable top, Document document) {
    Set<String> known = new LinkedHashSet<>();
    for (Block block : document.blocks()) {
      known.addAll(block.allKeys());
      if (block.nested() != null) {
        DocumentKeys.of(document).forEach(key -> known.add(key.form()));
      }
    }
    Map<String, String> summary = top.textTable("summary");
    try (ConfigTable table = top.section("summary")) {
      for (String label : table.keys()) {
        table.has(label);
        for (Matcher name = PLACEHOLDER.matcher(summary.get(label)); name.find(); ) {
          if (!known.isEmpty() && !known.contains(name.group(1))) {
            String hint = Spelling.hint(name.group(1), known);
            table.faultAt(label, ": the document has no key " + name.group(1) + hint);
          }
        }
      }
    }
    return summary;
  }
}
