package io.rungate.report;

import io.rungate.cases.CaseFile;
import io.rungate.cases.CaseResult;
import io.rungate.cases.CaseSuiteResult;
import io.rungate.cases.Mismatch;
import io.rungate.pack.PackProblem;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** How cases came out, as JUnit XML: a suite a file, which every build server can show. */
final class JUnitReporter implements Reporter {
  private final PrintStream out;

  JUnitReporter(ReportTarget target) {
    this.out = target.out();
  }

  @Override
  public void report(ReportItem item) {
    if (!(item instanceof ReportItem.CaseSuite suite)) {
      throw item.none("test");
    }
    StringWriter text = new StringWriter();
    try {
      new Document(XMLOutputFactory.newFactory().createXMLStreamWriter(text)).of(suite.result());
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text in memory can be written", e);
    }
    out.print(text);
  }

  private record Document(XMLStreamWriter xml) {

    void of(CaseSuiteResult result) throws XMLStreamException {
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
              result.differences().stream().map(Document::lines).collect(Collectors.joining("\n")));
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
        failure(gap.message(), gap.toString());
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

    private void failure(String message, String details) throws XMLStreamException {
      start("", "failure", "message", message);
      xml.writeCharacters(printable(details));
      xml.writeEndElement();
    }

    /** An element behind a line end or such; names of attributes and their values alternate. */
    private void start(String before, String element, Object... attributes)
        throws XMLStreamException {
      xml.writeCharacters(before);
      xml.writeStartElement(element);
      for (int i = 0; i < attributes.length; i += 2) {
        xml.writeAttribute(attributes[i].toString(), printable(String.valueOf(attributes[i + 1])));
      }
    }

    private static String lines(Mismatch difference) {
      String line =
          "%s: expected %s, but was %s"
              .formatted(difference.what(), difference.expected(), difference.actual());
      return difference.reasons().stream()
          .map(reason -> "\n  " + reason)
          .collect(Collectors.joining("", line, ""));
    }

    /** XML has no way at all to write most control characters. */
    private static String printable(String text) {
      return text.codePoints()
          .map(c -> c < 0x20 && c != '\n' && c != '\t' || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c)
          .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }
  }
}
