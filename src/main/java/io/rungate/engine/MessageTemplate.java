package io.rungate.engine;

import io.rungate.fact.DecimalText;
import io.rungate.fact.MappedField;
import io.rungate.fact.Quantity;
import io.rungate.fact.RequiredFieldMissing;
import io.rungate.pack.MessageParts;
import io.rungate.pack.Spelling;
import io.rungate.pack.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kie.api.runtime.rule.Match;

/**
 * Fills a rule's message or advice: {@code {name}} with what the rule bound to {@code $name}, and
 * {@code {nearest:TABLE.COLUMN}} with the key that comes nearest to what the run gives.
 */
final class MessageTemplate {
  private static final int LONGEST_NUMBER = 40;

  private MessageTemplate() {}

  /** Null for null: a rule may have none. */
  static String fill(String template, Match match, List<Table> tables) {
    if (template == null || template.indexOf('{') < 0) {
      return template;
    }
    return MessageParts.fill(template, name -> value(name, match, tables));
  }

  /** Null for what is no name here; empty for what has no value. */
  private static String value(String name, Match match, List<Table> tables) {
    MessageParts.Nearest nearest = MessageParts.nearest(name);
    if (nearest != null) {
      return nearest(nearest.table(), match, tables);
    }
    MessageParts.Formatted formatted = MessageParts.formatted(name);
    if (formatted != null) {
      return bound(formatted.name(), match)
          .map(value -> value.map(one -> formatted(formatted.format(), one)).orElse(""))
          .orElse(null);
    }
    return bound(name, match)
        .map(value -> value.map(MessageTemplate::shown).orElse(""))
        .orElse(null);
  }

  /** Empty for what is no name here, and with nothing inside for what has no value. */
  private static Optional<Optional<Object>> bound(String name, Match match) {
    String binding = "$" + name;
    if (match.getDeclarationIds().contains(binding)) {
      return Optional.of(Optional.ofNullable(match.getDeclarationValue(binding)));
    }
    for (Object fact : match.getObjects()) {
      Optional<Optional<Object>> read = FieldOf.read(fact, name);
      if (read.isPresent()) {
        return read;
      }
    }
    return Optional.empty();
  }

  /** A number in a form of its own; what is no number, or none that has such a form, as it is. */
  private static String formatted(String format, Object value) {
    BigDecimal number = number(value);
    if (number == null) {
      return shown(value);
    }
    return format.endsWith("d")
        ? String.format(
            Locale.ROOT, format, number.setScale(0, RoundingMode.HALF_EVEN).toBigInteger())
        : String.format(Locale.ROOT, format, number);
  }

  private static BigDecimal number(Object value) {
    if (value instanceof Quantity quantity) {
      return quantity.whole() != null ? new BigDecimal(quantity.whole()) : number(quantity.real());
    }
    if (value instanceof BigInteger whole) {
      return new BigDecimal(whole);
    }
    boolean finite = value instanceof Number number && Double.isFinite(number.doubleValue());
    return finite ? BigDecimal.valueOf(((Number) value).doubleValue()) : null;
  }

  /** By the field that the rule matched; one of them chooses the rows of the table. */
  private static String nearest(String name, Match match, List<Table> tables) {
    for (Table table : tables) {
      if (table.name().equals(name)) {
        return match.getObjects().stream()
            .filter(one -> one instanceof MappedField field && table.isOf(field.field()))
            .map(one -> ChosenRows.value((MappedField) one))
            .filter(Objects::nonNull)
            .findFirst()
            .flatMap(
                value ->
                    Spelling.nearest(
                        value, table.rows().all().stream().map(table.rows()::key).toList()))
            .orElse("");
      }
    }
    return null;
  }

  /** A bound value as people read it. What a rule collected comes in no order, so it gets one. */
  static String shown(Object value) {
    if (value instanceof Collection<?> many) {
      boolean ordered =
          many.stream().allMatch(Comparable.class::isInstance)
              && many.stream().map(Object::getClass).distinct().count() <= 1;
      return ordered
          ? many.stream().sorted().map(MessageTemplate::shown).collect(Collectors.joining(", "))
          : many.stream().map(MessageTemplate::shown).sorted().collect(Collectors.joining(", "));
    }
    if (value instanceof Double number) {
      return DecimalText.of(number);
    }
    if (value instanceof RequiredFieldMissing missing) {
      return missing.name();
    }
    String text = String.valueOf(value);
    return value instanceof BigInteger && text.length() > LONGEST_NUMBER
        ? text.substring(0, LONGEST_NUMBER / 2) + "... (" + text.length() + " digits)"
        : text;
  }
}
