package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.testkit.ManualClock;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageSumsTest {
  private static final String CENTER = "2eeb8ffe-6903-11ee-8c99-0242ac120002";
  private static final List<String> NUMBERS =
      List.of("quantity", "grossAmount", "discountAmount", "netAmount");

  @RegisterExtension
  static final SandboxExtension generated =
      SandboxExtension.create(
          Sandbox.builder().clock(new ManualClock("2025-06-15T12:00:00Z")).usageItems(3_650));

  @RegisterExtension static final SandboxExtension documented = SandboxExtension.create();

  @ParameterizedTest
  @CsvSource({
    "/enterprises/octo-enterprise, year=2025&cost_center_id=none, ''",
    "/enterprises/octo-enterprise, cost_center_id=none, month=6",
    "/enterprises/octo-enterprise, cost_center_id=none&day=15, month=6&day=15",
    "/enterprises/octo-enterprise, cost_center_id=none&month=3, month=3",
    "/enterprises/octo-enterprise, cost_center_id=none&year=2025&month=3&day=31, year=2025&month=3&day=31",
    "/enterprises/octo-enterprise, year=2025&cost_center_id=2eeb8ffe-6903-11ee-8c99-0242ac120002, cost_center_id=2eeb8ffe-6903-11ee-8c99-0242ac120002",
    "/organizations/octo-org, month=5, month=5",
    "/organizations/octo-org, '', month=6",
    "/users/monalisa, year=2025, year=2025",
  })
  void summary_anySelection_isTheSumOfTheUsage(String scope, String asked, String ofUsage) {
    List<JsonNode> rows = rows(scope + "/settings/billing/usage?" + ofUsage);
    List<JsonNode> sums = rows(scope + "/settings/billing/usage/summary?" + asked);

    assertThat(rows).isNotEmpty();
    assertThat(sums(sums, "grossQuantity")).isEqualTo(sums(rows, "quantity"));
    assertThat(sums).hasSameSizeAs(sums(rows, "quantity").keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "organization=OCTO-LABS, organizationName, octo-labs",
    "repository=octo-labs/service-0, repositoryName, octo-labs/service-0",
    "product=actions, product, Actions",
    "sku=actions_linux, sku, Actions Linux",
  })
  void summary_filter_isTheSumOfTheRowsThatHaveIt(String asked, String property, String value) {
    List<JsonNode> rows =
        rows("/enterprises/octo-enterprise/settings/billing/usage?month=3").stream()
            .filter(row -> row.path(property).asText().equals(value))
            .toList();

    assertThat(rows).isNotEmpty();
    assertThat(
            sums(
                rows(
                    "/enterprises/octo-enterprise/settings/billing/usage/summary?month=3&cost_center_id=none&"
                        + asked),
                "grossQuantity"))
        .isEqualTo(sums(rows, "quantity"));
  }

  @Test
  void summary_ofAMonthInWhichAPriceChanges_hasAnItemForEachPrice() {
    String billing = "/enterprises/octo-enterprise/settings/billing/usage";
    List<JsonNode> sums = rows(billing + "/summary?month=3&sku=actions_linux");

    assertThat(sums)
        .extracting(item -> item.path("pricePerUnit").asText())
        .containsExactly("0.008", "0.006");
  }

  @Test
  void summary_correctionOfFreeUsage_chargesNothing() {
    String billing = "/enterprises/octo-enterprise/settings/billing/usage";
    List<JsonNode> free =
        rows(billing).stream()
            .filter(row -> row.path("discountAmount").doubleValue() < 0)
            .filter(row -> row.path("netAmount").doubleValue() == 0)
            .toList();

    assertThat(free)
        .isNotEmpty()
        .allSatisfy(
            row -> {
              LocalDate date = LocalDate.parse(row.path("date").asText().substring(0, 10));
              String asked =
                  "/summary?cost_center_id=none&month=%d&day=%d&sku=%s&repository=%s"
                      .formatted(
                          date.getMonthValue(),
                          date.getDayOfMonth(),
                          row.path("sku").asText().replace(' ', '_'),
                          row.path("repositoryName").asText());

              JsonNode sum = rows(billing + asked).get(0);
              assertThat(sum.path("netQuantity").decimalValue()).isZero();
              assertThat(sum.path("discountQuantity")).isEqualTo(row.path("quantity"));
            });
  }

  @Test
  void summary_withoutACostCenter_isOfAllOfThem() {
    String billing = "/enterprises/octo-enterprise/settings/billing/usage";
    List<JsonNode> rows =
        Stream.of(
                "?cost_center_id=2eeb8ffe-6903-11ee-8c99-0242ac120002",
                "?cost_center_id=3ffb9ffe-6903-11ee-8c99-0242ac120003",
                "")
            .flatMap(query -> rows(billing + query).stream())
            .toList();

    assertThat(rows).hasSize(3_650);
    assertThat(sums(rows(billing + "/summary?year=2025"), "grossQuantity"))
        .isEqualTo(sums(rows, "quantity"));
  }

  @Test
  void summary_selection_isRepeated() {
    JsonNode summary =
        summary("?month=3&organization=octo-labs&repository=x&cost_center_id=" + CENTER);

    assertThat(summary.path("timePeriod"))
        .isEqualTo(TestClient.json("{\"year\": 2025, \"month\": 3}"));
    assertThat(summary.path("organization").asText()).isEqualTo("octo-labs");
    assertThat(summary.path("repository").asText()).isEqualTo("x");
    assertThat(summary.path("costCenter"))
        .isEqualTo(
            TestClient.json("{\"id\": \"%s\", \"name\": \"Cost Center Name\"}".formatted(CENTER)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?cost_center_id=none"})
  void summary_withoutASelection_isOfTheCurrentMonth(String query) {
    JsonNode summary = summary(query);

    assertThat(summary.path("timePeriod"))
        .isEqualTo(TestClient.json("{\"year\": 2025, \"month\": 6}"));
    assertThat(summary.propertyStream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("timePeriod", "enterprise", "usageItems");
  }

  @ParameterizedTest
  @CsvSource({
    "enterprises, enterprise, OCTO-Enterprise",
    "organizations, organization, Octo-Org",
    "users, user, MonaLisa",
  })
  void report_ofAScope_namesIt(String scopes, String property, String scope) {
    for (String report : List.of("usage/summary", "premium_request/usage", "ai_credit/usage")) {
      String path = "/%s/%s/settings/billing/%s".formatted(scopes, scope, report);

      assertThat(document(path).path(property).asText()).as(path).isEqualTo(scope);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"premium_request", "ai_credit"})
  void modelUsage_withoutADate_isOfTheCurrentMonth(String report) {
    String path = "/enterprises/octo-enterprise/settings/billing/" + report + "/usage";

    assertThat(document(path)).isEqualTo(document(path + "?year=2025&month=6"));
    assertThat(document(path)).isNotEqualTo(document(path + "?year=2025"));
  }

  @Test
  void summary_unknownCostCenter_is400() {
    HttpResponse<byte[]> response =
        new TestClient(generated.sandbox()).get("/usage/summary?cost_center_id=unknown");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestClient.text(response)).contains("there is no cost center unknown");
  }

  @Test
  void summary_documentedUsage_isSummedUpToo() {
    JsonNode summary = TestClient.json(new TestClient(documented.sandbox()).get("/usage/summary"));

    assertThat(summary.path("timePeriod")).isEqualTo(TestClient.json("{\"year\": 2023}"));
    assertThat(summary.path("usageItems"))
        .isEqualTo(
            TestClient.json(
                """
                [{"product": "Actions", "sku": "Actions Linux", "unitType": "minutes",
                  "pricePerUnit": 0.008, "grossQuantity": 100, "grossAmount": 0.8,
                  "discountQuantity": 0, "discountAmount": 0, "netQuantity": 100, "netAmount": 0.8}]
                """));
  }

  @ParameterizedTest
  @CsvSource({"premium_request, Requests", "ai_credit, Credits"})
  void modelUsage_generated_isDividedByUserAndModel(String report, String unit) {
    String path = "/enterprises/octo-enterprise/settings/billing/" + report + "/usage?month=3";
    List<JsonNode> all = rows(path);
    Set<String> models = new LinkedHashSet<>();
    all.forEach(row -> models.add(row.path("model").asText()));

    assertThat(all).isNotEmpty().allMatch(row -> row.path("unitType").asText().equals(unit));
    assertThat(models).hasSizeGreaterThan(1);
    BigDecimal byUser = BigDecimal.ZERO;
    for (String user : List.of("monalisa", "octocat", "octokitten", "hubot", "mona-the-octocat")) {
      byUser = byUser.add(total(rows(path + "&user=" + user)));
    }
    BigDecimal byModel = BigDecimal.ZERO;
    for (String model : models) {
      List<JsonNode> rows = rows(path + "&model=" + model.replace(" ", "%20"));
      assertThat(rows).isNotEmpty().allMatch(row -> row.path("model").asText().equals(model));
      byModel = byModel.add(total(rows));
    }
    assertThat(byUser).isEqualByComparingTo(total(all)).isEqualByComparingTo(byModel);
    assertThat(total(rows(path.replace("enterprises/octo-enterprise", "users/monalisa"))))
        .isEqualByComparingTo(total(rows(path + "&user=monalisa")));
    assertThat(total(rows(path.replace("enterprises/octo-enterprise", "organizations/octo-org"))))
        .isEqualByComparingTo(total(rows(path + "&organization=octo-org")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ai_credit/usage", "/premium_request/usage"})
  void documentedReport_ofACostCenter_hasNoRows(String report) {
    TestClient client = new TestClient(documented.sandbox());
    JsonNode none = TestClient.json(client.get(report + "?cost_center_id=none"));
    JsonNode center = TestClient.json(client.get(report + "?cost_center_id=" + CENTER));

    assertThat(none.path("usageItems")).isNotEmpty();
    assertThat(center.path("usageItems")).isEmpty();
  }

  private static JsonNode summary(String query) {
    return TestClient.json(new TestClient(generated.sandbox()).get("/usage/summary" + query));
  }

  private static List<JsonNode> rows(String path) {
    return document(path).path("usageItems").valueStream().toList();
  }

  private static JsonNode document(String path) {
    HttpResponse<byte[]> response =
        new TestClient(generated.sandbox()).get(generated.baseUrl() + path);
    assertThat(response.statusCode()).isEqualTo(200);
    return TestClient.json(response);
  }

  private static BigDecimal total(List<JsonNode> rows) {
    return rows.stream()
        .map(row -> row.path("grossQuantity").decimalValue())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Returns the sums by product, SKU, unit and price, without trailing zeros. */
  private static Map<String, List<BigDecimal>> sums(List<JsonNode> rows, String quantity) {
    Map<String, List<BigDecimal>> sums = new TreeMap<>();
    for (JsonNode row : rows) {
      String key =
          Stream.of("product", "sku", "unitType", "pricePerUnit")
              .map(name -> row.path(name).asText())
              .toList()
              .toString();
      List<BigDecimal> numbers =
          NUMBERS.stream()
              .map(name -> row.path(name.equals("quantity") ? quantity : name).decimalValue())
              .toList();
      sums.merge(
          key,
          numbers,
          (one, other) ->
              Stream.iterate(0, i -> i + 1)
                  .limit(one.size())
                  .map(i -> one.get(i).add(other.get(i)))
                  .toList());
    }
    sums.replaceAll(
        (key, numbers) -> numbers.stream().map(BigDecimal::stripTrailingZeros).toList());
    return sums;
  }
}
