package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line against a server that behaves as the API has been observed to, beyond its
 * documents: the right result, or one clear line.
 */
class ObservedServerTest {
  private static final String COST_CENTER = "2eeb8ffe-6903-11ee-8c99-0242ac120002";

  @AutoClose
  private final Sandbox sandbox =
      Sandbox.builder().asObserved(true).exportDelay(Duration.ZERO).usageItems(3_000).start();

  @Test
  void actions_undocumentedRunners_printsThem() throws IOException {
    JsonNode actions = json("actions");

    assertThat(actions.path("minutes_used_breakdown").size()).isGreaterThan(3);
    assertThat(run("actions").out()).contains("minutes used breakdown");
  }

  @Test
  void packages_decimalQuantities_keepsAllDigits() throws IOException {
    assertThat(json("packages").toString()).contains("19.5361328125");
    assertThat(run("packages").out()).contains("19.5361328125");
  }

  @Test
  void usage_wholeYear_isTheSumOfItsMonths() throws IOException {
    int year = json("usage", "--year", "2025").path("usageItems").size();
    int months = 0;
    for (int month = 1; month <= 12; month++) {
      months +=
          json("usage", "--year", "2025", "--month", Integer.toString(month))
              .path("usageItems")
              .size();
    }

    assertThat(year).isEqualTo(months).isGreaterThan(2_000);
  }

  @Test
  void usage_groupedByDate_ignoresTheTimeOfDay() throws IOException {
    JsonNode groups =
        json("usage", "--year", "2025", "--month", "3", "--group-by", "date").path("groups");

    assertThat(groups.findValuesAsText("date")).isNotEmpty().allMatch(day -> day.length() == 10);
  }

  @Test
  void usage_groupedByMonth_hasOneGroupForEachMonth() throws IOException {
    JsonNode groups = json("usage", "--year", "2025", "--group-by", "month").path("groups");

    assertThat(groups.findValuesAsText("month"))
        .hasSize(12)
        .contains("2025-01", "2025-12")
        .doesNotHaveDuplicates();
  }

  @Test
  void usage_allCostCenters_isTheSumOfNoneAndEach() throws IOException {
    JsonNode all = json("usage", "--year", "2025", "--month", "3", "--all-cost-centers");
    JsonNode none = json("usage", "--year", "2025", "--month", "3");
    JsonNode center = json("usage", "--year", "2025", "--month", "3", "--cost-center", COST_CENTER);

    assertThat(all.path("usageItems").size())
        .isEqualTo(none.path("usageItems").size() + center.path("usageItems").size());
  }

  @Test
  void list_undocumentedProperties_areKept() throws IOException {
    assertThat(json("cost-centers", "list").toString()).contains("\"azure_subscription\":null");
    assertThat(json("exports", "list").toString()).contains("ai_credit", "failed");
  }

  @Test
  void addUsers_moreThanFitOneRequest_sendsSeveral() {
    String[] logins =
        Stream.concat(
                Stream.of("cost-centers", "add-users", COST_CENTER),
                IntStream.range(0, 60).mapToObj(number -> "user-" + number))
            .toArray(String[]::new);

    assertThat(run(logins).status()).isZero();
    assertThat(asked("addResourcesToCostCenter")).hasSize(2);
    assertThat(run("cost-centers", "list", "--format", "csv").out())
        .contains(",user-0\n")
        .contains(",user-59\n");
  }

  @Test
  void exportsCreate_rangeTooLong_printsOneLine() {
    assertOneLine(
        run(
            "exports",
            "create",
            "--type",
            "detailed",
            "--start",
            "2025-01-01",
            "--end",
            "2025-03-31"),
        "createUsageReportExport: HTTP 400");
    assertThat(asked("createUsageReportExport")).hasSize(1);
  }

  @Test
  void exportsCreate_anotherExportRunning_printsOneLine() {
    try (Sandbox busy =
        Sandbox.builder().asObserved(true).exportDelay(Duration.ofMinutes(1)).start()) {
      String create = "exports create --type detailed --end 2025-01-31 --start ";
      assertThat(CliRun.against(busy, (create + "2025-01-01").split(" ")).status()).isZero();

      CliRun second = CliRun.against(busy, (create + "2025-01-02").split(" "));

      assertThat(second.status()).isEqualTo(1);
      assertThat(second.errorLines()).singleElement().asString().contains("HTTP 409", "export");
    }
  }

  @Test
  void exportsCreate_sameExportRunning_takesItOver() {
    try (Sandbox busy =
        Sandbox.builder().asObserved(true).exportDelay(Duration.ofMinutes(1)).start()) {
      String[] create =
          "exports create --type detailed --start 2025-01-01 --end 2025-01-31 --format json"
              .split(" ");
      CliRun first = CliRun.against(busy, create);

      assertThat(CliRun.against(busy, create).out()).isEqualTo(first.out());
    }
  }

  @Test
  void exportsCreate_otherColumnOrder_downloadsReport(@TempDir Path folder) throws IOException {
    CliRun run =
        run(
            "exports",
            "create",
            "--type",
            "detailed",
            "--start",
            "2025-03-01",
            "--end",
            "2025-03-31",
            "--output",
            folder.toString());

    assertThat(run.status()).isZero();
    assertThat(sandbox.requests())
        .filteredOn(request -> request.origin() == RecordedRequest.Origin.STORAGE)
        .isNotEmpty()
        .allMatch(request -> request.authorizationScheme().isEmpty());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).singleElement().asString().endsWith(".csv");
    }
  }

  @Test
  void exportsCreate_expiredDownload_asksForNewUrl(@TempDir Path folder) {
    sandbox.faults().onDownload().next(1).inject(Fault.expiredDownload());

    assertThat(
            run(
                    "exports",
                    "create",
                    "--type",
                    "summarized",
                    "--start",
                    "2025-03-01",
                    "--end",
                    "2025-03-31",
                    "--output",
                    folder.toString())
                .status())
        .isZero();
    assertThat(folder).isNotEmptyDirectory();
  }

  @Test
  void actions_endpointRetired_printsOneLine() {
    sandbox
        .faults()
        .on("getActionsBilling")
        .everyCall()
        .inject(Fault.status(410, "This endpoint has been moved."));

    assertOneLine(
        run("actions"), "HTTP 410: This endpoint has been moved.", "this endpoint is retired");
  }

  @Test
  void costCentersList_missingScope_namesTheNeededToken() {
    sandbox
        .faults()
        .on("listCostCenters")
        .everyCall()
        .inject(
            Fault.status(404)
                .header("X-OAuth-Scopes", "repo")
                .header("X-Accepted-OAuth-Scopes", "manage_billing:enterprise"));

    assertOneLine(
        run("cost-centers", "list"),
        "HTTP 404",
        "classic with scope manage_billing:enterprise",
        "yours is classic",
        "scopes of yours: repo");
  }

  @Test
  void costCentersList_fineGrainedToken_namesTheNeededToken() {
    Map<String, String> environment = CliRun.environment(sandbox);
    environment.put("GITHUB_TOKEN", "github_pat_notreal");
    sandbox.faults().on("listCostCenters").everyCall().respondWith(404);

    assertOneLine(
        CliRun.with(environment, "cost-centers", "list"),
        "documented for tokens",
        "yours is fine-grained");
  }

  @Test
  void storage_transientFault_succeeds() {
    sandbox.faults().on("getSharedStorageBilling").next(2).respondWith(503);

    assertThat(run("storage").status()).isZero();
  }

  @Test
  void packages_retryAfter_waitsAndPrintsNote() {
    sandbox
        .faults()
        .on("getPackagesBilling")
        .next(1)
        .inject(Fault.secondaryLimit(403).retryAfter(Duration.ofSeconds(1)));

    CliRun run = run("packages");

    assertThat(run.status()).isZero();
    assertThat(run.errorLines())
        .containsExactly("ghbilling: waiting 1 s for the rate limit (getPackagesBilling)");
  }

  @Test
  void usage_exhaustedRateLimit_waitsAndPrintsNote() {
    sandbox
        .faults()
        .on("getUsageReport")
        .next(1)
        .inject(Fault.ownResponse().rateLimitReset(Duration.ofSeconds(2)));

    CliRun run = run("usage", "--year", "2025", "--month", "3", "--all-cost-centers");

    assertThat(run.status()).isZero();
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .matches("ghbilling: waiting [12] s for the rate limit \\(getUsageReport\\)");
  }

  @Test
  void packages_rateLimitBeyondDeadline_printsOneLine() {
    sandbox
        .faults()
        .on("getPackagesBilling")
        .everyCall()
        .inject(Fault.primaryLimit(429, Duration.ofMinutes(50)));

    assertOneLine(run("packages"), "HTTP 429", "the primary limit ends at ");
  }

  @Test
  void actions_htmlPageOfAProxy_printsOneLine() {
    sandbox.faults().on("getActionsBilling").everyCall().inject(Fault.htmlPage(200));

    assertOneLine(run("actions"), "getActionsBilling: HTTP 200 with text/html");
  }

  private CliRun run(String... arguments) {
    return CliRun.against(sandbox, arguments);
  }

  private JsonNode json(String... arguments) throws IOException {
    String[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--format", "json")).toArray(String[]::new);
    return ApiJson.mapper().readTree(run(all).out());
  }

  private List<RecordedRequest> asked(String operation) {
    return sandbox.requests().stream()
        .filter(request -> request.operationId().filter(operation::equals).isPresent())
        .collect(Collectors.toList());
  }

  private static void assertOneLine(CliRun run, String... parts) {
    assertThat(run.errorLines()).singleElement().asString().contains(parts);
    assertThat(run.err()).doesNotContain("Exception", "\tat ", CliRun.TOKEN);
    assertThat(run.status()).isEqualTo(1);
  }
}
