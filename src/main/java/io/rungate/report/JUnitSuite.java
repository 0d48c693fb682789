package io.rungate.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A suite, whose counts stand before its tests and are known behind them: so the tests wait in a
 * temporary file, once they are many.
 */
final class JUnitSuite {
  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();
  private static final int IN_MEMORY = 1 << 20;
  private static final int LONGEST = 8000;

  /** Why a test failed: the kind, a line, and all else there is to say. */
  record Failure(String type, String message, String details) {}

  private final String name;
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml = writer(text);
  private Path file;
  private int tests;
  private int failures;
  private int errors;
  private int skipped;

  JUnitSuite(String name) {
    this.name = name;
  }

  static XMLStreamWriter writer(StringWriter text) {
    try {
      return XML.createXMLStreamWriter(text);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text in memory can be written", e);
    }
  }

  /** The writing of XML into memory, which does not fail. */
  interface Content {
    void write() throws XMLStreamException;
  }

  private static void write(Content content) {
    try {
      content.write();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text in memory can be written", e);
    }
  }

  void test(String group, String name, List<Failure> failed, List<String> remarks) {
    failures += failed.isEmpty() ? 0 : 1;
    add(
        group,
        name,
        () -> {
          for (Failure failure : failed) {
            xml.writeStartElement("failure");
            attribute(xml, "type", failure.type());
            attribute(xml, "message", failure.message());
            xml.writeCharacters(lines(failure.details()));
            xml.writeEndElement();
          }
          for (String remark : remarks) {
            element("system-out", remark);
          }
        });
  }

  void error(String group, String name, String problem) {
    errors++;
    add(
        group,
        name,
        () -> {
          xml.writeStartElement("error");
          attribute(xml, "message", problem);
          xml.writeEndElement();
        });
  }

  void skipped(String group, String name, String why) {
    skipped++;
    add(group, name, () -> element("skipped", why));
  }

  private void element(String element, String content) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(lines(content));
    xml.writeEndElement();
  }

  private void add(String group, String name, Content content) {
    tests++;
    write(
        () -> {
          xml.writeStartElement("testcase");
          attribute(xml, "classname", group);
          attribute(xml, "name", name);
          content.write();
          xml.writeEndElement();
          xml.writeCharacters("\n");
          xml.flush();
        });
    if (text.getBuffer().length() > IN_MEMORY) {
      spill();
    }
  }

  private void spill() {
    try {
      if (file == null) {
        file = Files.createTempFile("rungate", ".xml");
        file.toFile().deleteOnExit();
      }
      Files.writeString(file, text.toString(), StandardOpenOption.APPEND);
      text.getBuffer().setLength(0);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary file can be written", e);
    }
  }

  /** Writes all of it, when there are no more tests. */
  void writeTo(Printer out) {
    StringWriter around = new StringWriter();
    XMLStreamWriter suite = writer(around);
    write(
        () -> {
          suite.writeStartElement("testsuite");
          attribute(suite, "name", name);
          attribute(suite, "tests", tests);
          attribute(suite, "failures", failures);
          attribute(suite, "errors", errors);
          attribute(suite, "skipped", skipped);
          suite.writeCharacters("\n");
          suite.flush();
        });
    out.json(around.toString());
    around.getBuffer().setLength(0);
    if (file != null) {
      spill();
      copy(out);
    }
    out.json(text.toString());
    write(suite::writeEndElement);
    write(suite::flush);
    out.json(around + "\n");
  }

  private void copy(Printer out) {
    try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.json(line + "\n");
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary file cannot be read", e);
    }
  }

  /** A value of one line, in which every character can be seen. */
  static void attribute(XMLStreamWriter xml, String name, Object value) throws XMLStreamException {
    xml.writeAttribute(name, Printer.visible(Printer.shortened(String.valueOf(value), LONGEST)));
  }

  /** Lines, in which every character can be seen. */
  private static String lines(String text) {
    return Printer.shortened(text, LONGEST)
        .lines()
        .map(Printer::visible)
        .collect(Collectors.joining("\n"));
  }
}
