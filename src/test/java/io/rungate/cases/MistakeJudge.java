package io.rungate.cases;

import io.rungate.cases.PackMistakes.Mistake;
import io.rungate.lint.NameFix;
import io.rungate.lint.PackLint;
import io.rungate.pack.DrlFile;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackException;
import io.rungate.pack.PackMeaning;
import io.rungate.pack.PackProblem;
import io.rungate.pack.PackReader;
import io.rungate.pack.PackReader.PackFiles;
import io.rungate.pack.PackSymbols;
import io.rungate.pack.RulePack;
import io.rungate.pack.RuleSource;
import io.rungate.rules.IncrementalPackLoader;
import io.rungate.rules.LintFindings;
import io.rungate.rules.LintFindings.LintFinding;
import io.rungate.rules.PackCheck;
import io.rungate.rules.PackLoader;
import io.rungate.rules.SandboxCheck;
import io.rungate.rules.ScopeCheck;
import io.rungate.rules.TableUse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says what becomes of a mistake in a pack. Safe to share between threads. */
final class MistakeJudge {

  /** What becomes of a mistake. */
  enum Fate {
    /** The pack does not load. */
    REFUSED,
    /** It loads, and lint finds it. */
    LINT,
    /** A case does not come out as it says any more, or cannot be read. */
    CASES,
    /** What is written is for people, or means the same as before. */
    SAME,
    /** A case with another input, whose answer is the one that it had. */
    SAME_ANSWER,
    SILENT
  }

  /** What is mended without asking. */
  enum Mended {
    /** Nothing; the mistake is left to people. */
    NOTHING,
    /** The pack is what it was before the mistake. */
    RIGHT,
    /** It is neither, so a mistake was made of a mistake. */
    WRONG
  }

  /** A mistake and its fate. */
  record Told(Mistake mistake, Fate fate, String said, Mended mended) {
    Told(Mistake mistake, Fate fate, String said) {
      this(mistake, fate, said, Mended.NOTHING);
    }
  }

  /** What is written for people, and what a compiler does not see. */
  private static final Pattern PROSE =
      Pattern.compile(
          "comment$|name of a rule$|@(?:message|advice|why)|name in summary|value of (?:says|summary|(?:tables\\.)?about)"
              + "|because$");

  private final PackFiles files;
  private final CaseFolder cases;
  private final String prefix;
  private final Map<String, String> texts;
  private final IncrementalPackLoader bench = new IncrementalPackLoader();
  private final RulePack pack;
  private final PackReader.Parts parts;
  private final EquivalentMutants excuses;
  private final PackMeaning meaning;
  private final List<CaseFile> casesBefore;
  private final ReadWriteLock compiler = new ReentrantReadWriteLock();
  private final Map<String, AtomicLong> times = new ConcurrentHashMap<>();

  MistakeJudge(Path folder) throws PackException {
    PackFiles shipped = PackReader.files(folder);
    String manifest = shipped.text(PackReader.MANIFEST);
    // What is changed is no release.
    files = shipped.with(PackReader.MANIFEST, manifest.replaceFirst("(?m)^digest:.*\n", ""));
    cases = CaseFolder.read(folder);
    prefix = folder + "/";
    texts = readTexts();
    pack = bench.load(files);
    parts = PackReader.parts(files);
    meaning = PackMeaning.of(parts);
    excuses = EquivalentMutants.read(cases);
    casesBefore = CaseReader.read(pack, cases);
    CaseSuiteResult trial = CaseSuiteResult.of(pack, casesBefore);
    if (!trial.passed() || !PackLint.lint(files, parts).isEmpty()) {
      throw new IllegalStateException("the pack has faults as it is");
    }
  }

  /** The texts in which mistakes are made, by their names in the folder. */
  Map<String, String> texts() {
    return texts;
  }

  private Map<String, String> readTexts() {
    Map<String, String> texts = new TreeMap<>();
    files.files().keySet().forEach(name -> texts.put(name, files.text(name)));
    cases.bases().forEach((name, text) -> texts.put(name.substring(prefix.length()), text));
    cases.files().forEach((name, text) -> texts.put(name.substring(prefix.length()), text));
    if (cases.excuses() != null) {
      texts.put("cases/" + CaseFolder.EXCUSES, cases.excuses());
    }
    return texts;
  }

  String shown(Mistake mistake) {
    String text = texts.get(mistake.file());
    int line = (int) text.substring(0, mistake.start()).lines().count();
    String said = text.lines().toList().get(Math.max(0, line - 1)).strip();
    return "%s:%d: %s: %s -> %s in %s"
        .formatted(
            mistake.file(), line, mistake.kind(), mistake.from(), mistake.to().strip(), said);
  }

  Told judge(Mistake mistake) {
    return mistake.file().startsWith("cases/") ? inCases(mistake) : inPack(mistake);
  }

  private interface Question<T> {
    T ask() throws PackException;
  }

  private <T> T timed(String stage, Question<T> question) throws PackException {
    long start = System.nanoTime();
    try {
      return question.ask();
    } finally {
      times.computeIfAbsent(stage, s -> new AtomicLong()).addAndGet(System.nanoTime() - start);
      times.computeIfAbsent(stage + " times", s -> new AtomicLong()).incrementAndGet();
    }
  }

  String times() {
    Map<String, String> shown = new TreeMap<>();
    times.forEach(
        (stage, sum) -> {
          if (!stage.endsWith(" times")) {
            long number = times.get(stage + " times").get();
            shown.put(stage, "%d in %.1f s".formatted(number, sum.get() / 1e9));
          }
        });
    return shown.toString();
  }

  private Told inPack(Mistake mistake) {
    PackFiles made = files.with(mistake.file(), mistake.in(files.text(mistake.file())));
    RulePack other;
    boolean same;
    try {
      PackReader.Parts read = timed("read", () -> parts(mistake.file(), made));
      List<PackProblem> faults = timed("check", () -> faults(read));
      if (!faults.isEmpty()) {
        return told(mistake, Fate.REFUSED, made, faults);
      }
      List<LintFinding> findings = timed("lint", () -> PackLint.lint(made, read));
      if (findings.isEmpty() && mistake.file().equals(PackReader.MANIFEST)) {
        PackFiles release = released(made); // nobody gets a draft before this is asked
        findings = PackLint.lint(release, parts(mistake.file(), release));
      }
      if (!findings.isEmpty()) {
        List<PackProblem> found = findings.stream().map(LintFinding::place).toList();
        return told(mistake, Fate.LINT, made, found);
      }
      same = timed("meaning", () -> Prose.isAllThatDiffers(meaning, PackMeaning.of(read), excuses));
      if (same && PROSE.matcher(mistake.kind()).find()) {
        return new Told(mistake, Fate.SAME, ""); // no compiler looks at it
      }
      other = compiled(mistake.file(), made);
    } catch (PackException e) {
      return told(mistake, Fate.REFUSED, made, e.problems());
    }
    if (same
        || Prose.isOtherVariable(mistake, files.text(mistake.file()))
        || Prose.isNowhereElse(mistake, texts.values())) {
      return new Told(mistake, Fate.SAME, "");
    }
    try {
      List<CaseFile> read = timed("read cases", () -> CaseReader.read(other, noExcuses()));
      List<RunCase> order = CaseOrder.of(mistake.file(), other, read);
      String failing = timed("cases", () -> failing(other, read, order.stream()));
      return byCases(mistake, failing, Fate.SILENT);
    } catch (PackException e) {
      return new Told(mistake, Fate.CASES, e.getMessage());
    }
  }

  /** The fate of a mistake that was made in a folder, in the name of a file. */
  Told inFolder(Mistake mistake, Path folder) {
    try {
      PackFiles made = PackReader.files(folder);
      PackReader.Parts read = PackReader.parts(made);
      if (!faults(read).isEmpty()) {
        return new Told(mistake, Fate.REFUSED, "");
      }
      if (!PackLint.lint(folder).isEmpty()) {
        return new Told(mistake, Fate.LINT, "");
      }
      if (!Prose.isAllThatDiffers(meaning, PackMeaning.of(read), excuses)) {
        RulePack other = locked(true, () -> bench.variant(made)); // cases name profiles
        List<CaseFile> all = CaseReader.read(other, CaseFolder.read(folder));
        boolean passed = CaseSuiteResult.of(other, all).passed();
        return new Told(mistake, passed ? Fate.SILENT : Fate.CASES, "");
      }
    } catch (PackException e) {
      return new Told(mistake, Fate.REFUSED, e.getMessage());
    }
    try {
      CaseFolder made = CaseFolder.read(folder);
      List<CaseFile> read = CaseReader.read(pack, made);
      boolean same = made.excuses() != null && Prose.sameCases(casesBefore, read);
      return new Told(mistake, same ? Fate.SAME : Fate.SILENT, "");
    } catch (PackException e) {
      return new Told(mistake, Fate.CASES, e.getMessage());
    }
  }

  /** The pack, or for some of those that do not compile what is said of them for people. */
  private RulePack compiled(String file, PackFiles made) throws PackException {
    boolean declares = file.endsWith(".drl") && made.text(file).contains("declare ");
    try {
      return locked(declares, () -> timed("compile", () -> bench.variant(made)));
    } catch (PackException e) {
      // To find the place of a fault takes a dozen times as long as to find that there is one.
      if (made.digest().charAt(0) > '0') {
        throw e;
      }
      return locked(true, () -> timed("explain", () -> PackLoader.load(made, bench)));
    }
  }

  /**
   * The engine's compiler makes types of one template, which two threads must not print at once.
   */
  private <T> T locked(boolean alone, Question<T> question) throws PackException {
    Lock lock = alone ? compiler.writeLock() : compiler.readLock();
    lock.lock();
    try {
      return question.ask();
    } finally {
      lock.unlock();
    }
  }

  private static PackFiles released(PackFiles pack) {
    String manifest = pack.text(PackReader.MANIFEST);
    return pack.with(PackReader.MANIFEST, manifest.replace("status: draft", "status: released"));
  }

  private Told told(Mistake mistake, Fate fate, PackFiles made, List<PackProblem> said) {
    List<NameFix.Mend> mends = NameFix.mends(made, said);
    PackFiles after = NameFix.mended(made, mends);
    Mended mended =
        mends.isEmpty()
            ? Mended.NOTHING
            : after.digest().equals(files.digest()) ? Mended.RIGHT : Mended.WRONG;
    return new Told(mistake, fate, said + (mends.isEmpty() ? "" : " mended: " + mends), mended);
  }

  /** The excuses are held against the pack in its folder, which is as it was. */
  private CaseFolder noExcuses() {
    return new CaseFolder(cases.shown(), cases.bases(), cases.files(), null);
  }

  /** What all files say, of which only the one with the mistake is read again. */
  private PackReader.Parts parts(String file, PackFiles made) throws PackException {
    boolean drl = file.endsWith(".drl");
    List<DrlFile> rules = parts.rules();
    if (drl) {
      DrlFile again = DrlFile.parseAll(List.of(new RuleSource(file, made.text(file)))).get(0);
      rules = rules.stream().map(one -> one.source().file().equals(file) ? again : one).toList();
    }
    Mapping mapping = file.equals(PackReader.MAPPING) ? PackReader.mapping(made) : parts.mapping();
    boolean sweep = PackReader.hasSweep(made) && (file.endsWith(".yaml") || parts.sweep() == null);
    return new PackReader.Parts(
        file.equals(PackReader.MANIFEST) ? PackReader.manifest(made) : parts.manifest(),
        mapping,
        sweep ? PackReader.sweep(made, mapping) : parts.sweep(),
        file.startsWith("data/") ? PackReader.tables(made) : parts.tables(),
        rules);
  }

  /** What is found without the compiler, which takes longer. */
  private static List<PackProblem> faults(PackReader.Parts parts) throws PackException {
    LintFindings findings = new LintFindings();
    SandboxCheck.check(parts.rules(), findings);
    TableUse.checkWords(parts, findings);
    ScopeCheck.check(parts, parts.sweep() != null, findings);
    PackCheck.check(PackSymbols.of(parts), parts.manifest(), findings);
    return findings.problems();
  }

  private static Told byCases(Mistake mistake, String failing, Fate otherwise) {
    return failing.isEmpty()
        ? new Told(mistake, otherwise, "")
        : new Told(mistake, Fate.CASES, failing);
  }

  /** What does not come out as a case says. */
  private static String failing(RulePack pack, List<CaseFile> cases, Stream<RunCase> some) {
    List<PackProblem> gaps = CaseSuiteResult.gaps(pack, cases);
    CaseRunner runner = new CaseRunner(pack);
    return gaps.isEmpty()
        ? some.map(runner::run)
            .filter(result -> !result.passed())
            .map(result -> result.of().title() + ": " + result.differences())
            .findFirst()
            .orElse("")
        : gaps.toString();
  }

  private Told inCases(Mistake mistake) {
    try {
      CaseFolder made = with(mistake.file(), mistake.in(texts.get(mistake.file())));
      boolean excuse = !Objects.equals(made.excuses(), cases.excuses());
      if (excuse) {
        CaseReader.read(pack, made);
        List<String> said = EquivalentMutants.read(made).unused(List.of());
        boolean same = without(said).equals(without(excuses.unused(List.of())));
        return new Told(mistake, same ? Fate.SAME : Fate.SILENT, "");
      }
      List<CaseFile> read = timed("read cases", () -> read(mistake.file(), made));
      List<RunCase> changed = Prose.changed(casesBefore, read);
      if (changed.isEmpty()) {
        return new Told(mistake, Fate.SAME, "");
      }
      String failing = timed("cases", () -> failing(pack, read, changed.stream()));
      boolean answered = Prose.sameAnswers(casesBefore, read);
      return byCases(mistake, failing, answered ? Fate.SAME_ANSWER : Fate.SILENT);
    } catch (PackException e) {
      return new Told(mistake, Fate.CASES, e.getMessage());
    }
  }

  /** All cases, of which only those are read again that a file holds or that start from it. */
  private List<CaseFile> read(String file, CaseFolder made) throws PackException {
    String name = prefix + file;
    Map<String, String> again = new TreeMap<>(made.files());
    if (made.bases().containsKey(name)) {
      String stem = Path.of(file).getFileName().toString().replace(".yaml", "");
      Pattern base = Pattern.compile("\\bbase: \"?" + Pattern.quote(stem) + "\\b");
      again.values().removeIf(text -> !base.matcher(text).find());
    } else {
      again.keySet().removeIf(other -> !other.equals(name));
    }
    Map<String, CaseFile> read = new TreeMap<>();
    CaseReader.read(pack, new CaseFolder(made.shown(), made.bases(), again, null))
        .forEach(one -> read.put(one.file(), one));
    return casesBefore.stream().map(old -> read.getOrDefault(old.file(), old)).toList();
  }

  /** What excuses say, wherever they stand. */
  private static List<String> without(List<String> places) {
    return places.stream().map(one -> one.substring(one.indexOf(": "))).toList();
  }

  private CaseFolder with(String file, String text) {
    String name = prefix + file;
    Map<String, String> bases = new TreeMap<>(cases.bases());
    Map<String, String> others = new TreeMap<>(cases.files());
    String excuses = cases.excuses();
    if (bases.containsKey(name)) {
      bases.put(name, text);
    } else if (others.containsKey(name)) {
      others.put(name, text);
    } else {
      excuses = text;
    }
    return new CaseFolder(cases.shown(), bases, others, excuses);
  }
}
