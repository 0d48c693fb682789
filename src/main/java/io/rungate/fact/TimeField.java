package io.rungate.fact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A point in time.
 *
 * @param given as it was spelled: a text or a number, which the document shows
 */
public record TimeField(
    String field,
    String group,
    Instant value,
    Object given,
    Source source,
    Map<String, String> parts)
    implements MappedField {
  public TimeField(String field, String group, Instant value, Object given, Source source) {
    this(field, group, value, given, source, Map.of());
  }

  /** What {@link #parse} reads, as the rest of a sentence. */
  public static final String FORMS =
      "a time such as 2026-07-10T01:36:28Z, 20260710-013628, 2026-07-10 or seconds since 1970";

  /** Without a zone it is Greenwich's, since jobs of one sweep run anywhere. */
  private static final List<Function<String, Instant>> PARSERS =
      List.of(
          text -> OffsetDateTime.parse(text).toInstant(),
          text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
          text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC),
          text -> LocalDateTime.parse(text, compact()).toInstant(ZoneOffset.UTC));

  private static DateTimeFormatter compact() {
    return DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withResolverStyle(ResolverStyle.STRICT);
  }

  /** The time that a text means; empty when it means none. */
  public static Optional<Instant> parse(String text) {
    if (text.matches("[+-]?\\d{1,12}(\\.\\d{1,9})?")) { // so few digits that each is a time
      return Optional.of(ofSeconds(Double.parseDouble(text)));
    }
    for (Function<String, Instant> form : PARSERS) {
      try {
        return Optional.of(form.apply(text.strip()));
      } catch (DateTimeParseException e) {
        continue;
      }
    }
    return Optional.empty();
  }

  private static Instant ofSeconds(double seconds) {
    long whole = (long) Math.floor(seconds);
    return Instant.ofEpochSecond(whole, Math.round((seconds - whole) * 1e9));
  }

  public boolean isBefore(TimeField other) {
    return value.isBefore(other.value);
  }

  public boolean isAfter(TimeField other) {
    return value.isAfter(other.value);
  }

  /**
   * Before a time that is written in one of the forms that fields are read in, in quotes in the
   * rule.
   */
  public boolean isBefore(String time) {
    return value.isBefore(parse(time).orElseThrow());
  }

  public boolean isAfter(String time) {
    return value.isAfter(parse(time).orElseThrow());
  }

  @Override
  public String toString() {
    return (field.isEmpty() ? "" : field + " = ")
        + (given instanceof Double seconds ? DecimalText.of(seconds) : given);
  }
}
