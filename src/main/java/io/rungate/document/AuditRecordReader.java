package io.rungate.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rungate.fact.JsonNull;
import io.rungate.fact.Source;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what {@link AuditRecordWriter} wrote, and believes nothing that contradicts itself. Reading
 * a record needs neither the pack nor the program version that wrote it.
 *
 * <p>The form is that of {@link AuditRecord}, component by component. What is wrong with a member
 * is collected with its place, so that one reading finds everything.
 */
public final class AuditRecordReader {

  /** Members that stand in a record only where they hold something. */
  private static final Set<String> OPTIONAL_LISTS =
      Set.of("waived", "left_out", "path", "documents");

  private static final Set<String> OPTIONAL_TEXTS = Set.of("same_as", "profile");

  /** Rules multiply numbers that have up to 4,300 digits each. */
  private static final int LONGEST_NUMBER = 1_000_000;

  private static final ObjectReader JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private static final ObjectReader WITH_NAN = JSON.with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

  /** What a record is made of; looked up once, since there are many of each. */
  private record Form(List<Part> parts, Constructor<?> constructor) {}

  private record Part(String name, Type type) {}

  private static final ClassValue<Form> FORMS =
      new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> type) {
          RecordComponent[] parts = type.getRecordComponents();
          Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class[]::new);
          try {
            return new Form(
                Stream.of(parts).map(AuditRecordReader::part).toList(),
                type.getDeclaredConstructor(types));
          } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has this constructor", e);
          }
        }
      };

  private static Part part(RecordComponent part) {
    String snake = part.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return new Part(snake, part.getGenericType());
  }

  private final List<String> problems;

  private AuditRecordReader(List<String> problems) {
    this.problems = problems;
  }

  /**
   * Reads the text of a record.
   *
   * @throws AuditRecordException when it is none, or when its parts contradict each other
   */
  public static AuditRecord read(String text) throws AuditRecordException {
    List<String> problems = new ArrayList<>();
    AuditRecord record = unchecked(text, problems);
    if (problems.isEmpty()) {
      problems.addAll(AuditRecordCheck.problems(record));
    }
    if (!problems.isEmpty()) {
      throw new AuditRecordException(problems);
    }
    return record;
  }

  /** What the text says, true or not; what is wrong with its form is added to the problems. */
  static AuditRecord unchecked(String text, List<String> problems) throws AuditRecordException {
    if (!(tree(JSON, text) instanceof ObjectNode tree)) {
      throw new AuditRecordException(List.of("this is no audit record: it is no object"));
    }
    JsonNode schema = tree.remove("schema");
    if (schema == null) {
      throw new AuditRecordException(
          List.of("this is no audit record: it has no member \"schema\""));
    }
    if (!schema.asText().equals(AuditRecord.SCHEMA)) {
      throw new AuditRecordException(
          List.of(
              "this is a record of the form \"%s\", and this program reads \"%s\""
                  .formatted(schema.asText(), AuditRecord.SCHEMA)));
    }
    return (AuditRecord) new AuditRecordReader(problems).object(AuditRecord.class, tree, "");
  }

  /**
   * A JSON text that this program wrote, which may hold NaN, longer numbers and more levels than
   * the file of a run.
   */
  public static Object written(String json) throws AuditRecordException {
    return plain(tree(WITH_NAN, json));
  }

  private static JsonNode tree(ObjectReader reader, String text) throws AuditRecordException {
    try {
      return reader.readTree(text);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place =
          at == null ? "" : "line %s, column %s: ".formatted(at.getLineNr(), at.getColumnNr());
      // Without Jackson's remark on where the enclosing value began.
      String what = e.getOriginalMessage().lines().findFirst().orElse("").split(" \\(start")[0];
      throw new AuditRecordException(List.of(place + what));
    }
  }

  private static Object plain(JsonNode value) {
    if (value.isObject()) {
      Map<String, Object> members = new LinkedHashMap<>();
      value.properties().forEach(one -> members.put(one.getKey(), plain(one.getValue())));
      return members;
    }
    if (value.isArray()) {
      List<Object> items = new ArrayList<>(value.size());
      value.forEach(item -> items.add(plain(item)));
      return items;
    }
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isNumber()) {
      return value.isIntegralNumber() ? value.bigIntegerValue() : (Object) value.doubleValue();
    }
    return value.isBoolean() ? value.booleanValue() : JsonNull.NULL;
  }

  /** Null when it lacks a part; then a problem was told. */
  private Object object(Class<?> type, JsonNode object, String at) {
    if (!object.isObject()) {
      return notA("an object", at);
    }
    Form form = FORMS.get(type);
    Set<String> others = new LinkedHashSet<>();
    object.fieldNames().forEachRemaining(others::add);
    Object[] parts = new Object[form.parts.size()];
    boolean whole = true;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = part(form.parts.get(i), object, at, others);
      whole &= parts[i] != null;
    }
    others.forEach(name -> problems.add(place(at, name) + ": the form has no such member"));
    try {
      return whole ? form.constructor.newInstance(parts) : null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " can be made of its parts", e);
    }
  }

  private Object part(Part part, JsonNode object, String at, Set<String> others) {
    if (part.type == Source.class) {
      Object kind = member("from", Source.Kind.class, object, at, others);
      Object name = member("name", String.class, object, at, others);
      return kind == null || name == null ? null : new Source((Source.Kind) kind, (String) name);
    }
    if (part.type == AuditRecord.Document.class) {
      return document(at.isEmpty() ? "agg" : AuditRecord.PUBLISHED, object, at, others);
    }
    if (OPTIONAL_LISTS.contains(part.name) && !object.has(part.name)) {
      return List.of();
    }
    if (part.name.equals("path")) {
      others.remove(part.name);
      return path(object.get(part.name), place(at, part.name));
    }
    boolean optional = OPTIONAL_TEXTS.contains(part.name) && !object.has(part.name);
    return optional ? Optional.empty() : member(part.name, part.type, object, at, others);
  }

  private AuditRecord.Document document(
      String where, JsonNode object, String at, Set<String> others) {
    boolean published = !object.path(where).isNull();
    Object agg = published ? member(where, AuditRecord.Published.class, object, at, others) : null;
    boolean withheld = !object.path("withheld").isNull();
    Object text = withheld ? member("withheld", String.class, object, at, others) : null;
    others.removeAll(List.of(where, "withheld"));
    if (published && text != null) {
      problems.add(
          at
              + "/withheld: a document that "
              + at
              + "/"
              + where
              + " says was published cannot be withheld");
    }
    return published
        ? (AuditRecord.Published) agg
        : withheld ? new AuditRecord.Withheld((String) text) : new AuditRecord.NotBuilt();
  }

  private Object member(String name, Type type, JsonNode object, String at, Set<String> others) {
    JsonNode value = object.get(name);
    if (value == null) {
      String who = at.isEmpty() ? "it" : at;
      problems.add("this is no complete audit record: " + who + " lacks \"" + name + "\"");
      return null;
    }
    others.remove(name);
    return value(type, value, place(at, name));
  }

  /** Null for what is of another type; then a problem was told. */
  private Object value(Type type, JsonNode value, String at) {
    if (type instanceof ParameterizedType of) {
      Type[] parts = of.getActualTypeArguments();
      if (of.getRawType() == Map.class) {
        return table(parts[1], value, at);
      }
      if (of.getRawType() == List.class) {
        return list(parts[0], value, at);
      }
      return value.isNull() ? Optional.empty() : Optional.ofNullable(value(parts[0], value, at));
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return object(plain, value, at);
    }
    if (plain == BigInteger.class) {
      return value.isIntegralNumber() ? value.bigIntegerValue() : notA("an integer", at);
    }
    if (plain == int.class) {
      return line(value, at);
    }
    if (plain == boolean.class) {
      return value.isBoolean() ? value.booleanValue() : notA("true or false", at);
    }
    if (plain == Object.class) {
      return tree(value, at);
    }
    if (!value.isTextual()) {
      return notA("a text", at);
    }
    return plain.isEnum() ? word(plain, value.textValue(), at) : value.textValue();
  }

  private List<Object> list(Type type, JsonNode value, String at) {
    if (!value.isArray()) {
      return notA(type == String.class ? "a list of texts" : "a list of objects", at);
    }
    List<Object> items = new ArrayList<>(value.size());
    value.forEach(item -> items.add(value(type, item, at + "/" + items.size())));
    return items;
  }

  /** An object whose members all mean the same. */
  private Map<String, Object> table(Type type, JsonNode value, String at) {
    if (!value.isObject()) {
      return notA("an object", at);
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    value
        .properties()
        .forEach(
            one -> entries.put(one.getKey(), value(type, one.getValue(), place(at, one.getKey()))));
    return entries;
  }

  /** Names and indices; null for what is something else, which is told. */
  private List<Object> path(JsonNode value, String at) {
    List<Object> steps = new ArrayList<>();
    value.forEach(
        step -> steps.add(step.isTextual() ? step.textValue() : (Object) step.intValue()));
    for (JsonNode step : value) {
      boolean index = step.isIntegralNumber() && step.canConvertToInt() && step.intValue() >= 0;
      if (!index && !step.isTextual()) {
        return notA("a list of names and indices", at);
      }
    }
    return steps.isEmpty() || !value.isArray() ? notA("a list of names and indices", at) : steps;
  }

  /** The number of a line, from 1. */
  private Integer line(JsonNode value, String at) {
    if (!value.isIntegralNumber()) {
      return notA("an integer", at);
    }
    if (!value.canConvertToInt() || value.intValue() < 1) {
      problems.add(at + ": no file has a line " + value);
      return null;
    }
    return value.intValue();
  }

  private Object word(Class<?> type, String text, String at) {
    List<String> words = Stream.of(type.getEnumConstants()).map(Object::toString).toList();
    int index = words.indexOf(text);
    if (index < 0) {
      problems.add(at + ": \"" + text + "\" is none of " + String.join(", ", words));
      return null;
    }
    return type.getEnumConstants()[index];
  }

  private Object tree(JsonNode value, String at) {
    Object tree = plain(value);
    if (!AuditRecorder.strict(tree).equals(tree)) {
      problems.add(at + ": it holds a number that is too large for a document");
    }
    return tree;
  }

  private <T> T notA(String wanted, String at) {
    problems.add("the member " + at + " of the audit record is not " + wanted);
    return null;
  }

  /** As a JSON pointer. */
  private static String place(String at, String name) {
    return at + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
