package io.rungate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.rungate.pack.PackException;
import io.rungate.pack.PackReader;
import io.rungate.pack.RulePack;
import io.rungate.rules.IncrementalPackLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds every shipped pack against its cases, as {@code rungate rules test} does. */
class RulePackTest {

  @TestFactory
  List<DynamicTest> cases() throws IOException, PackException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : packs()) {
      RulePack pack = new IncrementalPackLoader().load(PackReader.files(folder));
      List<CaseFile> cases = CaseReader.read(pack, CaseFolder.read(folder));
      CaseRunner runner = new CaseRunner(pack);
      for (RunCase one : CaseFile.cases(cases).toList()) {
        tests.add(
            dynamicTest(
                folder.getFileName() + " > " + one.title(),
                () ->
                    assertThat(runner.run(one).differences()).describedAs(one.place()).isEmpty()));
      }
      tests.add(
          dynamicTest(
              folder.getFileName() + " > every finding code has a case and a near miss",
              () -> assertThat(CaseSuiteResult.gaps(pack, cases)).isEmpty()));
    }
    return tests;
  }

  private static List<Path> packs() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("rules"))) {
      List<Path> packs =
          folders.filter(folder -> Files.exists(folder.resolve("pack.yaml"))).sorted().toList();
      assertThat(packs).isNotEmpty();
      return packs;
    }
  }
}
