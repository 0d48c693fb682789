package io.rungate.report;

import io.rungate.cases.CaseFile;
import io.rungate.cases.CaseResult;
import io.rungate.cases.CaseSuiteResult;
import io.rungate.cases.Mismatch;
import io.rungate.pack.Manifest;
import io.rungate.pack.PackProblem;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
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
      throw new IllegalArgumentException("no test of " + item.getClass().getSimpleName());
    }
    out.print(Document.of(suite.result()));
  }

  private static final class Document {
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private Document() throws XMLStreamException {
      xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    }

    static String of(CaseSuiteResult result) {
      try {
        Document document = new Document();
        document.write(result);
        return document.text.toString();
      } catch (XMLStreamException e) {
        throw new IllegalStateException("a text in memory can be written", e);
      }
    }

    private void write(CaseSuiteResult result) throws XMLStreamException {
      Manifest pack = result.pack().manifest();
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      xml.writeAttribute("name", pack.name() + " " + pack.version());
      for (Map.Entry<CaseFile, List<CaseResult>> file : result.results().entrySet()) {
        file(file.getKey(), file.getValue());
      }
      gaps(result.gaps());
      end();
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
              String.join("\n", result.differences().stream().map(Document::lines).toList()));
        }
        end();
      }
      end();
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
        end();
      }
      end();
    }

    private void suite(String name, int tests, long failures) throws XMLStreamException {
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", printable(name));
      xml.writeAttribute("tests", Integer.toString(tests));
      xml.writeAttribute("failures", Long.toString(failures));
      xml.writeAttribute("errors", "0");
    }

    private void test(String group, String name, String file, int line) throws XMLStreamException {
      xml.writeCharacters("\n  ");
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", printable(group));
      xml.writeAttribute("name", printable(name));
      xml.writeAttribute("file", printable(file));
      xml.writeAttribute("line", Integer.toString(line));
    }

    private void failure(String message, String details) throws XMLStreamException {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", printable(message));
      xml.writeCharacters(printable(details));
      xml.writeEndElement();
    }

    private void end() throws XMLStreamException {
      xml.writeEndElement();
    }

    private static String lines(Mismatch difference) {
      String line =
          difference.what()
              + ": expected "
              + difference.expected()
              + ", but was "
              + difference.actual();
      return difference.reasons().isEmpty()
          ? line
          : line + "\n  " + String.join("\n  ", difference.reasons());
    }

    /** XML has no way at all to write most control characters. */
    private static String printable(String text) {
      StringBuilder out = new StringBuilder(text.length());
      text.codePoints()
          .map(c -> c < 0x20 && c != '\n' && c != '\t' || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c)
          .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
          .forEach(out::appendCodePoint);
      return out.toString();
    }
  }
}
