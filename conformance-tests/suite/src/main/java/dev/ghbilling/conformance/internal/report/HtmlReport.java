package dev.ghbilling.conformance.internal.report;

import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code report.html}, for people: a self-contained page around the JSON report. */
final class HtmlReport {
  private static final String PLACEHOLDER = "/*REPORT*/null";

  private HtmlReport() {}

  static void write(Results results, Path file) throws IOException {
    // Within a script element, only "<" can end the element or begin a comment.
    String json =
        ContractJson.MAPPER.writeValueAsString(JsonReport.of(results)).replace("<", "\\u003c");
    Files.writeString(file, template().replace(PLACEHOLDER, json));
  }

  private static String template() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.html")) {
      if (in == null) {
        throw new IllegalStateException("report.html is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
