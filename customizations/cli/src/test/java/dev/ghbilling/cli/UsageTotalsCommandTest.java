package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Periods across months, filters and totals of {@code usage}, held against the single rows. */
class UsageTotalsCommandTest {
  @RegisterExtension
  static final SandboxExtension generated =
      SandboxExtension.create(Sandbox.builder().usageItems(3_650));

  private static final String QUARTER =
      "usage --since 2025-01-01 --until 2025-03-31 --all-cost-centers";

  @Test
  void quarter_byProductAndOrganization_asMarkdown(Sandbox sandbox) throws IOException {
    CliRun run = run(sandbox, QUARTER + " --group-by product,organization --format markdown");

    assertThat(run.status()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines)
        .startsWith(
            "| product | organization | rows | gross | discount | net |",
            "| --- | --- | ---: | ---: | ---: | ---: |");
    Map<String, BigDecimal> expected = new TreeMap<>();
    BigDecimal total = BigDecimal.ZERO;
    for (JsonNode row : rowsOf(sandbox, 1, 2, 3)) {
      String group = row.path("product").asText() + " | " + row.path("organizationName").asText();
      expected.merge(group, row.path("netAmount").decimalValue(), BigDecimal::add);
      total = total.add(row.path("netAmount").decimalValue());
    }
    assertThat(lines.subList(2, lines.indexOf(""))).hasSize(expected.size() + 1);
    expected.forEach(
        (group, net) ->
            assertThat(lines)
                .anyMatch(line -> line.startsWith("| " + group + " | ") && endsWith(line, net)));
    BigDecimal sum = total;
    assertThat(lines).anyMatch(line -> line.startsWith("| total |  | ") && endsWith(line, sum));
  }

  private static boolean endsWith(String line, BigDecimal net) {
    String cells = line.substring(0, line.lastIndexOf(" |"));
    String last = cells.substring(cells.lastIndexOf(' ') + 1);
    return new BigDecimal(last).compareTo(net) == 0;
  }

  @Test
  void since_withinAMonth_leavesOutOtherDays(Sandbox sandbox) throws IOException {
    JsonNode report =
        json(sandbox, "usage --since 2025-01-30 --until 2025-02-02 --all-cost-centers");

    long expected =
        rowsOf(sandbox, 1, 2).stream()
            .map(row -> row.path("date").asText().substring(0, 10))
            .filter(date -> date.compareTo("2025-01-30") >= 0 && date.compareTo("2025-02-02") <= 0)
            .count();
    assertThat(report.path("usageItems").findValuesAsText("date"))
        .hasSize(Math.toIntExact(expected))
        .contains("2025-01-30", "2025-01-31", "2025-02-01", "2025-02-02");
  }

  @ParameterizedTest
  @ValueSource(strings = {"product", "month,product", "repository,month,date"})
  @Regression(
      input = "usage --group-by product",
      before = "the rows in the order in which GitHub has them",
      now = "the largest net amount first; dates in their order")
  void groupBy_withoutSort_isByDateAndThenByNet(String dimensions, Sandbox sandbox)
      throws IOException {
    List<JsonNode> groups =
        json(sandbox, QUARTER + " --group-by " + dimensions).path("groups").valueStream().toList();

    assertThat(groups)
        .hasSizeGreaterThan(3)
        .isSortedAccordingTo(
            Comparator.comparing((JsonNode group) -> group.path("month").asText())
                .thenComparing(group -> group.path("date").asText())
                .thenComparing(
                    group -> group.path("netAmount").decimalValue(), Comparator.reverseOrder()));
  }

  @Test
  void top_groups_leaveTheOthersAsASum(Sandbox sandbox) throws IOException {
    JsonNode all = json(sandbox, QUARTER + " --group-by sku");
    JsonNode top = json(sandbox, QUARTER + " --group-by sku --top 2");

    assertThat(top.path("groups")).hasSize(2);
    assertThat(top.at("/others/groups").asInt()).isEqualTo(all.path("groups").size() - 2);
    BigDecimal sum = top.at("/others/netAmount").decimalValue();
    BigDecimal largest = BigDecimal.ZERO;
    for (JsonNode group : top.path("groups")) {
      sum = sum.add(group.path("netAmount").decimalValue());
    }
    for (JsonNode group : all.path("groups")) {
      largest = largest.max(group.path("netAmount").decimalValue());
    }
    assertThat(top.at("/groups/0/netAmount").decimalValue()).isEqualByComparingTo(largest);
    assertThat(sum).isEqualByComparingTo(all.at("/total/netAmount").decimalValue());
    assertThat(top.path("total")).isEqualTo(all.path("total"));
    assertThat(run(sandbox, QUARTER + " --group-by sku --top 2").out())
        .containsPattern("\n\\d+ others +");
  }

  @Regression(
      input = "usage --group-by sku --top 2 --format csv",
      before = "two rows; the sum of the others, which table and json have, was lost",
      now = "a row for it")
  @Test
  void top_asCsv_hasARowForTheOthers(Sandbox sandbox) throws IOException {
    JsonNode top = json(sandbox, QUARTER + " --group-by product,sku --top 2");
    List<String> lines =
        run(sandbox, QUARTER + " --group-by product,sku --top 2 --format csv")
            .out()
            .lines()
            .toList();

    JsonNode others = top.path("others");
    assertThat(lines)
        .hasSize(4)
        .startsWith("product,sku,items,grossAmount,discountAmount,netAmount")
        .endsWith(
            "%d others,,%s,%s,%s,%s"
                .formatted(
                    others.path("groups").asInt(),
                    others.path("items").asText(),
                    others.path("grossAmount").decimalValue().toPlainString(),
                    others.path("discountAmount").decimalValue().toPlainString(),
                    others.path("netAmount").decimalValue().toPlainString()));
  }

  @Regression(
      input = "usage --group-by product,product",
      before = "two equal columns, of which the total row had no label",
      now = "status 2 and one line")
  @ParameterizedTest
  @ValueSource(strings = {"product,product", "sku,product,SKU", "product --group-by product"})
  void groupBy_twiceTheSame_isRefused(String dimensions, Sandbox sandbox) {
    CliRun run = run(sandbox, QUARTER + " --group-by " + dimensions);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines()).singleElement().asString().contains("--group-by has ", " twice");
  }

  @Test
  void allCostCenters_byProduct_takesOneRequestAMonth(Sandbox sandbox) throws IOException {
    int before = sandbox.requests().size();
    JsonNode bySummary = json(sandbox, QUARTER + " --group-by product");

    assertThat(sandbox.requests().subList(before, sandbox.requests().size()))
        .extracting(request -> request.operationId().orElse(""))
        .containsOnly("getUsageSummary")
        .hasSize(3);
    JsonNode byRows = json(sandbox, QUARTER + " --group-by product,date");
    assertThat(bySummary.path("source").asText()).isEqualTo("summary");
    assertThat(bySummary.path("total").has("items")).isTrue();
    assertThat(bySummary.path("total").has("rows")).isFalse();
    assertThat(byRows.path("source").asText()).isEqualTo("reports");
    assertThat(byRows.path("total").has("rows")).isTrue();
    assertThat(bySummary.at("/total/netAmount").decimalValue())
        .isEqualByComparingTo(byRows.at("/total/netAmount").decimalValue());
  }

  @Test
  void allCostCenters_totals_sayWhatTheyAreFrom(Sandbox sandbox) {
    CliRun bySummary = run(sandbox, QUARTER + " --group-by product");
    assertThat(bySummary.err())
        .isEqualTo(
            "These totals are from GitHub's own summaries, which don't say how many report rows they add up.\n");
    assertThat(bySummary.out())
        .containsPattern("product +items +gross")
        .containsPattern(": [0-9]+ items, gross ")
        .doesNotContain("rows");

    String csv = QUARTER + " --format csv --group-by ";
    assertThat(run(sandbox, csv + "product").out()).startsWith("product,items,grossAmount,");
    assertThat(run(sandbox, csv + "product,date --sort items:desc").out())
        .startsWith("product,date,items,grossAmount,");

    CliRun byRows = run(sandbox, QUARTER + " --group-by product,date");
    assertThat(byRows.err())
        .isEqualTo("These totals are from the rows of all cost centers' reports.\n");

    sandbox.faults().on("getUsageSummary").next(1).respondWith(404);
    CliRun mixed = run(sandbox, QUARTER + " --group-by product --format json");
    assertThat(mixed.errorLines())
        .containsExactly(
            "These totals are from GitHub's own summaries of some months, and from the rows of all cost centers' reports of others.");
    assertThat(mixed.out()).contains("\"source\" : \"summary and reports\"", "\"rows\"");
  }

  @Test
  void filters_ofRows_selectThem(Sandbox sandbox) throws IOException {
    JsonNode labs = json(sandbox, QUARTER + " --product actions --organization OCTO-LABS");
    assertThat(labs.path("usageItems").findValuesAsText("product"))
        .isNotEmpty()
        .containsOnly("Actions");
    assertThat(labs.path("usageItems").findValuesAsText("organizationName"))
        .containsOnly("octo-labs");
    long expected =
        rowsOf(sandbox, 1, 2, 3).stream()
            .filter(row -> row.path("product").asText().equals("Actions"))
            .filter(row -> row.path("organizationName").asText().equals("octo-labs"))
            .count();
    assertThat(labs.path("usageItems")).hasSize(Math.toIntExact(expected));
  }

  @Test
  void filter_thatNoRowHas_isSaid(Sandbox sandbox) {
    CliRun run = run(sandbox, QUARTER + " --product action --format json");

    assertThat(run.status()).isZero();
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .startsWith("No usage in this period has the product action. Usage exists for: Actions, ");
  }

  /** Returns the rows of months of 2025, of all cost centers. */
  private static List<JsonNode> rowsOf(Sandbox sandbox, int... months) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (int month : months) {
      json(sandbox, "usage --year 2025 --all-cost-centers --month " + month)
          .path("usageItems")
          .forEach(rows::add);
    }
    return rows;
  }

  private static JsonNode json(Sandbox sandbox, String command) throws IOException {
    return ApiJson.mapper().readTree(run(sandbox, command + " --format json").out());
  }

  private static CliRun run(Sandbox sandbox, String command) {
    return CliRun.against(sandbox, command.split(" +"));
  }
}
