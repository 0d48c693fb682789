package io.rungate.gate;

import io.rungate.document.AggDocument;
import io.rungate.document.AuditRecord;
import io.rungate.document.AuditRecordWriter;
import io.rungate.document.AuditRecorder;
import io.rungate.document.OutputFolder;
import io.rungate.engine.Engine;
import io.rungate.engine.Evaluation;
import io.rungate.engine.JudgementException;
import io.rungate.engine.Justification;
import io.rungate.fact.Fact;
import io.rungate.fact.RequiredFieldMissing;
import io.rungate.pack.Mapping;
import io.rungate.pack.PackProblem;
import io.rungate.pack.RulePack;
import io.rungate.pack.Version;
import io.rungate.run.DocumentNames;
import io.rungate.run.FactReader;
import io.rungate.run.ResultFile;
import io.rungate.run.RunInput;
import io.rungate.run.RunName;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

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
  private final AuditRecorder recorder;
  private final Predicate<String> wanted;
  private final Places places = new Places();

  public Gate(RulePack pack) {
    this.pack = pack;
    this.reader = new FactReader(pack.mapping());
    this.engine = new Engine(pack);
    this.recorder = new AuditRecorder(pack, Version.PROGRAM);
    this.wanted = ResultFile.wanted(pack.mapping());
  }

  public RulePack pack() {
    return pack;
  }

  /**
   * Takes a request on: the place of its documents is reserved now, so that of two runs with one
   * name the first asked for has it, whichever is done first. The work is left to the caller. A
   * fault of one run is a value, so that it never stops the others.
   *
   * @param out where the documents go; null for the run's own folder
   * @return judges the run and writes its documents; to be called once, by any thread
   */
  public Callable<Outcome> prepare(RunRequest request, Path out) {
    Path folder = out == null ? request.folder() : out;
    if (request.flaw() != null) {
      return () -> Outcome.unjudged(request, request.flaw());
    }
    if (!reserve(nameOf(request), folder)) {
      return () ->
          Outcome.unjudged(
              request,
              "another run of this call has the same name: its documents in "
                  + folder
                  + " would be overwritten");
    }
    return () -> process(request, folder);
  }

  private boolean reserve(String name, Path folder) {
    try {
      Path place = folder.toAbsolutePath().normalize();
      return places.take(place.resolve(DocumentNames.audit(name == null ? "" : name)).toString());
    } catch (InvalidPathException e) {
      return true; // no file can have this name, which is said when it is to be read
    }
  }

  private Outcome process(RunRequest request, Path folder) {
    RunInput input = read(request);
    try {
      return write(request, judge(input), folder);
    } catch (JudgementException | RuntimeException e) {
      return withdraw(request, input, problem(e), folder);
    }
  }

  /** Judges a run as {@link #prepare} does, and writes nothing. */
  public Outcome check(RunRequest request) {
    return check(request, () -> Outcome.unwritten(request, judge(read(request)), null, List.of()));
  }

  /**
   * Judges in a way of the caller's own, and writes nothing. What is no run, and what keeps the
   * rules from an answer, is told as of any run.
   */
  public Outcome check(RunRequest request, Callable<Outcome> judging) {
    if (request.flaw() != null) {
      return Outcome.unjudged(request, request.flaw());
    }
    try {
      return judging.call();
    } catch (Exception e) {
      return Outcome.unjudged(request, problem(e));
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
          Judgement judgement = conclude(withoutResult(request));
          return Outcome.unwritten(request, judgement, basisBeforeLaunch(judgement), List.of());
        });
  }

  /** What was judged, and what is owed that the name of a result would give: nobody can know it. */
  private String basisBeforeLaunch(Judgement judgement) {
    Set<String> missing = new HashSet<>();
    for (Justification justification : judgement.evaluation().justifications()) {
      if (justification.conclusion() instanceof RequiredFieldMissing one) {
        missing.add(one.name());
      }
    }
    StringBuilder open = new StringBuilder();
    for (Mapping.Field field : pack.mapping().fields()) {
      boolean named =
          pack.mapping().runName().equals(field.variable()) || !field.nameParts().isEmpty();
      if (named && judgement.input().fileName() == null && missing.contains(field.variable())) {
        open.append(open.length() == 0 ? "" : ", ").append(field.variable());
      }
    }
    return "the environment alone: there is no result yet"
        + (open.length() == 0 ? "" : ", and the name of its file, once given, may give " + open);
  }

  /** Why there is no judgement. */
  private String problem(Exception e) {
    return e instanceof JudgementException fault
        ? pack.shown(fault.problem()).toString()
        : "this is a fault of rungate itself: " + e;
  }

  private String nameOf(RunRequest request) {
    return request.fileName() != null
        ? request.fileName()
        : request.environment().get(pack.mapping().runName());
  }

  /** Judges a run without writing. */
  public Judgement judge(RunInput input) throws JudgementException {
    Judgement judgement = conclude(input);
    requireDocument(judgement);
    return judgement;
  }

  private Judgement conclude(RunInput input) throws JudgementException {
    List<Fact> facts = reader.read(input);
    Evaluation evaluation = engine.evaluate(facts);
    return new Judgement(input, evaluation, AggDocument.of(pack.mapping(), evaluation));
  }

  /** What the request's folder and environment say, mapped variables only. */
  public RunInput read(RunRequest request) {
    RunInput input = withoutResult(request);
    String name = input.name();
    if (name == null || !RunName.staysInFolder(name)) {
      return input;
    }
    String fileName = RunRequest.resultOf(name);
    ResultFile result;
    try {
      result = ResultFile.read(request.folder().resolve(fileName), wanted);
    } catch (InvalidPathException e) {
      result = ResultFile.unread("its name cannot be the name of a file here: " + e.getReason());
    }
    return new RunInput(
        name,
        request.fileName(),
        input.variables(),
        result.members(),
        fileName,
        result.sha256(),
        result.unread());
  }

  private RunInput withoutResult(RunRequest request) {
    Map<String, String> environment = request.environment();
    if (request.fileName() != null) {
      environment = new HashMap<>(environment);
      environment.put(pack.mapping().runName(), request.fileName());
    }
    Map<String, String> variables = RunInput.mapped(environment, pack.mapping());
    return new RunInput(nameOf(request), request.fileName(), variables, null, "", "", "");
  }

  /**
   * A run that no rule refuses, but whose document has a hole, is the pack's fault and not the
   * run's.
   */
  private void requireDocument(Judgement judgement) throws JudgementException {
    if (judgement.evaluation().accepted() && !judgement.document().complete()) {
      AggDocument.Gap gap = judgement.document().gaps().get(0);
      String topology =
          judgement.evaluation().topology().map(what -> " on a run with " + what).orElse("");
      throw new JudgementException(
          new PackProblem(
              pack.mapping().file(),
              gap.line(),
              null,
              "the document owes " + gap.key() + ", and no field and no rule gives it" + topology));
    }
  }

  private Outcome write(RunRequest request, Judgement judgement, Path out) {
    RunInput input = judgement.input();
    Evaluation evaluation = judgement.evaluation();
    String name = input.name() == null ? "" : input.name();
    String aggName = DocumentNames.agg(pack.mapping().document().fileName(), name);
    String auditName = DocumentNames.audit(name);
    OutputFolder folder = new OutputFolder(out);
    try {
      folder.resolve(auditName);
    } catch (InvalidPathException e) {
      return withdraw(
          request, input, "its name cannot be the name of a file here: " + e.getReason(), out);
    }
    byte[] record = AuditRecordWriter.bytes(record(judgement));
    Path stale = null;
    try {
      if (!evaluation.accepted() && RunName.flaw(name).isEmpty()) {
        stale = folder.setAside(aggName).orElse(null);
      }
      Map<String, byte[]> files = new LinkedHashMap<>();
      files.put(auditName, record);
      if (evaluation.accepted()) {
        String text = judgement.document().text();
        files.put(aggName, text.getBytes(StandardCharsets.UTF_8));
      }
      folder.write(files);
    } catch (IOException e) {
      return new Outcome(
          request, judgement, null, null, stale, "cannot write to " + out + ": " + reason(e));
    }
    return new Outcome(
        request,
        judgement,
        evaluation.accepted() ? folder.resolve(aggName) : null,
        folder.resolve(auditName),
        stale,
        null);
  }

  /** The audit record of a judgement. */
  public AuditRecord record(Judgement judgement) {
    RunInput input = judgement.input();
    return recorder.record(
        now(),
        input,
        judgement.evaluation(),
        judgement.document(),
        DocumentNames.agg(
            pack.mapping().document().fileName(), input.name() == null ? "" : input.name()));
  }

  /** ISO 8601, to the second. Without the platform's formatter, which takes long to load. */
  private static String now() {
    long second = Math.floorDiv(System.currentTimeMillis(), 1000L);
    LocalDateTime now = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    return now + (now.getSecond() == 0 ? ":00Z" : "Z"); // a full minute is written without
  }

  /**
   * Without a verdict nothing may be published, not even an earlier attempt's document; and its
   * record would speak for a run that was not judged.
   */
  private Outcome withdraw(RunRequest request, RunInput input, String problem, Path out) {
    Path stale = null;
    String name = input.name() == null ? "" : input.name();
    if (RunName.flaw(name).isEmpty()) {
      OutputFolder folder = new OutputFolder(out);
      try {
        stale =
            folder
                .setAside(DocumentNames.agg(pack.mapping().document().fileName(), name))
                .orElse(null);
        folder.setAside(DocumentNames.audit(name));
      } catch (InvalidPathException e) {
        // No file can have this name, so none of an earlier attempt has it.
        stale = null;
      } catch (IOException e) {
        problem = problem + "; and an earlier document cannot be set aside: " + reason(e);
      }
    }
    return new Outcome(request, null, null, null, stale, problem);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    if (e instanceof FileSystemException fault && fault.getReason() != null) {
      return fault.getReason().toLowerCase(Locale.ROOT);
    }
    return e.getMessage() == null ? "no reason is given" : e.getMessage();
  }
}
