package io.rungate.document;

import io.rungate.document.AggDocument.Gap;
import io.rungate.document.AggDocument.How;
import io.rungate.document.AggDocument.Member;
import io.rungate.fact.AbsentField;
import io.rungate.fact.Fact;
import io.rungate.fact.MalformedField;
import io.rungate.fact.MappedField;
import io.rungate.fact.Metric;
import io.rungate.fact.Value;
import io.rungate.pack.Mapping;
import io.rungate.pack.Mapping.Block;
import io.rungate.pack.Nested;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a document of a run, block by block. */
final class DocumentBuilder {
  static final String NOTHING_GIVES = ", and no field and no rule gives it";
  private static final List<Object> TOP = List.of();

  private final Mapping.Document form;
  private final ShownFacts facts;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final Map<String, Object> leftOut = new LinkedHashMap<>();
  private final Set<String> shownFields = new HashSet<>();
  private final Set<String> shownGroups = new HashSet<>();

  /** What people call the objects and lists that the document has so far. */
  private final Set<String> containers = new HashSet<>();

  /** What the block at hand leaves out because it is not finite. */
  private final Map<String, Object> notFinite = new LinkedHashMap<>();

  DocumentBuilder(Mapping.Document form, ShownFacts facts) {
    this.form = form;
    this.facts = facts;
  }

  AggDocument build() {
    add(form.blocks(), TOP);
    return new AggDocument(form, members, gaps, leftOut, shownFields, shownGroups);
  }

  /** Adds what stands in one object, or at the top. */
  private void add(List<Block> blocks, List<Object> in) {
    boolean known = false;
    for (Block block : blocks) {
      if (block.isOf(facts.topology, facts.words)) {
        known |= !block.isGeneral();
        if (block.nested() != null) {
          addNested(block, in);
        }
        block.keys().forEach(entry -> addWithAliases(block, entry, true, in));
        block.whenGiven().forEach(entry -> addWithAliases(block, entry, false, in));
        for (Mapping.Constant one : block.constants()) {
          requireSaid(in, one.key(), one.line());
          put(block, in, one.key(), one.value(), How.CONSTANT, one, one.line());
        }
        addFamilies(block, in);
        if (!notFinite.isEmpty()) {
          members.keySet().removeAll(notFinite.keySet());
          leftOut.putAll(notFinite);
          notFinite.clear();
        }
      }
    }
    if (!known) {
      addUnknownTopology(blocks);
    }
  }

  /** A mapping that tells topologies apart must know this one. */
  private void addUnknownTopology(List<Block> blocks) {
    for (Block block : blocks) {
      if (!block.topologies().isEmpty()) {
        gap("owes a block for topology " + facts.topology + NOTHING_GIVES, block.line());
        return;
      }
    }
  }

  private void addNested(Block block, List<Object> in) {
    Nested nested = block.nested();
    List<Object> at = then(in, nested.key());
    open(at, block.line());
    if (nested instanceof Nested.Group group) {
      add(group.blocks(), at);
    } else {
      new NestedMembers(this, facts, block, at).add();
    }
  }

  private void addWithAliases(Block block, Mapping.Entry entry, boolean owed, List<Object> in) {
    add(block, entry, owed, in);
    for (Mapping.Alias alias : block.aliases()) {
      if (alias.of().equals(entry.key())) {
        requireSaid(in, alias.key(), alias.line());
        add(alias, in);
      }
    }
  }

  private void add(Mapping.Alias alias, List<Object> in) {
    String name = name(in, alias.key());
    String of = name(in, alias.of());
    Member other = members.get(of);
    if (other != null) {
      List<Object> path = in.isEmpty() ? TOP : then(in, alias.key());
      members.put(
          name,
          new Member(name, path, other.value(), other.how(), other.basis(), alias.line(), of));
    }
    if (notFinite.containsKey(of)) {
      notFinite.put(name, notFinite.get(of));
    } else if (leftOut.containsKey(of)) {
      leaveOut(name, leftOut.get(of));
    }
  }

  /** What the mapping says at the top of the agg document, no rule says. */
  private void requireSaid(List<Object> in, String key, int line) {
    requireOnce(name(in, key), line);
    boolean byName = in.isEmpty() && form.name().isEmpty();
    if (byName && facts.evaluation.values().containsKey(key)) {
      gap("says " + key + " as the mapping has it, and a rule gives it, too", line);
    }
  }

  /** Two words that do not exclude each other may each have a block. */
  private void requireOnce(String name, int line) {
    if (members.containsKey(name) || containers.contains(name)) {
      gap("has two blocks with the key " + name, line);
    }
  }

  private void add(Block block, Mapping.Entry entry, boolean owed, List<Object> in) {
    String name = name(in, entry.key());
    requireOnce(name, entry.line());
    Value value = facts.evaluation.values().get(entry.value());
    if (value != null) {
      put(block, in, entry.key(), value.value(), How.DERIVED, value, entry.line());
      return;
    }
    String field = entry.field();
    shownFields.add(field);
    int line = facts.lines.getOrDefault(field, entry.line());
    if (facts.given.containsKey(field)) {
      MappedField one = facts.given.get(field);
      put(block, in, entry.key(), ShownFacts.value(one), How.GIVEN, one, line);
    } else if (facts.concluded.containsKey(field)) {
      MappedField one = facts.concluded.get(field);
      put(block, in, entry.key(), ShownFacts.value(one), How.DEFAULTED, one, line);
    } else if (facts.instead.containsKey(field) && !owed) {
      leaveOut(name, facts.instead.get(field));
    } else if (owed) {
      gap("owes " + name + NOTHING_GIVES, entry.line());
    }
  }

  private void addFamilies(Block block, List<Object> in) {
    if (block.families().isEmpty()) {
      return;
    }
    Map<String, Integer> families = new HashMap<>();
    Set<String> groups = new HashSet<>();
    for (Mapping.Family family : facts.mapping.families()) {
      if (block.families().contains(family.name())) {
        families.put(family.name(), family.line());
        groups.add(family.group());
      }
    }
    shownGroups.addAll(groups);
    boolean replaces = in.isEmpty() && form.name().isEmpty();
    for (Fact fact : facts.evaluation.facts()) {
      if (fact instanceof Metric metric && families.containsKey(metric.family())) {
        int line = families.get(metric.family());
        if (!replaces || !containers.isEmpty()) {
          claim(name(in, metric.key()), replaces, line);
        }
        put(block, in, metric.key(), metric.amount(), How.CONVERTED, metric, line);
      } else if (fact instanceof AbsentField absent
          && absent.instead() != null
          && groups.contains(absent.group())) {
        leaveOut(name(in, absent.field()), absent);
      } else if (fact instanceof MalformedField bad && groups.contains(bad.group())) {
        gap("owes " + bad.name() + NOTHING_GIVES, block.line());
      }
    }
  }

  /** Shows a value under a key of an object, or at the top. */
  void put(
      Block block, List<Object> in, String key, Object value, How how, Object basis, int line) {
    String name = name(in, key);
    List<Object> path = in.isEmpty() ? TOP : then(in, key);
    Member member = new Member(name, path, value, how, basis, line, null);
    members.put(name, member);
    if (block.omitsNotFinite() && !member.isFinite()) {
      notFinite.put(name, basis);
    } else {
      notFinite.remove(name);
    }
  }

  /** Tells a member that the document has already, but for one that may be replaced. */
  void claim(String name, boolean replaces, int line) {
    Member earlier = members.get(name);
    boolean taken = earlier != null && !(replaces && earlier.path().isEmpty());
    if (taken || containers.contains(name)) {
      gap("has the key " + name + " twice", line);
    }
  }

  /** Begins an object or a list. */
  void open(List<Object> at, int line) {
    String name = name(at.subList(0, at.size() - 1), at.get(at.size() - 1));
    claim(name, false, line);
    containers.add(name);
  }

  void gap(String what, int line) {
    gaps.add(new Gap(what, line));
  }

  void leaveOut(String name, Object basis) {
    leftOut.put(name, basis);
  }

  void showGroup(String group) {
    shownGroups.add(group);
  }

  boolean leavesOut(String name) {
    return notFinite.containsKey(name);
  }

  static List<Object> then(List<Object> in, Object step) {
    List<Object> path = new ArrayList<>(in);
    path.add(step);
    return path;
  }

  /** What people call a member. */
  static String name(List<Object> in, Object step) {
    return in.isEmpty() ? (String) step : DocumentTree.text(then(in, step));
  }
}
