package io.rungate.report;

import io.rungate.cases.CaseFile;
import io.rungate.cases.CaseResult;
import io.rungate.cases.CaseResult.Mismatch;
import io.rungate.cases.CaseSuiteResult;
import io.rungate.pack.PackProblem;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** How cases came out, as JUnit XML: a suite a file, which every build server can show. */
public record JUnitXml(XMLStreamWriter xml) {

  /** The text of the file. */
  public static String of(CaseSuiteResult result) {
    StringWriter text = new StringWriter();
    try {
      new JUnitXml(XMLOutputFactory.newFactory().createXMLStreamWriter(text)).write(result);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text in memory can be written", e);
    }
    return text.toString();
  }

  private void write(CaseSuiteResult result) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    start("\n", "testsuites", "name", result.pack().manifest().title());
    for (Map.Entry<CaseFile, List<CaseResult>> file : result.results().entrySet()) {
      file(file.getKey(), file.getValue());
    }
    gaps(result.gaps());
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndDocument();
    xml.flush();
  }

  private void file(CaseFile file, List<CaseResult> results) throws XMLStreamException {
    suite(file.file(), results.size(), results.stream().filter(one -> !one.passed()).count());
    for (CaseResult result : results) {
      test(result.of().topic(), result.of().name(), result.of().file(), result.of().line());
      if (!result.passed()) {
        failure(
            result.differences().get(0).what() + " differs",
            result.differences().stream().flatMap(JUnitXml::lines));
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Finding codes without a case of either side, each a failed test. */
  private void gaps(List<PackProblem> gaps) throws XMLStreamException {
    if (gaps.isEmpty()) {
      return;
    }
    suite("finding codes", gaps.size(), gaps.size());
    for (PackProblem gap : gaps) {
      test("finding codes", gap.message(), gap.file(), gap.line());
      failure(gap.message(), Stream.of(gap.toString()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private void suite(String name, int tests, long failures) throws XMLStreamException {
    start("\n", "testsuite", "name", name, "tests", tests, "failures", failures, "errors", 0);
  }

  private void test(String group, String name, String file, int line) throws XMLStreamException {
    start("\n  ", "testcase", "classname", group, "name", name, "file", file, "line", line);
  }

  private void failure(String message, Stream<String> details) throws XMLStreamException {
    start("", "failure", "message", message);
    xml.writeCharacters(details.map(Printer::visible).collect(Collectors.joining("\n")));
    xml.writeEndElement();
  }

  /** An element behind a line end or such; names of attributes and their values alternate. */
  private void start(String before, String element, Object... attributes)
      throws XMLStreamException {
    xml.writeCharacters(before);
    xml.writeStartElement(element);
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(
          attributes[i].toString(), Printer.visible(String.valueOf(attributes[i + 1])));
    }
  }

  private static Stream<String> lines(Mismatch difference) {
    String line =
        "%s: expected %s, but was %s"
            .formatted(difference.what(), difference.expected(), difference.actual());
    return Stream.concat(
        Stream.of(line), difference.reasons().stream().map(reason -> "  " + reason));
  }
}
