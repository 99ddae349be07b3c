package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerCommandTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2025-12-10T12:00:00Z"), ZoneOffset.UTC);
  private static final String BILL =
      """
      date,product,sku,quantity,net_amount,gross_amount,username
      2025-10-01,actions,actions_linux,2,0.10,0.3,ann
      2025-10-02,actions,actions_linux,1,9.4086E-05,0.1,ann
      """;

  @TempDir private Path folder;

  @Test
  void sync_sandbox_thenStatusAgrees() throws Exception {
    try (Sandbox sandbox =
        Sandbox.builder()
            .asObserved(true)
            .usageItems(730)
            .clock(NOW)
            .exportDelay(Duration.ZERO)
            .start()) {
      CliRun sync =
          CliRun.at(
              NOW,
              CliRun.environment(sandbox),
              command("sync", "--since", "2025-11-01", "--types", "detailed", "--format", "json"));
      CliRun status = run("status", "--format", "json");

      assertThat(sync.status()).as(sync.err()).isZero();
      assertThat(sync.errorLines())
          .hasSize(2)
          .allMatch(line -> line.matches("detailed 2025-1[12]-01 to .*: [0-9]+ days, [0-9]+ rows"));
      assertThat(json(sync).path("landed").findValuesAsText("from"))
          .containsExactly("2025-11-01", "2025-12-01");
      JsonNode november = json(status).path("months").get(0);
      assertThat(november.path("days").asInt()).isEqualTo(30);
      assertThat(november.path("net_difference").decimalValue()).isZero();
      assertThat(json(status).at("/account/name").asText()).isEqualTo(sandbox.enterprise());
    }
  }

  @Test
  void status_table_saysWhoseItIsAndHowItCompares() throws Exception {
    importBill();

    CliRun status = run("status", "--all");

    assertThat(status.out())
        .containsPattern("2025-10 +detailed +2 +0 +29 +0 +2 +0.4 +0 +0.100094086 ");
    assertThat(status.err()).contains("2025-10: net 0.100094086; GitHub's own sum isn't known.");
  }

  @Test
  void query_eachFormat_isExact() throws Exception {
    importBill();
    String sql = "SELECT billing_month, sum(net_amount) AS net, NULL AS none FROM bill GROUP BY 1";

    assertThat(json(run("query", sql, "--format", "json")).path("rows").get(0))
        .isEqualTo(
            ApiJson.mapper()
                .createObjectNode()
                .put("billing_month", "2025-10")
                .put("net", new BigDecimal("0.100094086"))
                .putNull("none"));
    assertThat(run("query", sql, "--format", "csv").out())
        .isEqualTo("billing_month,net,none\n2025-10,0.100094086,\n");
    assertThat(run("query", sql, "--format", "markdown").out()).contains("| 0.100094086 |");
    assertThat(run("query", sql).out()).containsPattern("2025-10 +0.100094086");
  }

  @Test
  @Regression(
      input = "a query of cost_center_name, as a table",
      before = "a heading of three lines, cost, center and name",
      now = "the column's name, as in csv")
  void query_asATable_hasTheColumnsNames() throws Exception {
    importBill();
    String sql = "SELECT 1 AS cost_center_name, {'k': 2} AS \"Of All\", 'x' AS netAmount";

    assertThat(run("query", sql).out().lines())
        .first()
        .asString()
        .matches("cost_center_name +netAmount +Of All\\.k");
  }

  @Test
  @Regression(
      input = "SELECT landed_at FROM landed, on a machine in Berlin",
      before = "the time in the machine's zone, without saying so",
      now = "the time in UTC, with a Z")
  void query_times_areInUtc() throws Exception {
    importBill();
    String sql =
        "SELECT TIMESTAMP '2026-03-29 02:30:00' AS gap, TIMESTAMPTZ '2026-03-29 02:30:00.5+02:00' AS zone, NULL::TIMESTAMP AS none, DATE '2026-03-29' AS day";

    assertThat(run("query", sql, "--format", "csv").out())
        .isEqualTo(
            "gap,zone,none,day\n2026-03-29T02:30:00Z,2026-03-29T00:30:00.500Z,,2026-03-29\n");
  }

  @Test
  @Regression(
      input = "a LIST, a MAP, a STRUCT or a BLOB in a query's result",
      before = "DuckDB's text of it in JSON, or the name of a Java class",
      now = "JSON of it, and Base64")
  void query_nestedValues_areJson() throws Exception {
    importBill();
    String sql =
        "SELECT [1.50, NULL] AS l, MAP {'k': DATE '2026-03-29'} AS m, {'a': 'b', 'n': [true]} AS s, 'ab'::BLOB AS b, [TIMESTAMP '2026-03-29 02:30:00'] AS t";

    CliRun query = run("query", sql, "--format", "json");

    assertThat(query.status()).as(query.err()).isZero();
    assertThat(json(query).path("rows").get(0))
        .isEqualTo(
            ApiJson.mapper()
                .readTree(
                    "{\"l\": [1.5, null], \"m\": {\"k\": \"2026-03-29\"}, \"s\": {\"a\": \"b\", \"n\": [true]}, \"b\": \"YWI=\", \"t\": [\"2026-03-29T02:30:00Z\"]}"));
    assertThat(run("query", sql, "--format", "csv").out())
        .isEqualTo("l,b,t,m.k,s.a,s.n\n1.5 null,YWI=,2026-03-29T02:30:00Z,2026-03-29,b,true\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query|SELECT sum(net_amount), any_value(sku) FROM bill",
        "report|--month|2025-10|--format|csv",
        "check|--budget|5|--month|2025-10",
        "export|--to|csv|--output|FOLDER/out.csv",
        "status",
      })
  @Regression(
      input = "a Parquet file with a damaged page",
      before = "\"Invalid Input Error: Invalid result set\"",
      now = "the file, and that sync makes it anew")
  void read_damagedPage_namesTheFileAndTheRemedy(String command) throws Exception {
    importBill();
    Path parquet;
    try (Stream<Path> files = Files.walk(folder)) {
      parquet =
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(parquet);
    Arrays.fill(bytes, 4, 300, (byte) 0xff);
    Files.write(parquet, bytes);
    String[] words = command.replace("FOLDER", folder.toString()).split("\\|");

    CliRun run = run(words);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains(parquet + " is missing or was changed: sync the ledger, which makes it anew");
  }

  @Test
  @Regression(
      input = "--from-files one.csv,two.csv",
      before = "the store can't be changed, followed by this name",
      now = "wrong usage")
  void sync_filesWithACommaBetween_isWrongUsage() {
    CliRun sync = run("sync", "--from-files", "one.csv,two.csv");

    assertThat(sync.status()).isEqualTo(2);
    assertThat(sync.err())
        .contains("--from-files: there is no file one.csv,two.csv; blanks are between several");
  }

  @Test
  @Regression(
      input = "two statements in one query",
      before = "the result of the last one, as if it was all",
      now = "an error")
  void query_severalStatements_areRefused() throws Exception {
    importBill();

    CliRun query = run("query", "SELECT sum(net_amount) FROM bill; SELECT 99;");

    assertThat(query.status()).isEqualTo(2);
    assertThat(query.out()).isEmpty();
    assertThat(query.err()).contains("a query must be one statement");
    assertThat(run("query", "SELECT 99;").status()).isZero();
  }

  @Test
  @Regression(
      input = "a sync whose process is asked to end, as by Ctrl-C",
      before = "it ended without a word",
      now = "it says that what has landed is kept, and how to continue")
  void sync_terminated_saysHowToContinue() throws Exception {
    TerminatedRun terminated = new TerminatedRun();
    try (RecordingServer server = new RecordingServer().respondWith(terminated.response())) {
      CliRun run = terminated.of(CliRun.environment(server.baseUrl()), command("sync"));

      assertThat(run.err())
          .contains(
              "ghbilling: interrupted; what has landed is kept: run the same command again to continue");
      assertThat(run.status()).isNotZero();
    }
  }

  @Test
  @Regression(
      input = "a file that has a header and no rows",
      before = "the store has its days already",
      now = "it has no rows")
  void sync_fileWithoutRows_saysSo() throws Exception {
    Path file =
        Files.writeString(folder.resolve("head.csv"), BILL.lines().findFirst().get() + "\n");

    CliRun sync = run("sync", "--from-files", file.toString());

    assertThat(sync.status()).as(sync.err()).isZero();
    assertThat(sync.err()).contains("head.csv: it has no rows").doesNotContain("already");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY bill TO 'DIR/other.csv'",
        "COPY (SELECT 1) TO 'PARQUET' (FORMAT parquet, USE_TMP_FILE false)",
        "SELECT 1; COPY (SELECT 1) TO 'PARQUET' (FORMAT parquet, USE_TMP_FILE false)",
        "SELECT * FROM read_csv('DIR/bill.csv')",
        "SELECT content FROM read_text('DIR/store/manifest.json')",
        "FROM 'DIR/bill.csv'",
        "ATTACH 'DIR/other.db'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "CREATE TABLE a (b INT)",
        "EXPORT DATABASE 'DIR/out'"
      })
  @Regression(
      input = "a query that names a file, or writes into the ledger's own Parquet file",
      before = "DuckDB reads and writes whatever the user may",
      now = "an error, and every file stays as it was")
  void query_thatReachesOut_isRefused(String sql) throws Exception {
    importBill();
    List<String> before = files();
    String parquet =
        before.stream().filter(file -> file.contains(".parquet")).findFirst().orElseThrow();

    CliRun query =
        run(
            "query",
            sql.replace("DIR", folder.toString())
                .replace("PARQUET", parquet.substring(0, parquet.indexOf(' '))));

    assertThat(query.status()).isEqualTo(2);
    assertThat(query.errorLines()).hasSize(1);
    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ledger sync --from-files a.csv|--store=DIR is required",
        "ledger sync --store s --types usage|must be one of detailed, summarized, premium_request, ai_credit, was usage",
        "ledger sync --store s --types x|must be one of detailed, summarized",
        "ledger sync --store s --from-files a.csv --since 2025-01-01|--from-files excludes --since and --settling-days",
        "ledger sync --store s --from-files a.csv --settling-days 9|--from-files excludes --since and --settling-days",
        "ledger sync --store s --settling-days -1|--settling-days must not be negative, was -1",
        "ledger query --store s --memory 1 x|must be a size such as 512MB or 4GB, was 1"
      })
  void arguments_invalid_areStatus2(String arguments, String message) {
    CliRun run = CliRun.with(Map.of(), arguments.split(" "));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(Path.of("s")).doesNotExist();
  }

  @Test
  void status_withoutLedger_isStatus1() {
    CliRun status = run("status");

    assertThat(status.status()).isEqualTo(1);
    assertThat(status.err()).isEqualTo("ghbilling: there is no ledger in " + store() + "\n");
    assertThat(store()).doesNotExist();
  }

  @Regression(
      input = "status of a ledger of which a landed file was changed",
      before = "a number in a column, exit 0",
      now = "the file's path, exit 1")
  @Test
  void status_changedLandedFile_isNamedWithStatus1() throws Exception {
    importBill();
    String landed =
        json(run("query", "SELECT path FROM landed", "--format", "json"))
            .at("/rows/0/path")
            .asText();
    Files.writeString(store().resolve(landed), "changed");

    CliRun status = run("status");

    assertThat(status.status()).isEqualTo(1);
    assertThat(status.out()).containsPattern("detailed +2025-10-01 +2025-10-02 +2 +0 +29 +2 ");
    assertThat(status.err()).contains("landed files are missing or were changed: " + landed);
  }

  private void importBill() throws Exception {
    Path bill = Files.writeString(folder.resolve("bill.csv"), BILL);
    CliRun sync = run("sync", "--from-files", bill.toString());
    assertThat(sync.status()).as(sync.err()).isZero();
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file + " " + file.toFile().length() + " " + file.toFile().lastModified())
          .sorted()
          .toList();
    }
  }

  private Path store() {
    return folder.resolve("store");
  }

  private CliRun run(String... arguments) {
    return CliRun.at(
        Clock.fixed(Instant.parse("2025-10-31T12:00:00Z"), ZoneOffset.UTC),
        Map.of(),
        command(arguments));
  }

  private String[] command(String... arguments) {
    return Stream.of(
            Stream.of("ledger", arguments[0], "--store", store().toString()),
            Stream.of(arguments).skip(1))
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  private static JsonNode json(CliRun run) throws Exception {
    return ApiJson.mapper().readTree(run.out());
  }
}
