package io.rungate.cli;

import io.rungate.authoring.Draft;
import io.rungate.authoring.NewField;
import io.rungate.authoring.NewRule;
import io.rungate.authoring.NewTable;
import io.rungate.authoring.NewTopology;
import io.rungate.authoring.NewVersion;
import io.rungate.authoring.NewWord;
import io.rungate.authoring.PackDraft;
import io.rungate.fact.Severity;
import io.rungate.gate.ExitCode;
import io.rungate.pack.Catalogue;
import io.rungate.pack.Manifest;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RuleCard;
import io.rungate.pack.Spelling;
import io.rungate.pack.Table;
import io.rungate.pack.Version;
import io.rungate.run.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Starts a rule, a field, a version and so on, so that nobody has to remember what one needs. */
final class RulesNewCommand extends Command {
  /** What can be started. */
  private enum Kind {
    RULE,
    FIELD,
    TABLE,
    WORD,
    TOPOLOGY,
    VERSION
  }

  private static final List<String> KINDS =
      Stream.of(Kind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();

  /** How codes, tables and topologies are called. */
  private static final String HYPHENATED = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  private static final Argument KIND =
      new Argument("KIND", "What to start: rule, field, table, word, topology or version.");

  private static final Argument NAME =
      new Argument(
          "NAME", "Its name; of a rule, the code of its finding; of a version, its three numbers.");

  private static final Argument FOLDER =
      new Argument("[DIR]", "The rule pack, which has to be named.");

  private static final Argument CONCERN =
      new Argument("--concern=NAME", "Of a rule: what it is about, which is its file.");

  private static final Argument SEVERITY =
      new Argument(
          "--severity=WEIGHT",
          List.of("error", "warning", "note"),
          "Of a rule: error, warning or note (default: error).");

  private static final Argument GROUP =
      new Argument("--group=NAME", "Of a field: the group that says what its absence means.");

  private static final Argument OF =
      new Argument("--of=FIELD", "Of a table: the field whose value chooses its rows.");

  RulesNewCommand() {
    super(
        "new",
        List.of(
            "Writes the draft of a rule, a field, a table, a word or a topology, and of its cases.",
            "A rule goes to the end of its concern's file; a concern that is new gets a file of its own.",
            "A version is a copy of the whole pack beside it, a draft that may change."),
        exits("written", "the name is taken, no pack is named, or it cannot be read"),
        List.of(KIND, NAME, FOLDER),
        List.of(CONCERN, SEVERITY, GROUP, OF));
  }

  @Override
  ExitCode run(Call call) throws InputException, PackException {
    Console console = call.console();
    Kind kind = kind(call.text(KIND));
    String form = "rungate rules new KIND NAME DIR";
    PackReader.PackFiles files = PackReader.files(Packs.folder(call, FOLDER, true, form));
    Catalogue pack = Catalogue.of(files);
    Draft draft = draft(call, kind, new PackDraft(pack, PackReader.mapping(files)));
    if (Files.exists(draft.added())) {
      throw new InputException(draft.added() + " is there already");
    }
    write(draft, pack, console);
    if (kind != Kind.VERSION && pack.manifest().status() == Manifest.Status.RELEASED) {
      console.remark(
          "note: %s is released: what changes its verdicts belongs into the next version"
              .formatted(pack.manifest().title()));
    }
    console.out().line(next(kind, kind == Kind.VERSION ? draft.added() : pack.folder()));
    return ExitCode.ACCEPTED;
  }

  private static String next(Kind kind, Path folder) {
    String todo =
        switch (kind) {
          case VERSION -> "change it; then run: rungate rules test ";
          case TOPOLOGY ->
              "fill both in, show it in the document, and let the rules of the other topologies"
                  + " leave such a run out; then run: rungate rules completeness ";
          default -> "fill both in, then run: rungate rules test ";
        };
    return "next: " + todo + folder;
  }

  private static Kind kind(String given) throws InputException {
    if (!KINDS.contains(given)) {
      throw new InputException(
          "%s cannot be started%s: it is one of %s"
              .formatted(given, Spelling.hint(given, KINDS), String.join(", ", KINDS)));
    }
    return Kind.valueOf(given.toUpperCase(Locale.ROOT));
  }

  private static Draft draft(Call call, Kind kind, PackDraft into)
      throws InputException, PackException {
    String name = call.text(NAME);
    return switch (kind) {
      case RULE -> {
        String concern = required(call, CONCERN, "a rule", "--concern=NAME");
        requireCode(into.pack(), name);
        requireConcern(into.pack(), concern);
        yield new NewRule(into, concern, name, call.choice(SEVERITY, Severity.ERROR));
      }
      case FIELD -> {
        String group = required(call, GROUP, "a field", "--group=NAME");
        requireForm(name, "[a-z][a-z0-9_]*", "a field", "lower case joined by underscores");
        requireNew(name, "field", into.mapping().fields().stream().map(Mapping.Field::name));
        Set<String> groups = new TreeSet<>();
        into.mapping().fields().forEach(field -> groups.add(field.group()));
        requireKnown(group, "group", groups);
        yield new NewField(into, name, group);
      }
      case TABLE -> {
        String of = required(call, OF, "a table", "--of=FIELD");
        requireForm(name, HYPHENATED, "a table", "lower case joined by hyphens");
        requireNew(name, "table", into.pack().tables().stream().map(Table::name));
        requireCode(into.pack(), name);
        yield new NewTable(into, name, textField(into.mapping(), of));
      }
      case WORD -> {
        requireForm(name, "([A-Z][a-z0-9]+)+", "a word", "one name such as SharedPool");
        NewWord word = new NewWord(into, name);
        requireCode(into.pack(), word.code());
        yield word;
      }
      case TOPOLOGY -> {
        requireForm(name, HYPHENATED, "a topology", "lower case joined by hyphens");
        yield new NewTopology(into, name);
      }
      case VERSION -> {
        Manifest before = into.pack().manifest();
        if (!Version.isVersion(name) || !Version.isAhead(name, before.version())) {
          throw new InputException(
              "a version is three numbers and later than %s, not %s"
                  .formatted(before.version(), name));
        }
        yield new NewVersion(into.pack(), name);
      }
    };
  }

  private static String required(Call call, Argument option, String what, String form)
      throws InputException {
    String given = call.text(option);
    if (given == null) {
      throw new InputException(what + " needs " + form);
    }
    return given;
  }

  private static Mapping.Field textField(Mapping mapping, String of) throws InputException {
    List<Mapping.Field> fields =
        mapping.fields().stream()
            .filter(field -> field.type() == Mapping.Type.TEXT && field.path() == null)
            .toList();
    requireKnown(of, "text field", fields.stream().map(Mapping.Field::name).toList());
    return fields.stream().filter(field -> field.name().equals(of)).findFirst().orElseThrow();
  }

  private static void requireKnown(String name, String what, Collection<String> known)
      throws InputException {
    if (!known.contains(name)) {
      throw new InputException("no " + what + " " + name + Spelling.hint(name, known));
    }
  }

  private static void requireNew(String name, String what, Stream<String> known)
      throws InputException {
    if (known.anyMatch(name::equals)) {
      throw new InputException("the " + what + " " + name + " is there already");
    }
  }

  private static void requireForm(String name, String form, String what, String words)
      throws InputException {
    if (!name.matches(form)) {
      throw new InputException("%s is %s, not %s".formatted(what, words, name));
    }
  }

  private static void requireCode(Catalogue pack, String code) throws InputException {
    requireForm(code, HYPHENATED, "a code", "words in lower case joined by hyphens");
    Optional<RuleCard> taken =
        pack.rules().stream()
            .map(Catalogue.Entry::card)
            .filter(card -> code.equals(card.code()))
            .findFirst();
    if (taken.isPresent()) {
      throw new InputException(
          "the code %s is taken by rule \"%s\" at %s"
              .formatted(code, taken.get().name(), pack.place(taken.get())));
    }
  }

  private static void requireConcern(Catalogue pack, String concern) throws InputException {
    requireForm(concern, "[a-z][a-z0-9]*", "a concern", "one word in lower case");
    Set<String> concerns = pack.byConcern().keySet();
    String hint = concerns.contains(concern) ? "" : Spelling.hint(concern, concerns);
    if (!hint.isEmpty()) {
      throw new InputException("no concern " + concern + hint);
    }
  }

  private static void write(Draft draft, Catalogue pack, Console console) throws InputException {
    try {
      Set<String> said = new LinkedHashSet<>();
      for (Map.Entry<Path, String> file : draft.files().entrySet()) {
        boolean there = Files.exists(file.getKey());
        Files.createDirectories(file.getKey().getParent());
        Files.writeString(file.getKey(), file.getValue());
        Path named = file.getKey().startsWith(draft.added()) ? draft.added() : file.getKey();
        said.add(named + (there ? ": added to" : ": written"));
      }
      said.forEach(console.out()::line);
    } catch (PackException e) {
      throw new InputException(e.getMessage() + "; try: rungate rules fmt " + pack.folder());
    } catch (IOException e) {
      throw new InputException("cannot write to " + pack.folder() + ": " + e.getMessage());
    }
  }
}
