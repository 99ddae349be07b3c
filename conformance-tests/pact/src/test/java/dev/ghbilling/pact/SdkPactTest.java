package dev.ghbilling.pact;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.HttpRequestBuilder;
import au.com.dius.pact.consumer.dsl.LambdaDslJsonBody;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.Matchers;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.consumer.dsl.PactDslJsonRootValue;
import au.com.dius.pact.consumer.junit5.PactConsumerTestExt;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.consumer.junit5.ProviderType;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.api.UsageReportExportsApi;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.usage.UsageQuery;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each operation's success, as loose as the SDK can take it and no looser. */
@ExtendWith(PactConsumerTestExt.class)
@PactTestFor(
    providerName = SdkPactTest.PROVIDER,
    providerType = ProviderType.SYNCH,
    pactVersion = PactSpecVersion.V4)
final class SdkPactTest {
  static final String PROVIDER = "github-billing";
  static final String CONSUMER = "ghbilling-sdk";
  static final String ENTERPRISE = "octo-enterprise";
  static final String COST_CENTER = "2eeb8ffe-6903-11ee-8c99-0242ac120002";
  static final String EXPORT = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";

  private static final String BILLING = "/enterprises/" + ENTERPRISE + "/settings/billing";
  private static final String TOKEN = "token";
  private static final String JSON = "application/([a-z.]+\\+)?json *(;.*)?";
  private static final String USAGE_DAY = "2023-08-01";

  @Pact(consumer = CONSUMER, provider = PROVIDER)
  V4Pact getActionsBilling(PactBuilder pact) {
    return read(
        pact,
        "getActionsBilling",
        States.ENTERPRISE,
        "/actions",
        body -> {
          body.numberType("total_minutes_used", 305);
          body.numberType("total_paid_minutes_used", 0);
          body.numberType("included_minutes", 3000);
          body.object("minutes_used_breakdown", breakdown -> {});
        });
  }

  @Test
  @PactTestFor(pactMethod = "getActionsBilling")
  void getActionsBilling(MockServer server) {
    assertThat(ask(server, billing -> billing.actions().get()).totalMinutesUsed())
        .isEqualByComparingTo("305");
  }

  @Pact(consumer = CONSUMER, provider = PROVIDER)
  V4Pact getPackagesBilling(PactBuilder pact) {
    return read(
        pact,
        "getPackagesBilling",
        States.ENTERPRISE,
        "/packages",
        body -> {
          body.numberType("total_gigabytes_bandwidth_used", 50);
          body.numberType("total_paid_gigabytes_bandwidth_used", 40);
          body.numberType("included_gigabytes_bandwidth", 10);
        });
  }

  @Test
  @PactTestFor(pactMethod = "getPackagesBilling")
  void getPackagesBilling(MockServer server) {
    assertThat(ask(server, billing -> billing.packages().get()).totalPaidGigabytesBandwidthUsed())
        .isEqualByComparingTo("40");
  }

  @Pact(consumer = CONSUMER, provider = PROVIDER)
  V4Pact getSharedStorageBilling(PactBuilder pact) {
    return read(
        pact,
        "getSharedStorageBilling",
        States.ENTERPRISE,
        "/shared-storage",
        body -> {
          body.integerType("days_left_in_billing_cycle", 20);
          body.numberType("estimated_paid_storage_for_month", 15);
          body.numberType("estimated_storage_for_month", 40);
        });
  }

  @Test
  @PactTestFor(pactMethod = "getSharedStorageBilling")
  void getSharedStorageBilling(MockServer server) {
    assertThat(ask(server, billing -> billing.sharedStorage().get()).daysLeftInBillingCycle())
        .isEqualTo(20);
  }

  @Pact(consumer = CONSUMER, provider = PROVIDER)
  V4Pact getAdvancedSecurityCommitters(PactBuilder pact) {
    return success(
        pact,
        "getAdvancedSecurityCommitters",
        States.COMMITTERS,
        builder ->
            request("GET", "/advanced-security")
                .apply(builder)
                .queryParameter("page", "1")
                .queryParameter("per_page", "10"),
        200,
        body -> {
          body.integerType("total_advanced_security_committers", 2);
          body.integerType("total_count", 2);
          body.minArrayLike(
              "repositories",
              1,
              repository -> {
                repository.stringType("name", "octocat-org/octocat-repo");
                repository.integerType("advanced_security_committers", 2);
                repository.minArrayLike(
                    "advanced_security_committers_breakdown",
                    1,
                    committer -> {
                      committer.stringType("user_login", "octokitten");
                      date(committer, "last_pushed_date", "2021-10-25");
                      committer.stringType("last_pushed_email", "octokitten@example.com");
                    });
              });
        });
  }

  @Test
  @PactTestFor(pactMethod = "getAdvancedSecurityCommitters")
  void getAdvancedSecurityCommitters(MockServer server) {
    assertThat(ask(server, billing -> billing.advancedSecurity().page(1, 10)).repositories())
        .singleElement()
        .satisfies(
            repository ->
                assertThat(repository.advancedSecurityCommittersBreakdown().get(0).lastPushedDate())
                    .isEqualTo(LocalDate.parse("2021-10-25")));
  }

  @Pact(consumer = CONSUMER, provider = PROVIDER)
  V4Pact listCostCenters(PactBuilder pact) {
    return read(
        pact,
        "listCostCenters",
        States.COST_CENTER,
        "/cost-centers",
        body ->
            body.minArrayLike(
                "costCenters",
                1,
                center -> {
                  center.stringType("id", COST_CENTER);
                  center.stringType("name", "Cost Center Name");
                  center.minArrayLike(
                      "resources",
                      1,
                      resource -> {
                        resource.stringType("type", "User");
                        resource.stringType("name", "Monalisa");
                      });
                }));
  }

  @Test
  @PactTestFor(pactMethod = "listCostCenters")
  void listCostCenters(MockServer server) {
    assertThat(ask(server, billing -> billing.costCenters().list()).costCenters())
        .singleElement()
        .satisfies(center -> assertThat(center.resources().get(0).name()).isEqualTo("Monalisa"));
  }

  @Pact(consumer = CONSUMER, provider = PROVIDER)
  V4Pact addUsersToCostCenter(PactBuilder pact) {
    return write(
        pact,
        "addUsersToCostCenter",
        States.COST_CENTER,
        request("POST", "/cost-centers/" + COST_CENTER + "/resource"),
        "{\"users\":[\"octocat\"]}",
        200,
        // What is done is said by the status; the message is for people.
        body -> {});
  }

  @Test
  @PactTestFor(pactMethod = "addUsersToCostCenter")
  void addUsersToCostCenter(MockServer server) {
    CostCenterChange change =
        ask(server, billing -> billing.costCenters().addUsers(COST_CENTER, List.of("octocat")));
    assertThat(change.message()).isNull();
  }

  @Pact(consumer = CONSUMER, provider = PROVIDER)
  V4Pact removeUsersFromCostCenter(PactBuilder pact) {
    return write(
        pact,
        "removeUsersFromCostCenter",
        States.COST_CENTER,
        request("DELETE", "/cost-centers/" + COST_CENTER + "/resource"),
        "{\"users\":[\"octocat\"]}",
        200,
        body -> {});
  }

  @Test
  @PactTestFor(pactMethod = "removeUsersFromCostCenter")
  void removeUsersFromCostCenter(MockServer server) {
    CostCenterChange change =
        ask(server, billing -> billing.costCenters().removeUsers(COST_CENTER, List.of("octocat")));
    assertThat(change.message()).isNull();
  }

  @Pact(consumer = CONSUMER, provider = PROVIDER)
  V4Pact getUsageReport(PactBuilder pact) {
    return success(
        pact,
        "getUsageReport",
        States.USAGE,
        builder ->
            request("GET", "/usage")
                .apply(builder)
                .queryParameter("year", "2023")
                .queryParameter("month", "8")
                .queryParameter("day", "1"),
        200,
        body ->
            body.minArrayLike(
                "usageItems",
                1,
                item -> {
                  item.stringType("date", USAGE_DAY);
                  item.stringType("product", "Actions");
                  item.stringType("sku", "Actions Linux");
                  item.numberType("quantity", 100);
                  item.stringType("unitType", "minutes");
                  item.numberType("pricePerUnit", 0.008);
                  item.numberType("grossAmount", 0.8);
                  item.numberType("discountAmount", 0);
                  item.numberType("netAmount", 0.8);
                }));
  }

  @Test
  @PactTestFor(pactMethod = "getUsageReport")
  void getUsageReport(MockServer server) {
    UsageQuery day = UsageQuery.day(LocalDate.parse(USAGE_DAY));
    assertThat(ask(server, billing -> billing.usage().report(day)).usageItems())
        .singleElement()
        .satisfies(item -> assertThat(item.netAmount()).isEqualByComparingTo("0.8"));
  }

  @Pact(consumer = CONSUMER, provider = PROVIDER)
  V4Pact listUsageReportExports(PactBuilder pact) {
    return read(
        pact,
        "listUsageReportExports",
        States.EXPORT,
        "/reports",
        body -> body.minArrayLike("usage_report_exports", 1, SdkPactTest::export));
  }

  @Test
  @PactTestFor(pactMethod = "listUsageReportExports")
  void listUsageReportExports(MockServer server) {
    assertThat(ask(server, billing -> billing.exports().list()).usageReportExports())
        .singleElement()
        .satisfies(export -> assertThat(export.id()).isEqualTo(EXPORT));
  }

  @Pact(consumer = CONSUMER, provider = PROVIDER)
  V4Pact getUsageReportExport(PactBuilder pact) {
    return read(
        pact,
        "getUsageReportExport",
        States.EXPORT,
        "/reports/" + EXPORT,
        body -> {
          export(body);
          body.minArrayLike(
              "download_urls",
              1,
              PactDslJsonRootValue.stringMatcher(
                  "https?://.+", "https://github.com/enterprises/github/metered_exports/1234"),
              1);
        });
  }

  @Test
  @PactTestFor(pactMethod = "getUsageReportExport")
  void getUsageReportExport(MockServer server) {
    assertThat(ask(server, billing -> billing.exports().get(EXPORT)).startDate())
        .isEqualTo(LocalDate.parse("2024-01-01"));
  }

  @Pact(consumer = CONSUMER, provider = PROVIDER)
  V4Pact createUsageReportExport(PactBuilder pact) {
    return write(
        pact,
        "createUsageReportExport",
        States.ENTERPRISE,
        request("POST", "/reports"),
        "{\"report_type\":\"detailed\",\"start_date\":\"2024-01-01\"}",
        202,
        SdkPactTest::export);
  }

  @Test
  @PactTestFor(pactMethod = "createUsageReportExport")
  void createUsageReportExport(MockServer server) {
    UsageReportExportRequest request =
        UsageReportExportRequest.of(UsageReportType.DETAILED, LocalDate.parse("2024-01-01"));
    // The operation alone: exports() would list the exports first.
    assertThat(
            ask(
                    server,
                    billing ->
                        billing
                            .api(UsageReportExportsApi.class)
                            .createUsageReportExport(billing.enterprise(), request))
                .id())
        .isEqualTo(EXPORT);
  }

  private static void export(LambdaDslObject export) {
    export.stringType("id", EXPORT);
    export.stringType("report_type", "detailed");
    date(export, "start_date", "2024-01-01");
    date(export, "end_date", "2024-01-31");
    export.stringType("status", "completed");
  }

  private static void date(LambdaDslObject object, String name, String example) {
    object.stringMatcher(name, "[0-9]{4}-[0-9]{2}-[0-9]{2}", example);
  }

  private static V4Pact read(
      PactBuilder pact,
      String operationId,
      String state,
      String path,
      Consumer<LambdaDslJsonBody> body) {
    return success(pact, operationId, state, request("GET", path), 200, body);
  }

  private static V4Pact write(
      PactBuilder pact,
      String operationId,
      String state,
      UnaryOperator<HttpRequestBuilder> request,
      String sent,
      int status,
      Consumer<LambdaDslJsonBody> body) {
    return success(
        pact,
        operationId,
        state,
        builder -> request.apply(builder).body(sent, "application/json"),
        status,
        body);
  }

  private static UnaryOperator<HttpRequestBuilder> request(String method, String path) {
    return builder ->
        builder
            .method(method)
            .path(BILLING + path)
            .header("Accept", "application/vnd.github+json")
            .header("X-GitHub-Api-Version", "2022-11-28")
            .header("Authorization", Matchers.regexp("Bearer .+", "Bearer " + TOKEN));
  }

  /** One interaction, named after its operation. */
  private static V4Pact success(
      PactBuilder pact,
      String operationId,
      String state,
      UnaryOperator<HttpRequestBuilder> request,
      int status,
      Consumer<LambdaDslJsonBody> body) {
    return pact.expectsToReceiveHttpInteraction(
            operationId + " " + status,
            interaction ->
                interaction
                    .state(state)
                    .reference("openapi", "operationId", operationId)
                    .withRequest(request::apply)
                    .willRespondWith(
                        response ->
                            response
                                .status(status)
                                .header("Content-Type", Matchers.regexp(JSON, "application/json"))
                                .body(newJsonBody(body).build())))
        .toPact();
  }

  private static <T> T ask(MockServer server, Function<GitHubBilling, T> call) {
    try (GitHubBilling billing =
        GitHubBilling.builder()
            .baseUrl(URI.create(server.getUrl()))
            .enterprise(ENTERPRISE)
            .token(TOKEN)
            .build()) {
      return call.apply(billing);
    }
  }
}
