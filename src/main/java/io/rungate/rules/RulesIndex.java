package io.rungate.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rungate.pack.RuleCard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a compiled pack says about its classes. It is read in every run, so it goes through the
 * streaming half of the JSON library.
 *
 * @param identity the name of all that the classes depend on
 * @param classes the names of the classes, sorted
 */
record RulesIndex(
    String identity,
    String title,
    List<String> classes,
    List<String> models,
    List<Packages.Unit> packages,
    List<RuleCard> cards) {
  private static final JsonFactory JSON = new JsonFactory();

  static RulesIndex of(String identity, CompiledRules rules) {
    List<String> classes = rules.classes().keySet().stream().sorted().toList();
    return new RulesIndex(
        identity, rules.title(), classes, rules.models(), rules.packages(), rules.cards());
  }

  /** The rules that this is the index of. */
  CompiledRules with(Map<String, byte[]> classFiles) {
    return new CompiledRules(title, classFiles, models, cards, packages);
  }

  byte[] toJson() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("identity", identity);
      out.writeStringField("title", title);
      write(out, "classes", classes, out::writeString);
      write(out, "models", models, out::writeString);
      write(out, "packages", packages, unit -> write(out, unit));
      write(out, "cards", cards, card -> write(out, card));
      out.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("memory takes what it is given", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, Packages.Unit unit) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", unit.name());
    out.writeStringField("digest", unit.digest());
    out.writeBooleanField("declaresTypes", unit.declaresTypes());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, RuleCard card) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", card.name());
    out.writeStringField("concern", card.concern());
    out.writeStringField("file", card.file());
    out.writeNumberField("line", card.line());
    out.writeNumberField("endLine", card.endLine());
    out.writeObjectFieldStart("tags");
    for (Map.Entry<String, String> tag : card.tags().entrySet()) {
      out.writeStringField(tag.getKey(), tag.getValue());
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static <T> void write(JsonGenerator out, String field, List<T> items, Writer<T> writer)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (T item : items) {
      writer.write(item);
    }
    out.writeEndArray();
  }

  /** The counterpart of {@link #toJson}; nothing if this is no such text. */
  static Optional<RulesIndex> read(byte[] json) {
    try (JsonParser in = JSON.createParser(json)) {
      require(in.nextToken() == JsonToken.START_OBJECT, "an object");
      return Optional.of(
          new RulesIndex(
              text(in, "identity"),
              text(in, "title"),
              list(in, "classes", JsonParser::getText),
              list(in, "models", JsonParser::getText),
              list(in, "packages", RulesIndex::unit),
              list(in, "cards", RulesIndex::card)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Packages.Unit unit(JsonParser in) throws IOException {
    Packages.Unit unit =
        new Packages.Unit(text(in, "name"), text(in, "digest"), truth(in, "declaresTypes"));
    require(in.nextToken() == JsonToken.END_OBJECT, "no more of the package");
    return unit;
  }

  private static RuleCard card(JsonParser in) throws IOException {
    RuleCard card =
        new RuleCard(
            text(in, "name"),
            text(in, "concern"),
            text(in, "file"),
            number(in, "line"),
            number(in, "endLine"),
            tags(in));
    require(in.nextToken() == JsonToken.END_OBJECT, "no more of the card");
    return card;
  }

  private static Map<String, String> tags(JsonParser in) throws IOException {
    field(in, "tags", JsonToken.START_OBJECT);
    Map<String, String> tags = new TreeMap<>();
    for (String tag = in.nextFieldName(); tag != null; tag = in.nextFieldName()) {
      tags.put(tag, in.nextTextValue());
    }
    return tags;
  }

  private static <T> List<T> list(JsonParser in, String name, Reader<T> reader) throws IOException {
    field(in, name, JsonToken.START_ARRAY);
    List<T> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      items.add(reader.read(in));
    }
    return items;
  }

  private static String text(JsonParser in, String name) throws IOException {
    field(in, name, JsonToken.VALUE_STRING);
    return in.getText();
  }

  private static int number(JsonParser in, String name) throws IOException {
    field(in, name, JsonToken.VALUE_NUMBER_INT);
    return in.getIntValue();
  }

  private static boolean truth(JsonParser in, String name) throws IOException {
    require(name.equals(in.nextFieldName()), name);
    return in.nextToken() == JsonToken.VALUE_TRUE;
  }

  private static void field(JsonParser in, String name, JsonToken value) throws IOException {
    require(name.equals(in.nextFieldName()) && in.nextToken() == value, name);
  }

  private static void require(boolean there, String expected) throws IOException {
    if (!there) {
      throw new IOException("the index of compiled rules lacks " + expected);
    }
  }

  /** Writes one item. */
  @FunctionalInterface
  private interface Writer<T> {
    void write(T item) throws IOException;
  }

  /** Reads the item whose first token is the current one. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(JsonParser in) throws IOException;
  }
}
