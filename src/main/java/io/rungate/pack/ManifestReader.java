package io.rungate.pack;

import io.rungate.pack.Manifest.Status;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads what a pack says of itself. */
final class ManifestReader {
  private ManifestReader() {}

  /**
   * @param problems gets the faults; with one of them what is returned is of no use
   */
  static Manifest read(String file, YamlNode tree, List<PackProblem> problems) {
    try (ConfigTable top = ConfigTable.of(file, tree, problems)) {
      top.require("status");
      String status = top.oneOf("status", Set.of("draft", "released"));
      for (String key : List.of("version", "replaces")) {
        String version = top.text(key);
        if (version != null && !Version.isVersion(version)) {
          top.faultAt(key, " must be three numbers such as 1.0.0, not " + version);
        }
      }
      requireEarlier(top, top.text("replaces"), top.text("version"));
      String name = top.text("name");
      if (name != null && !name.matches("[a-z][a-z0-9-]*")) {
        top.faultAt("name", " must be made of lower-case letters, digits and -: " + name);
      }
      String engine = top.text("engine");
      if (engine != null && !Version.covers(engine)) {
        String what = "the pack needs rungate " + engine + ", and this is " + Version.PROGRAM;
        top.fault(top.lineOf("engine"), what);
      }
      String digest = top.text(PackReader.DIGEST);
      if (digest != null && !digest.matches("[0-9a-f]{64}")) {
        top.faultAt(PackReader.DIGEST, " must be what rungate rules release wrote, not " + digest);
      } else if (digest != null && "draft".equals(status)) {
        top.faultAt(PackReader.DIGEST, " goes only with status: released");
      }
      return new Manifest(
          top.require("name"),
          top.require("version"),
          status == null ? Status.DRAFT : Status.valueOf(status.toUpperCase(Locale.ROOT)),
          digest == null ? "" : digest,
          top.has("replaces") ? top.text("replaces") : "",
          top.require("says"));
    }
  }

  private static void requireEarlier(ConfigTable top, String replaces, String own) {
    boolean versions =
        replaces != null && own != null && Version.isVersion(replaces) && Version.isVersion(own);
    if (versions && !Version.isAhead(own, replaces)) {
      String what =
          replaces.equals(own) ? " is the version itself: " : " lies ahead of " + own + ": ";
      top.faultAt("replaces", what + replaces);
    }
  }
}
