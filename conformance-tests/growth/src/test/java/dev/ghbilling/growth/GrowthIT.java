package dev.ghbilling.growth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A copy of the repository whose contract grows by an operation, a parameter, a property, a value
 * and a status, by the files in {@code src/test/resources} alone. The commands that a person would
 * run are run there, and what they make is looked at.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrowthIT {
  private static final String OPERATION = "createBudgetAlert";
  private static final String GENERATED = "generated-client/target/generated-sources/openapi";
  private static final String SURFACE = "generated-client/api-surface.txt";
  private static final String POLYGLOT = "conformance-tests/polyglot";

  /**
   * The copy's own tests that hold for any contract. The build of the original runs all mutants;
   * the copy runs those of the operations that are added or changed, and one of each aspect of the
   * others.
   */
  private static final Map<String, List<String>> OWN_TESTS =
      Map.of(
          "spec/bundle", List.of("dev.ghbilling.spec.ContractTest"),
          "spec/sandbox", List.of("dev.ghbilling.sandbox.ContractResponsesTest"),
          "generated-client", List.of("dev.ghbilling.client.ApiSurfaceTest"),
          "customizations/sdk",
              List.of("dev.ghbilling.ContractUsesTest", "dev.ghbilling.EveryOperationTest"),
          "customizations/cli",
              List.of("dev.ghbilling.cli.CommandsTest", "dev.ghbilling.cli.output.GridTest"),
          "conformance-tests/suite",
              List.of(
                  "dev.ghbilling.conformance.internal.run.ChecksTest",
                  "dev.ghbilling.conformance.mutants.MutantsTest"),
          "conformance-tests/pact", List.of("dev.ghbilling.pact.SdkPactTest"));

  private static final String PACT_TESTS = "ContractCheckIT,SandboxPactIT";

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Copy copy =
      Copy.of(Path.of(System.getProperty("root.dir")), Path.of("target/copy").toAbsolutePath());
  private final List<String> surface = Files.readAllLines(copy.resolve(SURFACE));
  private final Finished built;

  GrowthIT() throws Exception {
    List<String> grown = new Growth(Path.of("src/test/resources")).applyTo(copy.resolve("spec"));
    copy.run("./ghbilling", "spec", "accept").well();
    built =
        copy.maven(
                "-Dtest="
                    + String.join(",", OWN_TESTS.values().stream().flatMap(List::stream).toList()),
                "-Dsurefire.failIfNoSpecifiedTests=false",
                "-Dit.test=" + PACT_TESTS,
                "-Dmutants.operations=" + String.join(",", grown),
                "-pl",
                "conformance-tests/testkit,customizations/ledger,"
                    + String.join(",", OWN_TESTS.keySet()),
                "verify")
            .well();
  }

  @Test
  void grow_contract_editsOnlySpecAndSurface() throws IOException {
    assertThat(copy.differences())
        .containsExactlyInAnyOrder(
            SURFACE,
            "spec/openapi.yaml",
            "spec/examples/createBudgetAlert.201.json",
            "spec/examples/createBudgetAlert.request.json");
  }

  @Test
  void generate_grownContract_hasMethodAndRecords() throws IOException {
    assertThat(generated("api/BudgetAlertsApi"))
        .contains(
            "POST /enterprises/{enterprise}/settings/billing/budgets/{budgetId}/alerts",
            "BudgetAlert createBudgetAlert(",
            "TypedResponse<BudgetAlert> createBudgetAlertWithHttpInfo(",
            "Tells people when a part of the budget is spent.");
    assertThat(generated("model/BudgetAlert")).contains("BigDecimal amount", "LocalDate createdOn");
    assertThat(generated("model/BudgetAlertRequest")).contains("List<String> recipients");
    assertThat(generated("model/BudgetAlertChannel")).contains("EMAIL", "WEB");
    assertThat(generated("api/BudgetAlertsApi"))
        .contains(
            "collectionFormat = CollectionFormat.CSV",
            "List<String> listBudgetAlertNames(",
            "void deleteBudgetAlert(",
            "BudgetAlertState updateBudgetAlert(");
    assertThat(generated("model/UpdateBudgetAlertRequest"))
        .contains("name, or alert_enabled is required");
    assertThat(generated("model/BudgetAlertState"))
        .contains("String kind", "String propertyClass", "Map<String, @Nullable Object> labels");
    assertThat(generated("api/UsageApi")).contains("Builder repositoryVisibility(");
    assertThat(generated("api/UsageReportExportsApi"))
        .contains(
            "UsageReportExportList listUsageReportExports(\n"
                + "      @Param(\"enterprise\") String enterprise,"
                + " @QueryMap ListUsageReportExportsQuery query);",
            "default UsageReportExportList listUsageReportExports(",
            "Builder status(");
    assertThat(generated("model/UsageItem")).contains("@Nullable String costCenterName");
    assertThat(generated("model/UsageReportType")).contains("BUDGET");
  }

  @Test
  void surface_grownContract_onlyGainsLines() throws IOException {
    List<String> grown = Files.readAllLines(copy.resolve(SURFACE));

    assertThat(grown)
        .contains(
            "BudgetAlertsApi.CreateBudgetAlertQuery.threshold \"threshold\" : @Nullable Integer",
            "BudgetAlert.amount \"amount\" : BigDecimal",
            "UsageItem.costCenterName \"costCenterName\" : @Nullable String",
            "UsageApi.GetUsageReportQuery.repositoryVisibility \"repository_visibility\" :"
                + " @Nullable String",
            "UsageReportExportsApi.ListUsageReportExportsQuery.status \"status\" : @Nullable"
                + " String",
            "UsageReportType.BUDGET : UsageReportType");
    assertThat(grown).containsAll(surface);
  }

  @Test
  void tests_ofTheCopy_wereRun() throws IOException {
    for (Map.Entry<String, List<String>> tests : OWN_TESTS.entrySet()) {
      for (String test : tests.getValue()) {
        assertThat(copy.text(tests.getKey() + "/target/surefire-reports/TEST-" + test + ".xml"))
            .containsPattern("<testsuite [^>]* tests=\"[1-9][0-9]*\" errors=\"0\"");
      }
    }
    assertThat(built.output())
        .contains("in dev.ghbilling.pact.ContractCheckIT", "in dev.ghbilling.pact.SandboxPactIT")
        .contains("Pact: no interaction for createBudgetAlert, because the SDK has no noun for it");
  }

  @Test
  void sandboxAndSuite_newOperation_serveAndCheckIt() throws Exception {
    Process sandbox =
        copy.process(
                java(),
                "-jar",
                "customizations/cli/target/ghbilling-cli.jar",
                "sandbox",
                "--token=token")
            .redirectErrorStream(false)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(sandbox.getInputStream(), UTF_8))) {
      String url = out.readLine();
      assertServed(url + "/enterprises/octo-enterprise/settings/billing");
      assertConforms(url);
    } finally {
      sandbox.destroy();
      sandbox.waitFor();
    }
  }

  private void assertServed(String billing) throws Exception {
    String documented = copy.text("spec/examples/createBudgetAlert.request.json");
    String alerts = billing + "/budgets/2066deda-923f-43f9-88d2-62395a28c0cdd/alerts";

    HttpResponse<String> response = post(alerts + "?threshold=100", documented);
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).contains("250.50");
    assertThat(json.readTree(response.body()))
        .isEqualTo(json.readTree(copy.text("spec/examples/createBudgetAlert.201.json")));

    // The listed status that comes closest.
    assertThat(post(alerts + "?threshold=0", documented).statusCode()).isEqualTo(422);
    assertThat(post(alerts + "?threshold=101", documented).statusCode()).isEqualTo(422);
    assertThat(post(alerts, "").statusCode()).isEqualTo(422);
    assertThat(post(alerts, "{\"amount\":1}").statusCode()).isEqualTo(422);
    HttpResponse<String> nowhere = post(billing + "/budgets/none/alerts", documented);
    assertThat(nowhere.statusCode()).isEqualTo(404);
    assertThat(json.readTree(nowhere.body()).path("message").asText()).isNotBlank();
  }

  private void assertConforms(String url) throws Exception {
    ProcessBuilder suite =
        copy.process(
            java(),
            "-jar",
            "conformance-tests/suite/target/ghbilling-conformance.jar",
            "--base-url",
            url,
            "--enterprise",
            "octo-enterprise",
            "--allow-writes",
            "--report",
            "target/report");
    suite.environment().put("GH_TOKEN", "token");
    Finished.of(suite).well();

    JsonNode report = json.readTree(copy.text("target/report/report.json"));
    assertThat(ids(report, OPERATION + "/", "passed"))
        .contains(
            OPERATION + "/status",
            OPERATION + "/example",
            OPERATION + "/property/amount",
            OPERATION + "/path/budget_id",
            OPERATION + "/query/threshold/minimum",
            OPERATION + "/query/threshold/maximum",
            OPERATION + "/body/missing",
            OPERATION + "/body/required/recipients");
    assertThat(ids(report, "", "passed"))
        .contains(
            "updateBudgetAlert/body/none",
            "updateBudgetAlert/example",
            "deleteBudgetAlert/status",
            "listBudgetAlertNames/example",
            "listBudgetAlertNames/query/channels/example");
    assertThat(ids(report, OPERATION + "/", "not-applicable"))
        .allMatch(id -> id.startsWith(OPERATION + "/permission"));
    assertThat(ids(report, "", "passed"))
        .contains(
            "getUsageReport/query/repository_visibility/example",
            "listUsageReportExports/query/status/example",
            "listUsageReportExports/selects/status");
    assertThat(ids(report, "", "not-applicable"))
        .contains("getUsageReport/property/usageItems[].costCenterName");
    assertThat(coverage(report))
        .contains(
            "operation createBudgetAlert POST"
                + " /enterprises/{enterprise}/settings/billing/budgets/{budget_id}/alerts true",
            "status createBudgetAlert 201 true",
            "status createBudgetAlert 404 true",
            "status createBudgetAlert 422 true",
            "parameter createBudgetAlert query threshold true",
            "bound createBudgetAlert threshold maximum 100 true",
            "property createBudgetAlert created_on true",
            "example createBudgetAlert createBudgetAlert.201.json true",
            "parameter getUsageReport query repository_visibility true",
            "parameter listUsageReportExports query status true",
            "property getUsageReport usageItems[].costCenterName false",
            "status getPackagesBilling 410 false");
    assertThat(copy.text("target/report/report.html")).contains(OPERATION + "/status");
  }

  private static List<String> ids(JsonNode report, String prefix, String outcome) {
    return report
        .path("checks")
        .valueStream()
        .filter(check -> check.path("outcome").asText().equals(outcome))
        .map(check -> check.path("id").asText())
        .filter(id -> id.startsWith(prefix))
        .toList();
  }

  private static List<String> coverage(JsonNode report) {
    return report
        .path("coverage")
        .valueStream()
        .map(
            row ->
                "%s %s %s %s"
                    .formatted(
                        row.path("kind").asText(),
                        row.path("operationId").asText(),
                        row.path("name").asText(),
                        row.path("exercised").asText()))
        .toList();
  }

  @Test
  void documentation_newOperation_containsIt() throws IOException {
    assertThat(copy.text("spec/bundle/target/classes/dev/ghbilling/spec/openapi.yaml"))
        .contains("operationId: \"" + OPERATION + "\"", "createBudgetAlert.201.json");
    assertThat(copy.text("spec/bundle/target/site/index.html"))
        .contains(OPERATION, "repository_visibility", "costCenterName");
  }

  /** Each language has a directory, and its generated client one of the same name in target. */
  @Test
  void clients_inEveryLanguage_haveTheMethod() throws Exception {
    copy.maven("-q", "-Ppolyglot", "-pl", POLYGLOT, "-am", "-DskipTests", "package").well();

    List<Path> languages = folders(copy.resolve(POLYGLOT));

    assertThat(languages).isNotEmpty();
    for (Path language : languages) {
      Path made = copy.resolve(POLYGLOT + "/target").resolve(language.getFileName().toString());
      assertThat(mentions(made, OPERATION)).as("files of %s with it", language).isNotEmpty();
    }
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(Files::isDirectory)
          .filter(folder -> !folder.endsWith("src") && !folder.endsWith("target"))
          .toList();
    }
  }

  /** Returns the files that contain the name in any language's spelling. */
  private static List<Path> mentions(Path folder, String name) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(GrowthIT::isSource).toList()) {
        String text = Files.readString(file).replace("_", "").toLowerCase(Locale.ROOT);
        if (text.contains(name.toLowerCase(Locale.ROOT))) {
          found.add(file);
        }
      }
    }
    return found;
  }

  /** Tells whether a file is neither a documented sample nor part of a library. */
  private static boolean isSource(Path file) {
    return Files.isRegularFile(file)
        && file.toString().matches(".*\\.(ts|py|go)")
        && !file.toString().matches(".*/(samples|node_modules|venv)/.*");
  }

  @Test
  void generator_templateChanged_runsAgain() throws Exception {
    String[] build = {"-q", "-pl", "generated-client", "-am", "process-classes"};
    Path template = copy.resolve("generated-client/templates/constant.mustache");
    String before = Files.readString(template);
    Map<String, FileTime> first = times();

    copy.maven(build).well();
    Map<String, FileTime> second = times();
    Files.writeString(
        template, before.replace("/** {{{description}}} */", "/** {{{description}}} As it is. */"));
    Finished changed = copy.maven(build);
    String regenerated = generated("model/UsageReportType");
    Files.writeString(template, before);
    copy.maven(build).well();

    assertThat(first).isNotEmpty();
    assertThat(second).isEqualTo(first);
    changed.well();
    assertThat(regenerated).contains("{@code detailed}. As it is.");
    assertThat(generated("model/UsageReportType")).doesNotContain("As it is.");
  }

  @Test
  void generator_afterAFailedRun_runsAgain() throws Exception {
    String[] build = {"-q", "-pl", "generated-client", "-am", "process-classes"};
    Path template = copy.resolve("generated-client/templates/api.mustache");
    String before = Files.readString(template);
    Set<String> whole = times().keySet();

    Files.writeString(template, "{{#withoutAnEnd}}");
    Finished failed = copy.maven(build);
    Files.writeString(template, before);
    copy.maven(build).well();

    assertThat(failed.exit()).isNotZero();
    assertThat(times().keySet()).isEqualTo(whole);
  }

  /** Returns the modification times of the generated sources and classes. */
  private Map<String, FileTime> times() throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    for (String folder : List.of(GENERATED, "generated-client/target/classes")) {
      try (Stream<Path> files = Files.walk(copy.resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          times.put(file.toString(), Files.getLastModifiedTime(file));
        }
      }
    }
    return times;
  }

  private String generated(String type) throws IOException {
    return copy.text(GENERATED + "/dev/ghbilling/client/" + type + ".java");
  }

  private HttpResponse<String> post(String url, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer token")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
