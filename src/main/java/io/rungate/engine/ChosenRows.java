package io.rungate.engine;

import io.rungate.fact.AbsentField;
import io.rungate.fact.Fact;
import io.rungate.fact.IntegerField;
import io.rungate.fact.JsonField;
import io.rungate.fact.MappedField;
import io.rungate.fact.RealField;
import io.rungate.fact.Source;
import io.rungate.fact.TableRow;
import io.rungate.fact.TextField;
import io.rungate.fact.TimeField;
import io.rungate.pack.RulePack;
import io.rungate.pack.Scope;
import io.rungate.pack.Table;
import io.rungate.pack.Table.Column;
import io.rungate.pack.TableRows.Row;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.drools.base.factmodel.AccessibleFact;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.kie.api.KieBase;

/**
 * The rows of a pack's tables that a run is about: those whose key is the value of a field that the
 * table is of, and all of a table of every run. All other rows stay where they are, so that their
 * number costs a run nothing.
 */
final class ChosenRows {
  private final RulePack pack;
  private final Scope scope;

  /** Null until the rules are there. */
  private volatile Asked asked;

  /**
   * What makes a row of a table, by the table's name. Plain reflection would in time put a class of
   * its own beside the pack's, which the fence around them does not let it have.
   */
  private final Map<String, MethodHandle> words = new ConcurrentHashMap<>();

  /**
   * The tables that some rule of the scope asks for: a row of another could change nothing.
   *
   * @param ofEveryRun the rows of those that are of every run
   * @param byField the others by the fields that choose their rows; most fields choose none
   */
  private record Asked(Map<Table, List<Row>> ofEveryRun, Map<String, List<Table>> byField) {
    static Asked of(List<Table> tables) {
      Asked asked = new Asked(new LinkedHashMap<>(), new HashMap<>());
      for (Table table : tables) {
        if (table.isOfEveryRun()) {
          asked.ofEveryRun.put(table, table.rows().all());
        }
        for (String field : Set.copyOf(table.fields())) {
          asked.byField.computeIfAbsent(field, any -> new ArrayList<>(1)).add(table);
        }
      }
      return asked;
    }
  }

  ChosenRows(RulePack pack, Scope scope) {
    this.pack = pack;
    this.scope = scope;
  }

  private Asked asked() {
    Asked known = asked;
    if (known == null) {
      Set<String> types =
          ((InternalKnowledgeBase) pack.base().get(scope))
              .getRete().getObjectTypeNodes().stream()
                  .map(node -> node.getObjectType().getClassName())
                  .collect(Collectors.toSet());
      known =
          Asked.of(pack.tables().stream().filter(table -> types.contains(table.type())).toList());
      asked = known;
    }
    return known;
  }

  /** The facts of a run, followed by the rows that they choose. */
  List<Fact> with(List<Fact> facts) {
    List<Fact> all = new ArrayList<>(facts);
    Asked tables = asked();
    tables.ofEveryRun.forEach(
        (table, rows) -> rows.forEach(row -> all.add(chosen(table, row, null))));
    for (Fact fact : facts) {
      if (fact instanceof MappedField field) {
        List<Table> choosing = tables.byField.get(field.field());
        String value = choosing == null ? null : value(field);
        if (value != null) {
          for (Table table : choosing) {
            table.rows().of(value).forEach(row -> all.add(chosen(table, row, field)));
          }
        }
      }
    }
    return all;
  }

  private MethodHandle word(Table table) {
    KieBase base = pack.base().get(scope);
    try {
      Class<?> word = ((InternalKnowledgeBase) base).getRootClassLoader().loadClass(table.type());
      return MethodHandles.publicLookup()
          .findConstructor(word, MethodType.methodType(void.class))
          .asType(MethodType.methodType(Object.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the pack was compiled without " + table.word(), e);
    }
  }

  /** What chooses a row: the value, or the one that the pack declares where a run gives none. */
  static String value(Fact field) {
    if (field instanceof TextField text) {
      return text.value();
    }
    if (field instanceof IntegerField number) {
      return number.value().toString();
    }
    if (field instanceof JsonField json && json.value() instanceof String text) {
      return text;
    }
    return field instanceof AbsentField absent && absent.isDefaulted()
        ? value(absent.fallback())
        : null;
  }

  private TableRow chosen(Table table, Row row, MappedField by) {
    Source place = new Source(Source.Kind.PACK, table.file() + ":" + row.line());
    TableRow chosen = (TableRow) made(words.computeIfAbsent(table.name(), name -> word(table)));
    int next = 0;
    for (Map.Entry<String, Column> column : table.columns().entrySet()) {
      Object cell = fact(column.getValue(), row.cells().get(next++), place, by);
      ((AccessibleFact) chosen).setValue(column.getKey(), cell);
    }
    chosen.chosen(by, place);
    return chosen;
  }

  private static Object made(MethodHandle word) {
    try {
      return (Object) word.invokeExact();
    } catch (Throwable e) { // which a handle may throw for all that the compiler knows
      throw new IllegalStateException("no row can be made", e);
    }
  }

  /** A cell as rules compare and compute with it; a number or a time is of no field. */
  private static Object fact(Column type, Object cell, Source place, MappedField by) {
    return switch (type) {
      case TEXT, PATTERN, KEY, FIELD, CAPTURED_TEXT -> cell;
      case CAPTURED_INTEGER -> new IntegerField("", "", (BigInteger) cell, by.source());
      case INTEGER -> new IntegerField("", "", (BigInteger) cell, place);
      case NUMBER -> new RealField("", "", (Double) cell, place);
      case TIME -> {
        String text = (String) cell;
        yield new TimeField("", "", TimeField.parse(text).orElseThrow(), text, place);
      }
    };
  }
}
