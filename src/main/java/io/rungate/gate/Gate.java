package io.rungate.gate;

import io.rungate.document.AggDocument;
import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordWriter;
import io.rungate.document.AuditRecorder;
import io.rungate.document.DocumentGuard;
import io.rungate.document.OutputFolder;
import io.rungate.engine.Engine;
import io.rungate.engine.Evaluation;
import io.rungate.engine.Finding;
import io.rungate.engine.JudgementException;
import io.rungate.engine.Justification;
import io.rungate.fact.Fact;
import io.rungate.fact.RequiredFieldMissing;
import io.rungate.gate.Places.Place;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RulePack;
import io.rungate.run.DocumentNames;
import io.rungate.run.FactReader;
import io.rungate.run.ResultFile;
import io.rungate.run.RunInput;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The gate: a pack, ready to judge runs one after another or side by side.
 *
 * <p>{@link #prepare} is the whole product in one line: what a run left behind is read, becomes
 * facts, is judged, and ends as an agg document and an audit record, or as an audit record alone.
 */
public final class Gate {

  private final RulePack pack;
  private final FactReader reader;
  private final Engine engine;
  private final Places places;

  /** Null where a call excuses nothing, as most do. */
  private final Excuses excuses;

  /** Those that recorded runs were judged for. */
  private final Map<String, Gate> profiles = new ConcurrentHashMap<>();

  public Gate(RulePack pack) {
    this(pack, null);
  }

  /**
   * A gate of a call that excuses findings.
   *
   * @param excuses null for none
   */
  public Gate(RulePack pack, Excuses excuses) {
    this.excuses = excuses;
    this.pack = pack;
    this.reader = new FactReader(pack.mapping());
    this.engine = new Engine(pack);
    this.places = new Places(pack.mapping());
  }

  public RulePack pack() {
    return pack;
  }

  /**
   * The gate that judges a recorded run again: for the consumer that the call names, else for the
   * one that the run was judged for, where the pack knows it.
   */
  public Gate as(AuditRecord record) {
    String profile = record.pack().profile().orElse("");
    return profile.isEmpty() || !pack.profile().isEmpty() || !pack.profiles().contains(profile)
        ? this
        : profiles.computeIfAbsent(profile, name -> new Gate(pack.judgingFor(name), excuses));
  }

  /**
   * Takes a request on: the place of its documents is reserved now, so that of two runs with one
   * name the first asked for has it, whichever is done first. The work is left to the caller. A
   * fault of one run is a value, so that it never stops the others.
   *
   * @param out where the documents go; empty for the run's own folder
   * @return judges the run and writes its documents; by any thread, and by another once more where
   *     the rules of the first are late
   */
  public Callable<Outcome> prepare(RunRequest request, Optional<Path> out) {
    if (request.folder() == null) {
      return () -> new Outcome.NotJudged(request, request.flaw());
    }
    Place place;
    try {
      place = places.reserve(request, out);
    } catch (InvalidPathException e) {
      return () -> new Outcome.NotJudged(request, Places.unusable(e));
    }
    if (place.named() && !place.reserved()) {
      return () -> new Outcome.NotJudged(request, place.taken());
    }
    return request.flaw() == null
        ? () -> process(request, place)
        : () -> places.withdraw(request, request.flaw(), place);
  }

  private Outcome process(RunRequest request, Place place) {
    try {
      String at = now();
      return publish(request, excused(request, judge(read(request)), at), at, place);
    } catch (JudgementException | RuntimeException | StackOverflowError e) {
      return places.withdraw(request, problem(e), place);
    } catch (OutOfMemoryError e) {
      places.withdraw(request, "", place);
      throw e;
    }
  }

  /** For a process that is told to end: leaves nothing half written, and writes nothing more. */
  public void end() {
    places.end();
  }

  /** Whether a file is a document of a run that this call has taken on. */
  public boolean isWritten(RunRequest file) {
    return places.isReserved(file.folder(), RunRequest.resultOf(file.fileName()));
  }

  /** Judges a run as {@link #prepare} does, and writes nothing. */
  public Outcome check(RunRequest request) {
    return check(
        request, () -> new Outcome.Checked(request, judge(read(request)), Optional.empty()));
  }

  /**
   * Judges in a way of the caller's own, and writes nothing. What is no run, and what keeps the
   * rules from an answer, is told as of any run.
   */
  public Outcome check(RunRequest request, Callable<Outcome> judging) {
    if (request.flaw() != null) {
      return new Outcome.NotJudged(request, request.flaw());
    }
    try {
      return excused(judging.call());
    } catch (Exception | StackOverflowError e) {
      return new Outcome.NotJudged(request, problem(e));
    }
  }

  /**
   * Judges a run that is not launched yet, by its environment alone; writes nothing.
   *
   * <p>There is no result, so there is no fact about one: no value, and nothing that says that a
   * value is absent or that a file cannot be read. That is all it takes. A rule objects to what it
   * matches, so what rests on a result is not said, and what rests on the environment is said as it
   * will be later. No document can be asked for.
   */
  public Outcome checkEnvironment(RunRequest request) {
    return check(
        request,
        () -> {
          Judgement judgement = conclude(RunInput.withoutResult(request, pack.mapping()));
          Optional<String> judged = Optional.of(judgedBeforeLaunch(judgement));
          return new Outcome.Checked(request, judgement, judged);
        });
  }

  /** What was judged, and what is owed that the name of a result would give: nobody can know it. */
  private String judgedBeforeLaunch(Judgement judgement) {
    String before = "the environment alone: there is no result yet";
    Set<String> missing = new HashSet<>();
    for (Justification justification : judgement.evaluation().justifications()) {
      if (justification.conclusion() instanceof RequiredFieldMissing one) {
        missing.add(one.name());
      }
    }
    String runName = pack.mapping().runName();
    String open =
        pack.mapping().fields().stream()
            .filter(field -> runName.equals(field.variable()) || !field.nameParts().isEmpty())
            .map(Mapping.Field::variable)
            .filter(missing::contains)
            .collect(Collectors.joining(", "));
    return judgement.input().fileName() != null || open.isEmpty()
        ? before
        : before + ", and the name of its file, once given, may give " + open;
  }

  /** Why there is no judgement. */
  private String problem(Throwable e) {
    if (e instanceof StackOverflowError) {
      return "its values are nested too deep for the stack of this Java: give it more with -Xss";
    }
    return e instanceof JudgementException fault
        ? pack.shown(fault.problem()).toString()
        : "this is a fault of rungate itself: " + e;
  }

  /** Judges a run without writing. */
  public Judgement judge(RunInput input) throws JudgementException {
    Judgement judgement = conclude(input);
    requireDocuments(judgement);
    return judgement;
  }

  private Outcome excused(Outcome outcome) {
    if (excuses != null && outcome instanceof Outcome.Checked checked) {
      return checked.of(excused(checked.request(), checked.judgement(), now()));
    }
    return excuses != null && outcome instanceof Outcome.Row row
        ? row.excused(excuses.of(row.request().id(), row.evaluation(), now()))
        : outcome;
  }

  /**
   * The same as the call takes it: what is waived or known does not count. What waivers publish is
   * held to more than rules asked for, since the rules that refused it may not have come that far.
   */
  private Judgement excused(RunRequest request, Judgement judgement, String at) {
    if (excuses == null) {
      return judgement;
    }
    Evaluation evaluation = judgement.evaluation();
    Map<Finding, Excuse> excused = excuses.of(request.id(), evaluation, at);
    Judgement taken = judgement.excused(excused);
    if (evaluation.accepted() || !taken.mayPublish() || judgement.input().result() == null) {
      return taken;
    }
    Evaluation guarded = DocumentGuard.waived(pack.mapping(), evaluation, judgement.documents());
    return new Judgement(judgement.input(), guarded, judgement.documents(), excused);
  }

  private Judgement conclude(RunInput input) throws JudgementException {
    List<Fact> facts = reader.read(input);
    Evaluation evaluation = engine.evaluate(facts);
    List<AggDocument> documents = AggDocument.of(pack.mapping(), evaluation);
    return new Judgement(
        input, DocumentGuard.guarded(pack.mapping(), evaluation, documents), documents);
  }

  /** What the request's folder and environment say, mapped variables only. */
  public RunInput read(RunRequest request) {
    return RunInput.of(request, pack.mapping(), file -> result(request.folder(), file));
  }

  private ResultFile result(Path folder, String file) {
    try {
      return ResultFile.read(folder.resolve(file), reader);
    } catch (InvalidPathException e) {
      return ResultFile.unread(Places.unusable(e));
    }
  }

  /**
   * A run that no rule refuses, but of which a document has a hole, is the pack's fault and not the
   * run's.
   */
  private void requireDocuments(Judgement judgement) throws JudgementException {
    for (AggDocument document : judgement.documents()) {
      if (judgement.evaluation().accepted() && !document.complete()) {
        throw new JudgementException(hole(judgement, document));
      }
    }
  }

  private PackProblem hole(Judgement judgement, AggDocument document) {
    AggDocument.Gap gap = document.gaps().get(0);
    String name = document.form().name();
    String which = "the document " + (name.isEmpty() ? "" : name + " ");
    String topology =
        judgement.evaluation().topology().map(what -> " on a run with " + what).orElse("");
    return new PackProblem(pack.mapping().file(), gap.line(), null, which + gap.what() + topology);
  }

  /**
   * Writes the documents and the record of an accepted run, and of a rejected one its audit record.
   *
   * <p>A run without a name shares the names of its documents with every other such run, but never
   * its audit record: that one is named by a digest of itself. And before its document takes the
   * common place, the one that lies there is set aside. So nothing is overwritten, whoever forgot
   * the name.
   */
  private Outcome publish(RunRequest request, Judgement judgement, String at, Place place) {
    boolean accepted = judgement.mayPublish();
    if (accepted && !place.reserved()) {
      String problem = place.taken() + ": give each run a name";
      return new Outcome.NotRecorded(request, judgement, problem, Optional.empty());
    }
    String auditName = place.named() ? place.audit() : unnamedAudit(judgement);
    byte[] record = AuditRecordWriter.bytes(record(at, judgement));
    Path audit = place.folder().resolve(auditName);
    try (OutputFolder.Attempt attempt = place.begin()) {
      try {
        if (place.mayHoldEarlier() && !(accepted && place.named())) {
          attempt.setAside();
        }
        if (accepted) {
          List<byte[]> contents = new ArrayList<>(1);
          List<Path> files = new ArrayList<>(1);
          for (AggDocument document : judgement.documents()) {
            contents.add(document.bytes());
            files.add(place.folder().resolve(place.documents().get(files.size())));
          }
          attempt.write(contents, auditName, record);
          List<Path> further = files.subList(1, files.size());
          return new Outcome.Published(
              request, judgement, files.get(0), further, audit, attempt.aside());
        }
        attempt.write(auditName, record);
        return new Outcome.Rejected(request, judgement, audit, attempt.aside());
      } catch (IOException e) {
        String problem = cannotWrite(place, e) + place.setAside(attempt);
        return new Outcome.NotRecorded(request, judgement, problem, attempt.aside());
      }
    } catch (IOException e) {
      String problem = cannotWrite(place, e) + place.stays(e);
      return new Outcome.NotRecorded(request, judgement, problem, Optional.empty());
    }
  }

  private static String cannotWrite(Place place, IOException e) {
    return "cannot write to " + place.folder().resolve("") + ": " + Places.reason(e);
  }

  /** The audit record of a judgement. */
  public AuditRecord record(Judgement judgement) {
    return record(now(), judgement);
  }

  private AuditRecord record(String evaluatedAt, Judgement judgement) {
    return AuditRecorder.record(
        pack,
        evaluatedAt,
        judgement.input(),
        judgement.evaluation(),
        judgement.waived(),
        judgement.documents());
  }

  /** Judging the same run again gives the same record but for its time, and so the same name. */
  private String unnamedAudit(Judgement judgement) {
    byte[] timeless = AuditRecordWriter.bytes(record("", judgement));
    return DocumentNames.unnamedAudit(new String(timeless, StandardCharsets.US_ASCII));
  }

  /** ISO 8601, to the second. */
  static String now() {
    long second = Math.floorDiv(System.currentTimeMillis(), 1000L);
    LocalDateTime now = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    return now + (now.getSecond() == 0 ? ":00Z" : "Z"); // a full minute is written without
  }
}
