package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options as people guess them, of the commands that show usage. */
class UsageOptionsTest {
  @RegisterExtension
  static final SandboxExtension generated =
      SandboxExtension.create(Sandbox.builder().usageItems(3_650));

  private static final Clock NOVEMBER =
      Clock.fixed(Instant.parse("2025-11-20T12:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "usage --last 7d,           usage --since 2025-11-14",
    "usage --last 2w,           usage --since 2025-11-07",
    "usage --last 3m,           usage --since 2025-09-01",
    "usage --last 1y,           usage --since 2024-12-01",
    "usage summary --last 3m,   usage summary --since 2025-09-01",
    "usage --month 2025-03,     usage --year 2025 --month 3",
    "usage --month last,        usage --month 2025-10",
    "usage --month this,        usage --month 2025-11",
    "usage summary --month last, usage summary --month 2025-10",
    "usage summary --month 2025-03, usage summary --year 2025 --month 3",
    "usage --year 2025 --group-by day, usage --year 2025 --group-by date"
  })
  void option_thatPeopleGuess_isTheSame(String guessed, String known, Sandbox sandbox) {
    CliRun run = run(sandbox, guessed);

    assertThat(run.out()).isEqualTo(run(sandbox, known).out()).contains("net");
    assertThat(run.status()).as(run.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --last 3                       | --last must be a number of days, weeks, months or years such as 7d, 2w, 3m or 1y, was 3
          --last 7d --since 2025-11-01   | --last can't be combined with another period: leave out one of them
          --last 7d --month 3            | --last can't be combined with another period: leave out one of them
          --month 2025-03 --year 2025    | --month already has a year: leave out --year
          --month last --year 2025       | --month already has a year: leave out --year
          --month 2025-3                 | --month must be a month such as 2026-10, this or last, was 2025-3
          --month next                   | --month must be a month such as 2026-10, this or last, was next
          --round 10                     | --round must be 0 to 9, was 10
          --top 0                        | --top must be at least 1, was 0
          --sort nett                    | --sort must be one of
          --sort net:down                | --sort must be a column such as netAmount, or a column with :asc or :desc, was net:down
          """)
  void option_thatIsWrong_isRefusedBeforeAnythingIsSent(
      String options, String message, Sandbox sandbox) {
    int before = sandbox.requests().size();

    for (String command : List.of("usage ", "usage summary ", "usage --group-by sku ")) {
      CliRun run = run(sandbox, command + options);

      assertThat(run.errorLines()).singleElement().asString().contains(message);
      assertThat(run.status()).isEqualTo(2);
    }
    assertThat(sandbox.requests()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "budgets list",
        "budgets users 1",
        "budgets check",
        "cost-centers list",
        "exports list"
      })
  void top_ofAList_isRefusedBeforeAnythingIsSent(String command, Sandbox sandbox) {
    int before = sandbox.requests().size();

    CliRun run = run(sandbox, command + " --top 0");

    assertThat(run.errorLines()).singleElement().asString().contains("--top must be at least 1");
    assertThat(run.status()).isEqualTo(2);
    assertThat(sandbox.requests()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"netAmount:desc", "net:desc", "NET-AMOUNT:DESC"})
  void sort_byAmount_ordersRowsAndTopTakesTheFirst(String column, Sandbox sandbox)
      throws IOException {
    CliRun run = run(sandbox, "usage --month 2025-03 --format json --top 5 --sort " + column);

    List<BigDecimal> net = net(run.out());
    List<BigDecimal> all = net(run(sandbox, "usage --month 2025-03 --format json").out());
    assertThat(net)
        .isEqualTo(all.stream().sorted(Comparator.reverseOrder()).limit(5).toList())
        .isEqualTo(net(run(sandbox, "usage --month 2025-03 --format json --top 5").out()));
    assertThat(run.errorLines()).containsExactly("Showing 5 of %d rows.".formatted(all.size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"usage", "usage summary", "usage ai-credits", "usage premium-requests"})
  void costCenter_byName_isTheSameAsById(String command, Sandbox sandbox) {
    String center = command + " --month 2025-03 --cost-center ";

    CliRun byName =
        CliRun.at(
            NOVEMBER,
            CliRun.environment(sandbox),
            Stream.concat(Stream.of(center.strip().split(" ")), Stream.of("another cost center"))
                .toArray(String[]::new));

    assertThat(byName.status()).as(byName.err()).isZero();
    assertThat(byName.out())
        .isEqualTo(run(sandbox, center + "3ffb9ffe-6903-11ee-8c99-0242ac120003").out());
  }

  @Test
  void sort_bySeveralColumns_putsRowsWithoutAValueLast(Sandbox sandbox) {
    List<String> rows =
        run(sandbox, "usage --month 2025-03 --format csv --sort repository,date:desc")
            .out()
            .lines()
            .skip(1)
            .toList();

    Comparator<String> order =
        Comparator.comparing((String row) -> repository(row).isEmpty())
            .thenComparing(UsageOptionsTest::repository)
            .thenComparing(row -> row.substring(0, 10), Comparator.reverseOrder());
    assertThat(rows).hasSizeGreaterThan(100).isSortedAccordingTo(order);
    assertThat(repository(rows.get(rows.size() - 1))).isEmpty();
  }

  @Test
  void sort_ofGroups_ordersThem_andTopAddsUpTheOthers(Sandbox sandbox) {
    List<String> lines =
        run(
                sandbox,
                "usage --year 2025 --group-by product --sort product:desc --top 2 --format csv")
            .out()
            .lines()
            .toList();

    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).startsWith("Packages,");
    assertThat(lines.get(2)).startsWith("GitHub Enterprise,");
    assertThat(lines.get(3)).matches("\\d+ others,.*");
  }

  @Test
  void top_ofASummary_showsTheSumOfTheOthers(Sandbox sandbox) {
    List<String> lines = run(sandbox, "usage summary --year 2025 --top 2").out().lines().toList();

    assertThat(lines.get(3)).startsWith("14 others ");
    assertThat(lines.get(4)).startsWith("total ");
    assertThat(lines.get(lines.size() - 1)).startsWith("2025: 16 items, ");
  }

  @ParameterizedTest
  @CsvSource({
    "--sort name:desc, octocat-org/server octocat-org/Hello-World",
    "--sort advanced --top 1, octocat-org/server",
    "--top 1, octocat-org/Hello-World"
  })
  void committers_sortAndTop_areOfRepositories(String options, String names, Sandbox sandbox)
      throws IOException {
    CliRun run = run(sandbox, "committers --format json " + options);

    assertThat(
            String.join(
                " ",
                ApiJson.mapper().readTree(run.out()).path("repositories").findValuesAsText("name")))
        .as(run.err())
        .isEqualTo(names);
  }

  @Test
  void committers_unknownColumn_isReported(Sandbox sandbox) {
    assertThat(run(sandbox, "committers --sort nett").err())
        .contains("--sort must be one of name, advanced_security_committers, was nett");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usage --month 2025-03",
        "usage --year 2025 --group-by sku",
        "usage summary --year 2025"
      })
  void round_amounts_isSaidInEachFormat(String command, Sandbox sandbox) {
    String rounded = command + " --round 2 ";

    assertThat(run(sandbox, rounded + "--format csv").out().lines().findFirst().orElseThrow())
        .contains("grossAmountRounded", "netAmountRounded")
        .doesNotContain("netAmount,");
    assertThat(run(sandbox, rounded + "--format json").out())
        .containsPattern("\"netAmountRounded\" : \\d+\\.\\d\\d\\D")
        .doesNotContain("\"netAmount\"");
    assertThat(run(sandbox, rounded).out())
        .containsPattern("net \\d+\\.\\d\\d US dollars \\(rounded to 2 decimals\\)");
    assertThat(run(sandbox, command).out()).doesNotContain("rounded");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usage --month 2025-03",
        "usage --year 2025 --group-by sku",
        "usage summary --year 2025",
        "cost-centers list",
        "budgets list",
        "committers"
      })
  void jsonl_ofRows_isOneALine(String command, Sandbox sandbox) throws IOException {
    List<String> lines = run(sandbox, command + " --format jsonl").out().lines().toList();

    assertThat(lines).hasSizeGreaterThan(1);
    for (String line : lines) {
      assertThat(ApiJson.mapper().readTree(line).isObject()).isTrue();
    }
  }

  @Test
  void csv_ofSeveralYears_hasOneHeaderAndDatesOfOneForm(Sandbox sandbox) {
    List<String> lines =
        run(sandbox, "usage --since 2024-12-01 --until 2025-02-28 --format csv")
            .out()
            .lines()
            .toList();

    assertThat(lines.get(0)).startsWith("date,product,");
    assertThat(lines.stream().skip(1))
        .hasSizeGreaterThan(100)
        .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d,.*"));
  }

  @Test
  void csv_unknownProperty_comesAfterTheCostCenter() {
    try (Sandbox observed = Sandbox.builder().usageItems(100).asObserved(true).start()) {
      String command = "usage --month 2025-03 --all-cost-centers --format csv";

      assertThat(run(observed, command).out().lines().findFirst().orElseThrow())
          .endsWith(",repositoryName,costCenterId,costCenterName,later_addition");
    }
  }

  @ParameterizedTest
  @Regression(
      input = "usage --month, one that GitHub has deleted",
      before = "add --all-cost-centers, or leave out a filter, which find nothing either",
      now = "from when on GitHub has usage")
  @CsvSource({
    "usage --month 2020-03, 2020-03",
    "usage --month 2023-11 --sku x, 2023-11",
    "usage --year 2022, 2022",
    "usage --since 2023-10-02 --until 2023-11-30, 2023-10-02 to 2023-11-30",
    "usage summary --month 2020-03 --product actions, 2020-03"
  })
  void noUsage_inAPeriodThatGitHubHasDeleted_saysFromWhenOnItHasUsage(
      String command, String period) {
    try (Sandbox empty = Sandbox.builder().start()) {
      assertThat(run(empty, command).errorLines())
          .contains(
              "No usage in %s: GitHub keeps 24 months. Give a period from 2023-12 on."
                  .formatted(period));
    }
  }

  @Test
  void noUsage_inTheDefaultMonth_saysWhatToDo() {
    try (Sandbox empty = Sandbox.builder().start()) {
      assertThat(run(empty, "usage").errorLines())
          .contains(
              "No usage in 2025-11 that isn't charged to a cost center yet: it arrives up to two days late. For an earlier month, add --all-cost-centers, or add --month 2025-10, for example.");
    }
  }

  @Test
  void output_ofARun_isSavedWholeInPlaceOfStdout(Sandbox sandbox, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("usage.csv"), "before");
    String command = "usage --month 2025-03 --format csv";

    CliRun run = run(sandbox, command + " -o " + file);

    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines()).contains("Saved " + file);
    assertThat(file).hasContent(run(sandbox, command).out());
    assertThat(files(folder)).containsExactly(file);
  }

  @Test
  void output_ofAFailure_leavesTheFileAsItWas(Sandbox sandbox, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("usage.csv"), "before");
    int before = sandbox.requests().size();

    CliRun failed = run(sandbox, "usage --enterprise another --output " + file);
    CliRun nowhere = run(sandbox, "usage -o " + folder.resolve("missing/usage.csv"));
    CliRun isFolder = run(sandbox, "usage -o " + folder);

    assertThat(failed.status()).isEqualTo(1);
    assertThat(file).hasContent("before");
    assertThat(files(folder)).containsExactly(file);
    assertThat(nowhere.err())
        .contains(
            "--output can't be written: %s: there is no folder %s"
                .formatted(folder.resolve("missing/usage.csv"), folder.resolve("missing")));
    assertThat(isFolder.err()).contains("is a folder");
    assertThat(nowhere.status()).isEqualTo(1);
    assertThat(isFolder.status()).isEqualTo(2);
    assertThat(isFolder.err()).endsWith(" (see ghbilling usage --help)\n");
    assertThat(sandbox.requests()).hasSize(before + 1);
  }

  @Test
  void output_ofACheckThatFails_isSaved(Sandbox sandbox, @TempDir Path folder) {
    Path file = folder.resolve("check.json");

    CliRun run = run(sandbox, "budgets check --format json -o " + file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(file).content().startsWith("{").endsWith("}\n");
  }

  @Test
  void output_thatAnotherArgumentReads_isRefused(Sandbox sandbox, @TempDir Path folder)
      throws IOException {
    Path token = Files.writeString(folder.resolve("token"), CliRun.TOKEN);
    Path link = Files.createSymbolicLink(folder.resolve("link"), token);
    int before = sandbox.requests().size();

    for (Path output : List.of(token, link)) {
      CliRun run = run(sandbox, "usage --token-file %s -o %s".formatted(token, output));

      assertThat(run.errorLines())
          .singleElement()
          .asString()
          .contains("--output must not be a file that the command reads, was " + output);
      assertThat(run.status()).isEqualTo(2);
    }
    assertThat(token).hasContent(CliRun.TOKEN);
    assertThat(sandbox.requests()).hasSize(before);
  }

  @Test
  void output_thatIsReplaced_keepsItsPermissions(Sandbox sandbox, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("exports.json"), "before");
    Set<PosixFilePermission> onlyMine = PosixFilePermissions.fromString("rw-------");
    Files.setPosixFilePermissions(file, onlyMine);

    run(sandbox, "exports list --format json -o " + file);

    assertThat(file).content().startsWith("{");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(onlyMine);
  }

  @Test
  void output_thatIsALink_isSavedWhereItLeads(Sandbox sandbox, @TempDir Path folder)
      throws IOException {
    Path target = Files.createDirectory(folder.resolve("below")).resolve("usage.csv");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("below/usage.csv"));

    for (int i = 0; i < 2; i++) { // The first time, the link leads to nothing.
      assertThat(run(sandbox, "committers --format csv -o " + link).status()).isZero();

      assertThat(link).isSymbolicLink();
      assertThat(target).isRegularFile().isNotEmptyFile();
      Files.writeString(target, "before");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void output_ofADevice_isWrittenToIt(Sandbox sandbox) {
    assertThat(run(sandbox, "committers -o /dev/null").status()).isZero();

    CliRun full = run(sandbox, "committers -o /dev/full");

    assertThat(full.errorLines())
        .containsExactly(
            "ghbilling: --output can't be written: /dev/full: No space left on device");
    assertThat(full.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "last, 2025-10-01, 2025-10-31",
    "this, 2025-11-01, 2025-11-20",
    "2024-02, 2024-02-01, 2024-02-29"
  })
  void exportsCreate_month_isItsDaysUpToToday(String month, String first, String last) {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CliRun run = run(sandbox, "exports create --type detailed --month " + month);

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(sandbox.requests())
          .filteredOn(request -> request.method().equals("POST"))
          .singleElement()
          .extracting(RecordedRequest::body)
          .asString()
          .contains("\"start_date\":\"" + first, "\"end_date\":\"" + last);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static String repository(String row) {
    return row.substring(row.lastIndexOf(',') + 1);
  }

  private static List<BigDecimal> net(String json) throws IOException {
    JsonNode items = ApiJson.mapper().readTree(json).path("usageItems");
    return items.valueStream().map(item -> item.path("netAmount").decimalValue()).toList();
  }

  private static CliRun run(Sandbox sandbox, String command) {
    return CliRun.at(NOVEMBER, CliRun.environment(sandbox), command.strip().split(" +"));
  }
}
