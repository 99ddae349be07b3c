package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of usage have the columns that tell their rows apart, and no others. */
class UsageTableTest {
  private static final String AMOUNTS =
      "\"grossAmount\": 2, \"discountAmount\": 0, \"netAmount\": 2";

  @AutoClose final RecordingServer server = new RecordingServer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Premium, Agent | login product model sku", "Premium        | login product model"})
  @Regression(
      input = "premium requests of a user and a model by two SKUs",
      before = "two rows that looked equal",
      now = "a column for the SKU, which there isn't where nothing differs in it")
  void byUser_sameModelByTwoSkus_hasTheSku(String skus, String labels, @TempDir Path folder)
      throws IOException {
    Path users = Files.writeString(folder.resolve("users"), "octocat\n");
    respondWith(
        "\"user\": \"octocat\", ",
        Stream.of(skus.split(", "))
            .map(
                sku ->
                    """
                    {"product": "Copilot", "sku": "%s", "model": "GPT-5", "unitType": "requests",
                     "pricePerUnit": 0.04, "grossQuantity": 50, "discountQuantity": 0,
                     "netQuantity": 50, %s}"""
                        .formatted(sku, AMOUNTS)));

    List<String> lines = table("usage premium-requests --year 2025 --users-file " + users);

    assertThat(columns(lines.get(0))).isEqualTo(labels + " quantity unit gross net");
    assertThat(lines).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Actions: storage: 1, Packages: storage: 1 | date sku product",
        "Actions: storage: 1, Actions: storage: 2  | date sku pricePerUnit",
        "Actions: linux: 1, Packages: storage: 2   | date sku"
      })
  @Regression(
      input = "rows of a day, an SKU and a repository that differ in product or price",
      before = "rows that looked equal",
      now = "a column for the product or the price")
  void rows_thatDifferElsewhere_haveThatColumn(String rows, String labels) {
    respondWith(
        "",
        Stream.of(rows.split(", "))
            .map(row -> row.split(": "))
            .map(
                row ->
                    """
                    {"date": "2025-03-01T00:00:00Z", "product": "%s", "sku": "%s", "quantity": 1,
                     "unitType": "GigabyteHours", "pricePerUnit": %s, "organizationName": "octo",
                     "repositoryName": "octo/site", %s}"""
                        .formatted(row[0], row[1], row[2], AMOUNTS)));

    List<String> lines = table("usage --year 2025 --month 3");

    assertThat(columns(lines.get(0))).isEqualTo(labels + " quantity unit gross net repository");
    assertThat(lines).doesNotHaveDuplicates();
  }

  @Test
  void rows_withoutRepository_haveTheOrganizationInItsPlace() {
    respondWith(
        "",
        Stream.of("acme", "octo")
            .map(
                organization ->
                    """
                    {"date": "2025-03-01", "product": "Copilot", "sku": "seats", "quantity": 1,
                     "unitType": "UserMonths", "pricePerUnit": 2, "organizationName": "%s",
                     "repositoryName": "", %s}"""
                        .formatted(organization, AMOUNTS)));

    List<String> lines = table("usage --year 2025 --month 3");

    assertThat(columns(lines.get(0))).isEqualTo("date sku quantity unit gross net repository");
    assertThat(lines.get(2)).endsWith("| acme |");
  }

  private void respondWith(String selected, Stream<String> items) {
    server.respondWith(
        ScriptedResponse.json(
            "{\"timePeriod\": {\"year\": 2025}, \"enterprise\": \"octo-enterprise\", %s\"usageItems\": %s}"
                .formatted(selected, items.toList())));
  }

  private List<String> table(String command) {
    CliRun run =
        CliRun.with(
            CliRun.environment(server.baseUrl()), (command + " --format markdown").split(" "));
    assertThat(run.status()).as(run.err()).isZero();
    return run.out().lines().filter(line -> line.startsWith("|")).toList();
  }

  private static String columns(String heading) {
    return heading.replaceAll("\\W+", " ").strip();
  }
}
