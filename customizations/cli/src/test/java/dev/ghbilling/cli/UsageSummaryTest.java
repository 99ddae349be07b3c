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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Periods and names of {@code usage summary}, {@code ai-credits} and {@code premium-requests}. */
class UsageSummaryTest {
  @RegisterExtension
  static final SandboxExtension generated =
      SandboxExtension.create(Sandbox.builder().usageItems(3_650));

  private static final Clock NOVEMBER =
      Clock.fixed(Instant.parse("2025-11-20T12:00:00Z"), ZoneOffset.UTC);

  @Regression(
      input = "usage summary --year 2025 --month 2 --day 30, and the like",
      before = "an empty table and status 0, or the sums of other days",
      now = "status 2 and the line that usage prints; nothing is sent")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--month 13                                    | month must be 1 to 12, was 13",
        "--day 3                                       | --day requires --month",
        "--year 2025 --month 2 --day 30                | day must be 1 to 28 in 2025-02, was 30",
        "--year 2026                                   | 2026 begins after today, 2025-11-20 in UTC",
        "--month 11 --day 31                           | day must be 1 to 30 in 2025-11, was 31",
        "--month 2025-12                               | --month must not be in the future, was 2025-12",
        "--month 12                                    | 2025-12 begins after today, 2025-11-20",
        "--month 11 --day 21                           | 2025-11-21 begins after today, 2025-11-20",
        "--since 2025-10-01 --month 3                  | give either --since or --year and --month",
        "--until 2025-10-01                            | --until requires --since",
        "--since 2025-12-01                            | --since must not be after today"
      })
  void period_thatDoesNotExist_isRefusedByEach(String period, String message, Sandbox sandbox) {
    int before = sandbox.requests().size();
    for (String command :
        List.of("usage", "usage summary", "usage ai-credits", "usage premium-requests")) {
      CliRun run = run(sandbox, command + " " + period);

      assertThat(run.out()).as(command).isEmpty();
      assertThat(run.errorLines()).as(command).singleElement().asString().contains(message);
      assertThat(run.status()).as(command).isEqualTo(2);
    }
    assertThat(sandbox.requests()).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-07-02, 2025-09-30",
    "2025-07-01, 2025-09-29",
    "2025-11-05, 2025-11-20",
  })
  void since_withinAMonth_isRefusedInOneLine(String since, String until, Sandbox sandbox) {
    CliRun run = run(sandbox, "usage summary --since " + since + " --until " + until);

    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .contains("GitHub adds up whole months only", since + " to " + until);
    assertThat(run.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"summary", "ai-credits", "premium-requests"})
  void since_severalMonths_areSummedExactly(String command, Sandbox sandbox) throws IOException {
    BigDecimal expected = BigDecimal.ZERO;
    for (int month = 9; month <= 11; month++) {
      expected = expected.add(net(json(sandbox, command + " --year 2025 --month " + month)));
    }
    int before = sandbox.requests().size();

    JsonNode quarter = json(sandbox, command + " --since 2025-09-01");

    List<RecordedRequest> sent = sandbox.requests().subList(before, sandbox.requests().size());
    assertThat(sent)
        .extracting(RecordedRequest::query)
        .containsExactly("month=9&year=2025", "month=10&year=2025", "month=11&year=2025");
    assertThat(net(quarter)).isPositive().isEqualByComparingTo(expected);
    assertThat(quarter.path("timePeriod"))
        .isEqualTo(
            ApiJson.mapper()
                .createObjectNode()
                .put("since", "2025-09-01")
                .put("until", "2025-11-20"));
    assertThat(quarter.path("enterprise").asText()).isEqualTo(sandbox.enterprise());
    assertThat(quarter.path("usageItems").valueStream())
        .extracting(
            item -> List.of(item.path("sku"), item.path("pricePerUnit"), item.path("model")))
        .doesNotHaveDuplicates();
  }

  @Test
  void since_ofUsers_isSummedForEach(Sandbox sandbox, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("users"), "monalisa\nhubot\n");
    String command = "ai-credits --users-file " + file;
    BigDecimal expected = BigDecimal.ZERO;
    for (int month : List.of(1, 2)) {
      for (JsonNode user : json(sandbox, command + " --year 2025 --month " + month).path("users")) {
        expected = expected.add(net(user));
      }
    }

    JsonNode both = json(sandbox, command + " --since 2025-01-01 --until 2025-02-28").path("users");

    assertThat(both.findValuesAsText("login")).containsExactly("monalisa", "hubot");
    assertThat(net(both.path(0)).add(net(both.path(1)))).isEqualByComparingTo(expected);
  }

  @Regression(
      input = "usage summary --month 3",
      before = "nothing said of which month the sums are",
      now = "the period, the number of items and the sums, as usage has")
  @ParameterizedTest
  @CsvSource({
    "--year 2025 --month 3, 2025-03",
    "--year 2025 --month 3 --day 4, 2025-03-04",
    "--year 2025, 2025",
    "--since 2025-01-01 --until 2025-03-31, 2025-01-01 to 2025-03-31",
    "--month 11, 2025-11"
  })
  void period_isNamedBelowTheTable(String options, String period, Sandbox sandbox) {
    for (String command :
        List.of("usage", "usage summary", "usage ai-credits", "usage premium-requests")) {
      CliRun run = run(sandbox, command + " " + options);

      List<String> lines = run.out().lines().toList();
      assertThat(lines.get(lines.size() - 1))
          .as(command)
          .matches(
              period
                  + ": \\d+ (row|item)s?, gross [\\d.]+, discount [\\d.]+, net [\\d.]+ US dollars.*");
    }
  }

  @Regression(
      input = "usage summary --product nope, usage ai-credits --model nope",
      before = "an empty table, not a word",
      now = "a line with the names that there are, as usage prints it")
  @ParameterizedTest
  @CsvSource({
    "usage, --product, product, Actions",
    "usage, --sku, sku, Actions Linux",
    "usage summary, --product, product, Actions",
    "usage summary, --sku, sku, Actions Linux",
    "usage ai-credits, --model, model, GPT-5",
    "usage ai-credits, --product, product, Copilot",
    "usage premium-requests, --model, model, GPT-5"
  })
  void name_thatNothingHas_isSaidWithTheNamesThatThereAre(
      String command, String option, String dimension, String known, Sandbox sandbox) {
    for (String format : List.of("table", "json", "csv")) {
      CliRun run =
          run(
              sandbox,
              "%s --year 2025 --month 3 %s nope --format %s".formatted(command, option, format));

      assertThat(run.errorLines())
          .filteredOn(line -> !line.startsWith("This is only"))
          .singleElement()
          .asString()
          .startsWith(
              "No usage in this period has the %s nope. Usage exists for: ".formatted(dimension))
          .contains(known);
      assertThat(run.status()).isZero();
    }
  }

  @Regression(
      input = "usage --product git_lfs",
      before = "no row, while usage summary --product git_lfs has them",
      now = "the same rule for both: only letters and digits count")
  @ParameterizedTest
  @CsvSource({
    "--product git_lfs, Git LFS",
    "--product GIT-LFS, Git LFS",
    "--sku git_lfs_storage, Git LFS"
  })
  void name_inAnySpelling_isTheSameForEach(String option, String product, Sandbox sandbox)
      throws IOException {
    String options = " --year 2025 --month 3 --all-cost-centers ".concat(option);
    JsonNode rows = read(run(sandbox, "usage" + options + " --format json"));
    JsonNode sums = json(sandbox, "summary --year 2025 --month 3 " + option);

    assertThat(rows.path("usageItems").findValuesAsText("product")).containsOnly(product);
    assertThat(sums.path("usageItems").findValuesAsText("product")).containsOnly(product);
    assertThat(net(rows)).isEqualByComparingTo(net(sums));
    for (String command : List.of("usage", "usage summary")) {
      assertThat(run(sandbox, command + " --help").out().replaceAll("\\s+", " "))
          .contains("git_lfs is Git LFS");
    }
  }

  @Regression(
      input = "usage --month 3, of a month without usage",
      before = "0 rows, and no word of what to do",
      now = "one line on stderr")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "usage                     | that isn't charged to a cost center | add --all-cost-centers",
        "usage --all-cost-centers  | No usage in 2024-03.                | another period",
        "usage --group-by product  | that isn't charged to a cost center | add --all-cost-centers",
        "usage --group-by product --all-cost-centers | No usage in 2024-03. | another period",
        "usage summary             | No usage in 2024-03.                | another period",
        "usage summary --product actions | No usage in 2024-03.          | another period",
        "usage ai-credits          | No usage in 2024-03.                | another period"
      })
  void period_withoutUsage_isSaidWithWhatToDo(
      String command, String what, String remedy, Sandbox sandbox) {
    for (String format : List.of("table", "json", "csv", "markdown")) {
      CliRun run = run(sandbox, command + " --year 2024 --month 3 --format " + format);

      assertThat(run.errorLines())
          .filteredOn(line -> !line.startsWith("These totals"))
          .singleElement()
          .asString()
          .contains("No usage in 2024-03", what, remedy);
      assertThat(run.status()).isZero();
    }
  }

  private static BigDecimal net(JsonNode report) {
    return report
        .path("usageItems")
        .valueStream()
        .map(item -> item.path("netAmount").decimalValue())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static JsonNode json(Sandbox sandbox, String command) throws IOException {
    return read(run(sandbox, "usage " + command + " --format json"));
  }

  private static JsonNode read(CliRun run) throws IOException {
    assertThat(run.status()).as(run.err()).isZero();
    return ApiJson.mapper().readTree(run.out());
  }

  private static CliRun run(Sandbox sandbox, String command) {
    return CliRun.at(
        NOVEMBER,
        CliRun.environment(sandbox),
        Stream.of(command.strip().split(" +")).toArray(String[]::new));
  }
}
