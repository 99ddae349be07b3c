package dev.ghbilling.conformance.internal.report;

import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes {@code junit.xml}, for CI servers, with one test case for each check. A failed check is a
 * {@code failure}, one that could not run an {@code error}, and any other that didn't pass is
 * {@code skipped}.
 */
final class JUnitReport {
  /** Formats in UTC without naming it: the schema has no place for a zone. */
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private JUnitReport() {}

  static void write(Results results, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      XMLStreamWriter xml =
          XMLOutputFactory.newInstance().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      // Strict readers insist on this order, on these attributes and on the empty elements.
      xml.writeStartElement("testsuites");
      xml.writeStartElement("testsuite");
      describe(results, xml);
      for (Result result : results.all()) {
        write(result, xml);
      }
      xml.writeStartElement("system-out");
      xml.writeCharacters(printable(String.join("\n", results.notes())));
      xml.writeEndElement();
      xml.writeEmptyElement("system-err");
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException("can't write " + file + ": " + e.getMessage(), e);
    }
  }

  private static void describe(Results results, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeAttribute("name", "conformance");
    xml.writeAttribute("package", "dev.ghbilling");
    xml.writeAttribute("id", "0");
    xml.writeAttribute("hostname", "localhost");
    xml.writeAttribute("tests", Integer.toString(results.all().size()));
    xml.writeAttribute("failures", Long.toString(results.count(Outcome.FAILED)));
    xml.writeAttribute("errors", Long.toString(results.count(Outcome.COULD_NOT_RUN)));
    xml.writeAttribute(
        "skipped",
        Long.toString(
            results.count(Outcome.WARNED)
                + results.count(Outcome.NOT_RUN)
                + results.count(Outcome.NOT_APPLICABLE)
                + results.count(Outcome.KNOWN_FAILING)));
    xml.writeAttribute("time", seconds(results.took()));
    xml.writeAttribute("timestamp", TIMESTAMP.format(results.began()));
    xml.writeStartElement("properties");
    xml.writeEmptyElement("property");
    xml.writeAttribute("name", "server");
    xml.writeAttribute("value", printable(results.server()));
    xml.writeEndElement();
  }

  private static void write(Result result, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", result.check().operationId());
    xml.writeAttribute("name", result.id());
    xml.writeAttribute("time", seconds(result.took()));
    switch (result.outcome()) {
      case PASSED -> {}
      case FAILED -> outcome("failure", result, xml);
      case COULD_NOT_RUN -> outcome("error", result, xml);
      case WARNED, NOT_APPLICABLE, KNOWN_FAILING, NOT_RUN -> outcome("skipped", result, xml);
    }
    xml.writeEndElement();
  }

  private static void outcome(String element, Result result, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute("message", result.outcome() + ": " + printable(result.message()));
    if (!element.equals("skipped")) {
      xml.writeAttribute("type", result.outcome().toString());
      xml.writeCharacters(
          printable(result.message())
              + "\nclause: "
              + result.check().clause()
              + "\ngrade: "
              + result.check().grade());
    }
    xml.writeEndElement();
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
  }

  /** Replaces characters that XML can't contain: messages may quote a server. */
  private static String printable(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
