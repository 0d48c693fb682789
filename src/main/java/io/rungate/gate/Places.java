package io.rungate.gate;

import io.rungate.document.OutputFolder;
import io.rungate.document.UnderWay;
import io.rungate.pack.Mapping;
import io.rungate.run.DocumentNames;
import io.rungate.run.InputException;
import io.rungate.run.RunName;
import io.rungate.run.RunRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Where the runs of a call put their documents, and what earlier calls left there. */
public final class Places {
  private final Mapping mapping;
  private final UnderWay underWay = new UnderWay();

  /** Digests, since the paths of a million runs would be hundreds of megabytes. */
  private final Set<UUID> taken = ConcurrentHashMap.newKeySet();

  public Places(Mapping mapping) {
    this.mapping = mapping;
  }

  /**
   * A place for the documents of a run.
   *
   * @param name the run's; empty when it has none
   * @param documents what its documents are called, the agg document first
   * @param audit what its record is called, if it has a name
   * @param reserved false where another run of this call has taken the place
   */
  record Place(
      OutputFolder folder, String name, List<String> documents, String audit, boolean reserved) {
    boolean named() {
      return !name.isEmpty();
    }

    /** Whether a document of the run's name that lies there is one of an earlier attempt. */
    boolean mayHoldEarlier() {
      return reserved && RunName.flaw(name).isEmpty();
    }

    OutputFolder.Attempt begin() throws IOException {
      return folder.begin(documents, audit);
    }

    /**
     * Takes away what an earlier attempt published, and of a run with a name its record.
     *
     * @return what is to be told where that cannot be done; mostly empty
     */
    String setAside(OutputFolder.Attempt attempt) {
      try {
        if (mayHoldEarlier()) {
          attempt.setAside();
          if (named()) {
            attempt.setAside(audit);
          }
        }
        return "";
      } catch (IOException e) {
        return stays(e);
      }
    }

    String stays(IOException reason) {
      return holdsEarlier()
          ? "; and an earlier document cannot be set aside: " + reason(reason)
          : "";
    }

    private boolean holdsEarlier() {
      return mayHoldEarlier()
          && (documents.stream().anyMatch(one -> Files.exists(folder.resolve(one)))
              || named() && Files.exists(folder.resolve(audit)));
    }

    /** Why a place that another run of the call has cannot be used. */
    String taken() {
      return "another run of this call has %s: its document%s in %s would be overwritten"
          .formatted(
              named() ? "the same name" : "no name either", named() ? "s" : "", folder.resolve(""));
    }
  }

  /**
   * Reserves the place for a run; the first that asks for it has it.
   *
   * @param out where the documents go; empty for the run's own folder
   * @throws InvalidPathException when no file can have the run's name
   */
  Place reserve(RunRequest request, Optional<Path> out) {
    String name = request.fileName();
    if (name == null) { // an empty variable gives none either
      name = request.environment().getOrDefault(mapping.runName(), "");
    }
    OutputFolder folder = new OutputFolder(out.orElseGet(request::folder), underWay);
    String audit = DocumentNames.audit(name);
    folder.resolve(audit);
    boolean reserved = taken.add(digest(folder, audit));
    List<String> documents = new ArrayList<>(1);
    for (Mapping.Document document : mapping.documents()) {
      documents.add(DocumentNames.document(document.fileName(), name));
    }
    return new Place(folder, name, documents, audit, reserved);
  }

  private static UUID digest(OutputFolder folder, String audit) {
    return UUID.nameUUIDFromBytes(folder.identify(audit).getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a file is a document of a run that has its place here. */
  boolean isReserved(Path folder, String file) {
    Mapping.Document form = DocumentNames.documentOf(mapping, file);
    if (form == null || taken.isEmpty()) {
      return false;
    }
    String audit = DocumentNames.audit(DocumentNames.runOf(form.fileName(), file));
    return taken.contains(digest(new OutputFolder(folder, underWay), audit));
  }

  /**
   * Without a verdict nothing may be published, not even an earlier attempt's document; and its
   * record would speak for a run that was not judged.
   */
  Outcome.NotJudged withdraw(RunRequest request, String problem, Place place) {
    if (!place.holdsEarlier()) {
      return new Outcome.NotJudged(request, problem);
    }
    try (OutputFolder.Attempt attempt = place.begin()) {
      String told = problem + place.setAside(attempt);
      return new Outcome.NotJudged(request, told, attempt.aside());
    } catch (IOException e) {
      return new Outcome.NotJudged(request, problem + place.stays(e));
    }
  }

  /** The same for a run of a call that judges none. */
  public Outcome.NotJudged withdraw(RunRequest request, String problem, Optional<Path> out) {
    if (request.folder() == null) {
      return new Outcome.NotJudged(request, problem);
    }
    try {
      return withdraw(request, problem, reserve(request, out));
    } catch (InvalidPathException e) {
      return new Outcome.NotJudged(request, unusable(e)); // so no earlier document has this name
    }
  }

  static String unusable(InvalidPathException e) {
    return "its name cannot be the name of a file here: " + e.getReason();
  }

  /** For a process that is told to end, see {@link UnderWay#end}. */
  void end() {
    underWay.end();
  }

  static String reason(IOException e) {
    return InputException.reason(e, "there is no such folder");
  }
}
