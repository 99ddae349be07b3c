package dev.ghbilling.ledger.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ghbilling.ledger.ImportedLedger;
import dev.ghbilling.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsServerTest {
  private static final Clock NOVEMBER =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
  private static final String[] REPORT = {
    "2026-10-31,actions,actions_linux,5,minutes,0.008,100,0,100,ann,octo,octo/service,,Platform",
    "2026-11-01,actions,actions_linux,5,minutes,0.008,0.5,0.25,0.25,ann,octo,octo/service,,Platform",
    "2026-11-02,actions,actions_linux,5,minutes,0.008,1.5,0,1.5,bob,octo,octo/library,,Platform",
    "2026-11-02,copilot,\"a\"\"b\\c\",1,user-months,19,19,0,19,bob,,,,"
  };

  @TempDir private Path folder;
  private final List<Exception> problems = new ArrayList<>();

  private MetricsServer start(Ledger ledger, Set<MetricLabel> more, @Nullable BigDecimal budget) {
    return MetricsServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new LedgerCollector(ledger::database, NOVEMBER, more, budget, problems::add));
  }

  @Test
  void scrape_ofTheRunningMonth_hasItsSums() throws Exception {
    try (MetricsServer server =
        start(ImportedLedger.of(folder, REPORT), Set.of(), new BigDecimal("83"))) {
      String text = scrape(server);

      assertThat(text.lines())
          .contains(
              "# TYPE ghbilling_month_net_dollars gauge",
              "ghbilling_month_net_dollars{cost_center=\"Platform\",organization=\"octo\",product=\"actions\",sku=\"actions_linux\"} 1.75",
              "ghbilling_month_gross_dollars{cost_center=\"Platform\",organization=\"octo\",product=\"actions\",sku=\"actions_linux\"} 2.0",
              "ghbilling_month_quantity{cost_center=\"Platform\",organization=\"octo\",product=\"actions\",sku=\"actions_linux\",unit=\"minutes\"} 10.0",
              "ghbilling_month_net_dollars{cost_center=\"\",organization=\"\",product=\"copilot\",sku=\"a\\\"b\\\\c\"} 19.0",
              "ghbilling_month_days{state=\"known\"} 2.0",
              "ghbilling_budget_dollars 83.0",
              "ghbilling_budget_consumed_ratio 0.25",
              "ghbilling_newest_day_timestamp_seconds 1.7935776E9",
              "ghbilling_ledger_up 1.0");
      assertThat(text).doesNotContain("ann", "bob", "library", "100");
      assertThat(problems).isEmpty();
    }
  }

  @Test
  void scrape_withMoreLabels_isDividedByThem() throws Exception {
    try (MetricsServer server =
        start(
            ImportedLedger.of(folder, REPORT),
            Set.of(MetricLabel.REPOSITORY, MetricLabel.USER),
            null)) {
      String text = scrape(server);

      assertThat(text)
          .contains("repository=\"octo/library\",sku=\"actions_linux\",user=\"bob\"} 1.5\n")
          .doesNotContain("budget");
    }
  }

  @Test
  void scrape_seesWhatASyncHasAdded_andSaysWhenTheLedgerIsGone() throws Exception {
    Ledger ledger = ImportedLedger.of(folder, REPORT);
    try (MetricsServer server = start(ledger, Set.of(), null)) {
      assertThat(scrape(server)).contains("ghbilling_month_days{state=\"known\"} 2.0");

      ImportedLedger.of(folder, REPORT[2].replace("11-02", "11-03"));
      assertThat(scrape(server)).contains("ghbilling_month_days{state=\"known\"} 3.0");

      Files.delete(folder.resolve("ledger/manifest.json"));
      assertThat(scrape(server)).contains("ghbilling_ledger_up 0.0").doesNotContain("month");
      assertThat(problems)
          .hasSize(1)
          .first()
          .extracting(Exception::getMessage)
          .asString()
          .contains("there is no ledger");
    }
  }

  @Test
  void address_inUse_isReported() throws Exception {
    Ledger ledger = ImportedLedger.of(folder, REPORT);
    try (MetricsServer server = start(ledger, Set.of(), null)) {
      InetSocketAddress taken =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());

      assertThatThrownBy(
              () ->
                  MetricsServer.start(
                      taken,
                      new LedgerCollector(
                          ledger::database, NOVEMBER, Set.of(), null, problems::add)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageMatching(
              "can't listen on \\S+:" + server.port() + ": another program uses the port");
    }
  }

  /** Holds every query of the dashboard against the metrics and labels that a scrape has. */
  @Test
  void dashboard_namesOnlyMetricsAndLabelsThatExist() throws Exception {
    Set<String> metrics;
    Set<String> labels;
    try (MetricsServer server =
        start(ImportedLedger.of(folder, REPORT), Set.of(), BigDecimal.TEN)) {
      String text = scrape(server);
      metrics = find("(?m)^(\\w+)", text);
      labels = find("(\\w+)=\"", text);
    }
    JsonNode dashboard = new ObjectMapper().readTree(Path.of("grafana/ghbilling.json").toFile());
    List<String> queries = new ArrayList<>(dashboard.findValuesAsText("expr"));
    dashboard
        .at("/templating/list")
        .forEach(variable -> queries.add(variable.path("definition").asText()));

    assertThat(find("(ghbilling_\\w+)", String.join("\n", queries)))
        .isSubsetOf(metrics)
        .containsAll(metrics.stream().filter(name -> name.startsWith("ghbilling_")).toList());
    for (String query : queries) {
      assertThat(find("(\\w+)=[~\"]", query)).as(query).isSubsetOf(labels);
      find("by \\(([^)]+)\\)|, (\\w+)\\)$", query)
          .forEach(names -> assertThat(labels).as(query).contains(names.split(", ")));
    }
    assertThat(dashboard.path("panels").findValuesAsText("title")).doesNotHaveDuplicates();
  }

  private static Set<String> find(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(MetricsServerTest::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String group(MatchResult match) {
    return match.group(1) == null ? match.group(2) : match.group(1);
  }

  private static String scrape(MetricsServer server) throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(server.port()));
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }
}
