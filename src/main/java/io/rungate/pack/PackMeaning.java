package io.rungate.pack;

import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Mapping.Bound;
import io.rungate.pack.Mapping.Entry;
import io.rungate.pack.Mapping.Family;
import io.rungate.pack.Mapping.Field;
import io.rungate.pack.Mapping.NamePart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;

/**
 * A pack by its meaning, to be compared with another: no white space, no comments, no lines.
 *
 * @param rules by concern and name
 * @param words the declared types, each with its fields
 * @param mapping every entry of {@code fields.yaml} with its properties, by the entry's path
 */
public record PackMeaning(
    Manifest manifest,
    Map<String, RuleMeaning> rules,
    Map<String, Map<String, String>> words,
    Map<String, Map<String, String>> mapping) {

  /** Reads a pack without compiling it. */
  public static PackMeaning of(Path folder) throws PackException {
    try {
      PackParts parts = PackParts.of(PackReader.files(folder));
      Map<String, RuleMeaning> rules = new LinkedHashMap<>();
      Map<String, Map<String, String>> words = new TreeMap<>();
      for (DrlFile file : parts.rules()) {
        for (RuleText rule : file.rules()) {
          RuleMeaning meaning = of(rule);
          rules.put(meaning.concern() + ": " + meaning.name(), meaning);
        }
        file.tree().getTypeDeclarations().forEach(word -> words.put(word.getTypeName(), of(word)));
      }
      return new PackMeaning(parts.manifest(), rules, words, mapping(parts.mapping()));
    } catch (PackException e) {
      throw e.under(folder);
    }
  }

  private static RuleMeaning of(RuleText rule) {
    Map<String, String> tags = new TreeMap<>();
    for (AnnotationDescr annotation : rule.rule().getAnnotations()) {
      String value = Objects.toString(annotation.getSingleValue(), "");
      tags.put(annotation.getName(), DrlToken.normal(DrlToken.of(value)));
    }
    rule.rule().getAttributes().forEach((name, value) -> tags.put(name, value.getValue()));
    return new RuleMeaning(
        rule.name(),
        rule.card().concern(),
        rule.fileName(),
        rule.card().line(),
        tags,
        DrlToken.normal(rule.conditions()),
        DrlToken.normal(rule.consequence()));
  }

  private static Map<String, String> of(TypeDeclarationDescr word) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (TypeFieldDescr field : word.getFields().values()) {
      String key = field.getAnnotationNames().contains("key") ? " @key" : "";
      fields.put(field.getFieldName(), field.getPattern().getObjectType() + key);
    }
    return fields;
  }

  private static Map<String, Map<String, String>> mapping(Mapping mapping) {
    Map<String, Map<String, String>> entries = new LinkedHashMap<>();
    mapping.fields().forEach(one -> entries.put("field " + one.name(), properties(one)));
    mapping.families().forEach(one -> entries.put("family " + one.name(), properties(one)));
    Map<String, String> document = new LinkedHashMap<>();
    document.put("file", mapping.document().fileName());
    Set<String> topologies = new TreeSet<>();
    mapping.document().blocks().forEach(block -> topologies.addAll(block.topologies()));
    topologies.forEach(
        topology -> document.put("keys of " + topology, keys(mapping.document(), topology)));
    entries.put("run-name", Map.of("variable", mapping.runName()));
    entries.put("document", document);
    entries.put("summary", mapping.summary());
    // Missing names are listed in this order, so it has a meaning of its own.
    List<String> order = mapping.fields().stream().map(Field::name).toList();
    entries.put("fields", Map.of("order", String.join(" ", order)));
    return entries;
  }

  private static Map<String, String> properties(Field field) {
    Map<String, String> properties = new LinkedHashMap<>();
    put(properties, "group", field.group());
    put(properties, "type", field.type());
    put(properties, "variable", field.variable());
    put(properties, "result", field.resultKey());
    for (NamePart part : field.nameParts()) {
      String gives = part.value() == null ? "" : " gives " + part.value();
      properties.merge("file-name", part.match().pattern() + gives, (a, b) -> a + ", else " + b);
    }
    put(properties, "default", field.fallback() == null ? null : '"' + field.fallback() + '"');
    put(properties, "absent-when", sorted(field.absentWhen()));
    put(properties, "yes", sorted(field.yes()));
    put(properties, "ignore-case", field.ignoreCase() ? "true" : null);
    put(properties, "keys", field.keys().isEmpty() ? null : String.join(", ", field.keys()));
    put(properties, "bound", field.bound());
    return properties;
  }

  private static Map<String, String> properties(Family family) {
    Map<String, String> properties = new LinkedHashMap<>();
    put(properties, "group", family.group());
    put(properties, "keys", family.keys().pattern());
    put(properties, "remove", family.remove());
    put(properties, "replace", family.replace().isEmpty() ? null : family.replace());
    put(properties, "value", family.formula());
    for (Bound bound : family.bounds()) {
      String keys = bound.keys() == null ? "all" : bound.keys().pattern();
      properties.merge("bounds", keys + " " + bound, (a, b) -> a + ", else " + b);
    }
    return properties;
  }

  /** All keys of the document of a run, in order; those that may be left out with a mark. */
  private static String keys(Mapping.Document document, String topology) {
    List<String> keys = new ArrayList<>();
    for (Block block : document.blocks()) {
      if (block.topologies().isEmpty() || block.topologies().contains(topology)) {
        block.keys().forEach(entry -> keys.add(shown(entry)));
        block.whenGiven().forEach(entry -> keys.add(shown(entry) + "?"));
        block.families().forEach(family -> keys.add("*" + family));
      }
    }
    return String.join(" ", keys);
  }

  private static String shown(Entry entry) {
    return entry.key().equals(entry.field()) ? entry.key() : entry.key() + "=" + entry.field();
  }

  private static void put(Map<String, String> properties, String name, Object value) {
    if (value != null) {
      properties.put(name, value.toString());
    }
  }

  private static String sorted(Set<String> texts) {
    return texts.isEmpty()
        ? null
        : String.join(", ", texts.stream().map(text -> '"' + text + '"').sorted().toList());
  }
}
