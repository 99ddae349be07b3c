package dev.ghbilling.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.Regression;
import java.io.BufferedReader;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds the history that the sandbox makes on to other programs. */
class LedgerFeedTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private static Path folder;

  @BeforeAll
  static void sync() {
    try (Sandbox sandbox =
        Sandbox.builder().history(24).clock(NOW).exportDelay(Duration.ZERO).start()) {
      CliRun sync =
          CliRun.at(
              NOW,
              CliRun.environment(sandbox),
              command("sync", "--since", "2026-09-01", "--types", "detailed"));
      assertThat(sync.status()).as(sync.err()).isZero();
    }
  }

  private static String[] command(String name, String... arguments) {
    return Stream.concat(
            Stream.of("ledger", name, "--store", folder.resolve("ledger").toString()),
            Stream.of(arguments))
        .toArray(String[]::new);
  }

  private static CliRun run(String name, String... arguments) {
    return CliRun.at(NOW, Map.of(), command(name, arguments));
  }

  private static JsonNode json(CliRun run) throws Exception {
    return ApiJson.mapper().readTree(run.out());
  }

  private static BigDecimal net(String month) throws Exception {
    return json(run(
            "query",
            "SELECT sum(net_amount) AS net FROM bill WHERE billing_month = '" + month + "'",
            "--format",
            "json"))
        .at("/rows/0/net")
        .decimalValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-10", "last"})
  void export_focus_sumsUpToTheBill(String month) throws Exception {
    Path file = folder.resolve("focus.csv");

    CliRun run = run("export", "--to", "focus", "--month", month, "--output", file.toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).isEmpty();
    List<String> lines = Files.readAllLines(file);
    assertThat(run.err()).contains("Saved %d rows to %s".formatted(lines.size() - 1, file));
    assertThat(lines.get(0)).startsWith("BilledCost,BillingAccountId,").contains(",ProviderName,");
    assertThat(
            lines.stream()
                .skip(1)
                .map(line -> new BigDecimal(line.substring(0, line.indexOf(','))))
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(net("2026-10"));
  }

  @ParameterizedTest
  @CsvSource({
    "--to focus --focus-version 1.1, 'must be one of 1.2, 1.3, 1.4, was 1.1'",
    "--to xml, 'must be one of focus, parquet, csv, was xml'",
    "--to csv --month 2026-10 --since 2026-10-01, --month excludes --since and --until",
    "--to csv --since 2026-10-02 --until 2026-10-01, --until must not be before --since",
  })
  void export_wrongUsage_isReported(String arguments, String message) {
    CliRun run = run("export", (arguments + " --output /nowhere/x.csv").split(" "));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "/nowhere/x.csv, there is no folder /nowhere",
    "/proc/x, no such file or folder",
  })
  @Regression(
      input = "ledger export --output /proc/x",
      before = "\"LEDGER can't be read: IO Error: ...\"",
      now = "the output can't be written, exit 1")
  void export_unwritable_isStatus1AndNamesTheOutput(String file, String reason) {
    CliRun run = run("export", "--to", "csv", "--output", file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("ghbilling: --output can't be written: %s: %s\n".formatted(file, reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "focus"})
  @Regression(
      input = "ledger export to a disk that is full",
      before = "\"LEDGER can't be read: IO Error: Async write failed ...\"",
      now = "the output can't be written, exit 1")
  void export_fullDisk_namesTheOutput(String format) throws Exception {
    Path mount = Files.createDirectories(folder.resolve("full"));
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-rm",
                "bash",
                "-c",
                "mount -t tmpfs -o size=4k tmpfs \"$0\" && exec \"$@\"",
                mount.toString()));
    Path file = mount.resolve("x");
    ProcessBuilder program =
        ChildJvm.of(GhbillingMain.class)
            .process(command("export", "--to", format, "--output", file.toString()));
    command.addAll(program.command());

    Process process = program.command(command).redirectErrorStream(true).start();

    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo(
            "ghbilling: --output can't be written: %s: No space left on device\n".formatted(file));
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  @Regression(
      input = "ledger export --month 2023-01, report --month 2023-01",
      before = "\"Saved 0 rows\", \"Saved\"",
      now = "also that no day is known, and which days are")
  void period_beforeTheLedger_isNoted() {
    String note =
        "No day of this period is known: the ledger has days from 2026-09-01 to 2026-11-28.";
    String file = folder.resolve("old").toString();

    CliRun export = run("export", "--to", "csv", "--month", "2023-01", "--output", file);
    CliRun report = run("report", "--month", "2023-01", "--output", file);

    assertThat(export.errorLines()).hasSize(2).contains(note);
    assertThat(report.errorLines()).hasSize(2).contains(note);
    assertThat(List.of(export.status(), report.status())).containsOnly(0);
    assertThat(run("export", "--to", "csv", "--month", "2026-11", "--output", file).errorLines())
        .hasSize(1);
  }

  @Test
  void query_wrongStatement_isWrongUsage() {
    CliRun run = run("query", "SELEC 1");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("ghbilling: the statement failed: Parser Error: ");
  }

  @Test
  @Regression(
      input = "ledger metrics on a port that is in use",
      before = "127.0.0.1:9464 can't be listened at: Address already in use",
      now = "another program uses the port")
  void metrics_portInUse_isSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();

      assertThat(run("metrics", "--listen", address).err())
          .isEqualTo(
              "ghbilling: can't listen on %s: another program uses the port\n".formatted(address));
    }
  }

  @Test
  @Regression(
      input = "ledger status of two years",
      before = "a line for each type and month, 150 columns wide",
      now = "a line for each type, and the latest months' totals; the others on request")
  void status_overview_hasALineForEachType() throws Exception {
    CliRun status = run("status");

    assertThat(status.out())
        .containsPattern("detailed +2026-09-01 +2026-11-28 +88 +85 +2 +2026-11-29")
        .doesNotContain("2026-10 ");
    assertThat(status.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(status.err()).contains("2026-10: net ", "Add --month YYYY-MM or --all");
    assertThat(run("status", "--all").out()).contains("2026-10 ", "2026-09 ");
    assertThat(run("status", "--month", "2026-10").out())
        .contains("2026-10 ")
        .doesNotContain("2026-09 ");
    assertThat(json(run("status", "--format", "json")).path("months").size()).isGreaterThan(2);
  }

  @Test
  @Regression(
      input = "export --enterprise other, from the ledger of an enterprise",
      before = "its bill, with the other enterprise as the one that is billed",
      now = "wrong usage")
  void export_anotherAccount_isRefused() {
    CliRun run =
        run(
            "export",
            "--to",
            "focus",
            "--enterprise",
            "other",
            "--output",
            folder.resolve("other.csv").toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("--enterprise is for a ledger of files; this one is of the enterprise octo-ent");
    assertThat(folder.resolve("other.csv")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "--enterprise other, 2, '--enterprise must name the ledger''s account, which is the enterprise octo-enterprise at 127.0.0.1; was other'",
    "--org octo-enterprise, 2, '--org must name the ledger''s account'",
    "--enterprise octo-enterprise, 0, ''",
  })
  @Regression(
      input = "report --store --enterprise other",
      before = "the bill of the store's account, as if the option wasn't there",
      now = "wrong usage")
  void report_anotherAccount_isRefused(String option, int status, String message) {
    CliRun run = run("report", ("--month 2026-10 --format csv " + option).split(" "));

    assertThat(run.status()).as(run.err()).isEqualTo(status);
    assertThat(run.err()).contains(message);
  }

  @Test
  void check_underAndOverTheBudget_printsOneDocument() throws Exception {
    BigDecimal net = net("2026-11");
    String twice = net.add(net).toPlainString();

    CliRun under = run("check", "--budget", twice);
    CliRun over = run("check", "--budget", twice, "--fail-over", "49.9%");
    CliRun projected =
        run("check", "--budget", net.toPlainString(), "--forecast", "--fail-over", "101%");

    assertThat(under.status()).as(under.err()).isZero();
    assertThat(json(under).path("status").asText()).isEqualTo("ok");
    assertThat(json(under).path("spent").decimalValue()).isEqualByComparingTo(net);
    assertThat(json(under).path("spent_percent").decimalValue()).isEqualByComparingTo("50");
    assertThat(json(under).path("newest_known_day").asText()).isEqualTo("2026-11-28");
    assertThat(over.status()).isEqualTo(1);
    assertThat(json(over).path("status").asText()).isEqualTo("over");
    assertThat(over.err()).contains(json(over).path("text").asText());
    assertThat(projected.status()).isEqualTo(1);
    assertThat(json(projected).path("status").asText()).isEqualTo("projected_over");
    assertThat(json(projected).path("projected").decimalValue()).isGreaterThan(net);
  }

  @Test
  @Regression(
      input = "check --billing-day 30 on the 29th, with the budget overspent",
      before = "the cycle that begins tomorrow: nothing is spent, exit 0",
      now = "the running cycle, exit 1")
  void check_billingDayLaterThanToday_isOfTheRunningCycle() throws Exception {
    CliRun run = run("check", "--budget", "1", "--billing-day", "30");

    assertThat(run.status()).isEqualTo(1);
    assertThat(json(run).path("status").asText()).isEqualTo("over");
    assertThat(json(run).path("first_day").asText()).isEqualTo("2026-10-30");
  }

  @ParameterizedTest
  @CsvSource({
    "--month last, 2026-10-01",
    "--month this, 2026-11-01",
    "--month last --billing-day 30, 2026-09-30"
  })
  void check_monthByName_isRelativeToTheRunningCycle(String options, String first)
      throws Exception {
    CliRun run = run("check", ("--budget 1 " + options).split(" "));

    assertThat(json(run).path("first_day").asText()).as(run.err()).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "--budget 1 --month 2026-12, --month must not be in the future",
    "--budget 1 --month 2026-11 --billing-day 30, the cycle begins on 2026-11-30",
    "--budget 0, --budget must be over 0",
    "--budget 1 --fail-over 0, --fail-over must be over 0",
    "--budget 1 --max-age -1, --max-age must not be negative",
  })
  void check_wrongUsage_isReported(String arguments, String message) {
    CliRun run = run("check", arguments.split(" "));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
  }

  @Test
  void check_monthWithoutAKnownDay_fails() throws Exception {
    CliRun run = run("check", "--budget", "5000", "--month", "2026-08");

    assertThat(run.status()).isEqualTo(1);
    assertThat(json(run).path("status").asText()).isEqualTo("unknown");
    assertThat(run.err())
        .contains("no day is known; missing are 31 days from 2026-08-01 to 2026-08-31");
  }

  @ParameterizedTest
  @CsvSource({
    // Of Friday the 27th, nothing had arrived when the ledger was synced.
    "2026-12-03, , ''",
    "2026-12-04, , 2026-11-27",
    "2026-12-06, , 2026-11-27 2026-11-29",
    "2026-12-01, 1, 2026-11-27 2026-11-29 2026-11-30",
  })
  @Regression(
      input = "a ledger that nothing has been added to for over a week",
      before = "ok, exit 0, as long as one day of the month is known",
      now = "unknown, exit 1, with the missing days")
  void check_dayMissingForTooLong_fails(String today, @Nullable String maxAge, String missing)
      throws Exception {
    String[] options = maxAge == null ? new String[0] : new String[] {"--max-age", maxAge};
    CliRun run =
        CliRun.at(
            Clock.fixed(Instant.parse(today + "T12:00:00Z"), ZoneOffset.UTC),
            Map.of(),
            Stream.of(
                    Stream.of(command("check", "--budget", "90000", "--month", "2026-11")),
                    Stream.of(options))
                .flatMap(each -> each)
                .toArray(String[]::new));

    assertThat(run.status()).as(run.err()).isEqualTo(missing.isEmpty() ? 0 : 1);
    assertThat(json(run).path("status").asText()).isEqualTo(missing.isEmpty() ? "ok" : "unknown");
    assertThat(json(run).path("text").asText()).contains("known through 2026-11-28");
    assertThat(json(run).path("missing_days"))
        .extracting(JsonNode::asText)
        .containsExactly(missing.isEmpty() ? new String[0] : missing.split(" "));
  }

  @Test
  @Regression(
      input = "check on a folder without a ledger, whose document is posted to a webhook",
      before = "no document: an empty body is posted, and nobody learns of it",
      now = "a document whose status is unknown")
  void check_ledgerThatCannotBeRead_printsADocumentToo() throws Exception {
    CliRun run =
        CliRun.at(
            NOW, Map.of(), "ledger", "check", "--store", folder + "/none", "--budget", "5000");

    assertThat(run.status()).isEqualTo(1);
    assertThat(json(run).path("status").asText()).isEqualTo("unknown");
    assertThat(json(run).path("text").asText()).contains("there is no ledger in");
    assertThat(run.err()).contains("there is no ledger in");
  }

  /** In a process of its own, as a service manager would run it. */
  @Test
  @Timeout(120)
  void metrics_areServedUntilTerminated() throws Exception {
    Process process =
        ChildJvm.of(GhbillingMain.class)
            .process(command("metrics", "--listen", "127.0.0.1:0"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader()) {
      URI metrics = URI.create(out.readLine());
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());

      assertThat(metrics.getPath()).isEqualTo("/metrics");
      assertThat(response.body()).contains("ghbilling_ledger_up 1.0");
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as("128 + SIGTERM").isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--listen 127.0.0.1, must be HOST:PORT such as 127.0.0.1:9464",
    "--listen 127.0.0.1:65536, must be HOST:PORT such as 127.0.0.1:9464",
    "--by street, must be one of",
    "--budget 0, --budget must be over 0",
  })
  void metrics_wrongUsage_isReported(String arguments, String message) {
    CliRun run = run("metrics", arguments.split(" "));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void metrics_folderWithoutALedger_isReported() {
    CliRun run = CliRun.with(Map.of(), "ledger", "metrics", "--store", folder + "/none");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("there is no ledger");
  }
}
