package dev.ghbilling.conformance.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.conformance.fixture.StubServer;
import dev.ghbilling.conformance.internal.check.Baseline;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.run.TokenRedaction;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class JUnitReportTest {
  private static final Results RESULTS =
      new Results(
          "enterprise octo-enterprise at https://api.github.com",
          Instant.parse("2026-10-31T23:59:59.900Z"),
          Duration.ofMillis(61_005),
          List.of(
              result("passed", Verdict.passed()),
              result("failed", Verdict.failed("GET /\u0000<&>\n", "\"200\"", "\u001b[31m]]>")),
              result("known", new Verdict(Outcome.KNOWN_FAILING, "known", "", "")),
              result("warned", Verdict.failed("HEAD /", "HTTP 200", "HTTP 501").as(Outcome.WARNED)),
              result("away", Verdict.notApplicable("there is none")),
              result("stuck", Verdict.couldNotRun("the rate limit is used up"))),
          0,
          List.of(),
          0,
          Baseline.EMPTY,
          List.of("the cost centers could not be restored"),
          new TokenRedaction(List.of(), "https://api.github.com"));

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("junit.xml");
    JUnitReport.write(RESULTS, file);
  }

  @Test
  void write_anyOutcomes_isValidAgainstTheSchema() {
    assertThatCode(
            () ->
                SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(JUnitReportTest.class.getResource("junit.xsd"))
                    .newValidator()
                    .validate(new StreamSource(file.toFile())))
        .as(file.toString())
        .doesNotThrowAnyException();
  }

  @Test
  void write_anyOutcomes_countsThem() throws Exception {
    Element suite = elements("testsuite").get(0);

    assertThat(suite.getAttribute("tests")).isEqualTo("6");
    assertThat(elements("testcase")).hasSize(6);
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(elements("failure")).hasSize(1);
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(elements("error")).hasSize(1);
    assertThat(suite.getAttribute("skipped")).isEqualTo("3");
    assertThat(elements("skipped")).hasSize(3);
  }

  @Test
  void write_failedCheck_containsMessageAndClause() throws Exception {
    Element failure = elements("failure").get(0);

    assertThat(failure.getParentNode())
        .isInstanceOfSatisfying(
            Element.class, test -> assertThat(test.getAttribute("name")).isEqualTo("get/failed"));
    assertThat(failure.getAttribute("type")).isEqualTo("failed");
    assertThat(failure.getAttribute("message"))
        .startsWith("failed: GET /?<&>")
        .endsWith("expected \"200\", got ?[31m]]>");
    assertThat(failure.getTextContent()).endsWith("\nclause: /paths/failed\ngrade: contract");
  }

  @Test
  void write_durations_areInSeconds() throws Exception {
    Element suite = elements("testsuite").get(0);

    assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-10-31T23:59:59");
    assertThat(suite.getAttribute("time")).isEqualTo("61.005");
    assertThat(elements("testcase"))
        .extracting(test -> test.getAttribute("time"))
        .containsOnly("0.025");
  }

  @Test
  void write_notes_areInSystemOut() throws Exception {
    assertThat(elements("system-out").get(0).getTextContent())
        .isEqualTo("the cost centers could not be restored");
  }

  @Test
  void write_realRun_hasTheCountsOfTheJsonReport() throws Exception {
    Path report = Files.createDirectory(folder.resolve("run"));
    try (StubServer server = StubServer.always(200, "{}")) {
      CommandRun.run(server.url(), "--include", "getActions*", "--report", report.toString());
    }

    file = report.resolve("junit.xml");
    assertThat(elements("failure")).isNotEmpty().hasSameSizeAs(CommandRun.ids(report, "failed"));
    assertThat(elements("skipped"))
        .hasSize(
            CommandRun.ids(report, "not-applicable").size()
                + CommandRun.ids(report, "warned").size());
    assertThat(elements("testcase"))
        .extracting(test -> Double.parseDouble(test.getAttribute("time")))
        .allSatisfy(time -> assertThat(time).isNotNegative());
  }

  private static Result result(String id, Verdict verdict) {
    Check check = new Check("get/" + id, "get", "/paths/" + id, false, context -> verdict);
    return new Result(check, verdict, List.of(), Duration.ofMillis(25));
  }

  private List<Element> elements(String name) throws Exception {
    NodeList found =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}
