package dev.ghbilling.conformance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}, for CI servers: what failed is a {@code failure}, what could not run an {@code
 * error}, all else that didn't pass is {@code skipped}.
 */
final class JUnitReport {
  private JUnitReport() {}

  static void write(Results results, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      XMLStreamWriter xml =
          XMLOutputFactory.newInstance().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", "conformance");
      xml.writeAttribute("tests", Integer.toString(results.all().size()));
      xml.writeAttribute("failures", Long.toString(results.count(Outcome.FAILED)));
      xml.writeAttribute("errors", Long.toString(results.count(Outcome.COULD_NOT_RUN)));
      xml.writeAttribute(
          "skipped",
          Long.toString(
              results.count(Outcome.NOT_APPLICABLE) + results.count(Outcome.KNOWN_FAILING)));
      for (Result result : results.all()) {
        write(result, xml);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException("can't write " + file + ": " + e.getMessage(), e);
    }
  }

  private static void write(Result result, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", result.check().operationId());
    xml.writeAttribute("name", result.id());
    switch (result.outcome()) {
      case PASSED -> {}
      case FAILED -> outcome("failure", result, xml);
      case COULD_NOT_RUN -> outcome("error", result, xml);
      case NOT_APPLICABLE, KNOWN_FAILING -> outcome("skipped", result, xml);
    }
    xml.writeEndElement();
  }

  private static void outcome(String element, Result result, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute("message", result.outcome() + ": " + printable(result.message()));
    if (!element.equals("skipped")) {
      xml.writeAttribute("type", result.outcome().toString());
      xml.writeCharacters("clause: " + result.check().clause());
    }
    xml.writeEndElement();
  }

  /** Without the characters that XML can't carry; a server's words are in these messages. */
  private static String printable(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
