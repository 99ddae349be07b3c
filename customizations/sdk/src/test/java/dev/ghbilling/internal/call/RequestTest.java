package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.ApiOperation;
import dev.ghbilling.client.api.ActionsApi;
import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.api.UsageReportExportsApi;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.error.GitHubBillingException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.usage.UsageQuery;
import feign.Headers;
import feign.Param;
import feign.QueryMap;
import feign.RequestLine;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
  @AutoClose
  final RecordingServer server = new RecordingServer().respondWith(ScriptedResponse.of(404, ""));

  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void client_justBuilt_sendsNothing() {
    assertThat(billing.usage()).isNotNull();
    assertThat(billing.exports().export("a1")).isNotNull();
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Authorization | Bearer ghp_TheSecretToken",
        "User-Agent | ghbilling/development",
        "Accept | application/vnd.github+json, application/json",
        "X-GitHub-Api-Version | 2022-11-28"
      })
  void header_ofACall_isSentOnce(String header, String value) {
    send(billing);

    assertThat(server.request().header(header)).containsExactly(value);
  }

  @Test
  void get_ofACall_hasNoBodyAndNoContentType() {
    send(billing);

    assertThat(server.request().body()).isEmpty();
    assertThat(server.request().header("Content-Type")).isEmpty();
  }

  @Test
  void apiVersion_set_replacesTheContracts() {
    try (GitHubBilling other = Clients.at(server.baseUrl()).apiVersion("2026-03-10").build()) {
      send(other);
    }

    assertThat(server.request().header("X-GitHub-Api-Version")).containsExactly("2026-03-10");
  }

  @Test
  void userAgent_set_precedesTheLibrary() {
    try (GitHubBilling other = Clients.at(server.baseUrl()).userAgent("acme-costs/2.1").build()) {
      send(other);
    }

    assertThat(server.request().header("User-Agent"))
        .containsExactly("acme-costs/2.1 ghbilling/development");
  }

  @Test
  void removeUsers_withLogins_sendsABody() {
    fail(() -> billing.costCenters().removeUsers("cc-1", List.of("mona", "lisa")));

    ReceivedRequest request = server.requests().get(0);
    assertThat(request.method()).isEqualTo("DELETE");
    assertThat(request.target())
        .isEqualTo("/enterprises/octo-enterprise/settings/billing/cost-centers/cc-1/resource");
    assertThat(request.header("Content-Type")).containsExactly("application/json");
    assertThat(request.header("Content-Length")).containsExactly("25");
    assertThat(request.body()).isEqualTo("{\"users\":[\"mona\",\"lisa\"]}");
  }

  /** An interface like the contract's, which has no PATCH yet. */
  interface Changes {
    @ApiOperation(
        id = "change",
        idempotent = false,
        tokens = {},
        refusedTokens = {})
    @RequestLine("PATCH /things/{thing}")
    @Headers("Content-Type: application/json")
    void change(@Param("thing") String thing, Map<String, String> change);
  }

  /** An interface like the contract's, which has no list parameter yet. */
  interface Searches {
    @ApiOperation(
        id = "search",
        idempotent = false,
        tokens = {},
        refusedTokens = {})
    @RequestLine("GET /things")
    void search(@QueryMap SearchQuery query);

    record SearchQuery(
        @Param("labels[]") List<String> labels, @Param("since") @Nullable LocalDate since) {}

    @ApiOperation(
        id = "price",
        idempotent = false,
        tokens = {},
        refusedTokens = {})
    @RequestLine("GET /prices/{price}")
    void price(@Param("price") BigDecimal price, @QueryMap PriceQuery query);

    record PriceQuery(@Param("above") BigDecimal above, @Param("of") List<BigDecimal> of) {}
  }

  @Test
  @Regression(
      input = "a number in a path or a query, as new BigDecimal(\"1E+3\")",
      before = "1E%2B3",
      now = "1000, as in a body")
  void number_inThePathAndTheQuery_hasPlainDigits() {
    List<BigDecimal> both = List.of(new BigDecimal("1E-10"), new BigDecimal("-0.50"));
    fail(
        () ->
            billing
                .api(Searches.class)
                .price(
                    new BigDecimal("2E+1"), new Searches.PriceQuery(new BigDecimal("1E+3"), both)));

    assertThat(server.request().target())
        .isEqualTo("/prices/20?above=1000&of=0.0000000001&of=-0.50");
  }

  @Test
  void list_inTheQuery_isOneParameterPerElement() {
    LocalDate since = LocalDate.of(2025, 1, 31);
    fail(
        () ->
            billing
                .api(Searches.class)
                .search(new Searches.SearchQuery(List.of("a b", "c,d&e"), since)));
    fail(() -> billing.api(Searches.class).search(new Searches.SearchQuery(List.of(), since)));
    fail(() -> billing.api(Searches.class).search(new Searches.SearchQuery(List.of(), null)));

    assertThat(server.requests())
        .extracting(ReceivedRequest::target)
        .containsExactly(
            "/things?labels%5B%5D=a%20b&labels%5B%5D=c%2Cd%26e&since=2025-01-31",
            "/things?since=2025-01-31", "/things");
  }

  @Test
  void patch_ofAPart_sendsABody() {
    fail(() -> billing.api(Changes.class).change("a b", Map.of("name", "lisa")));

    ReceivedRequest request = server.request();
    assertThat(request.method()).isEqualTo("PATCH");
    assertThat(request.target()).isEqualTo("/things/a%20b");
    assertThat(request.header("Content-Type")).containsExactly("application/json");
    assertThat(request.body()).isEqualTo("{\"name\":\"lisa\"}");
  }

  @Test
  void property_unset_isNotInTheBody() {
    fail(
        () ->
            billing
                .api(UsageReportExportsApi.class)
                .createUsageReportExport(
                    "octo-enterprise",
                    UsageReportExportRequest.builder()
                        .reportType(UsageReportType.DETAILED)
                        .startDate(LocalDate.of(2025, 1, 2))
                        .build()));

    assertThat(server.request().body())
        .isEqualTo("{\"report_type\":\"detailed\",\"start_date\":\"2025-01-02\"}");
  }

  @Test
  void parameter_unset_isNotInTheQuery() {
    fail(() -> billing.usage().report(UsageQuery.month(YearMonth.of(2025, 3))));

    assertThat(server.request().target().split("[?&]"))
        .containsExactlyInAnyOrder(
            "/enterprises/octo-enterprise/settings/billing/usage", "year=2025", "month=3");
  }

  @SuppressWarnings("deprecation")
  @Test
  void parameter_set_isInTheQuery() {
    fail(
        () ->
            getUsageReport(
                GetUsageReportQuery.builder()
                    .year(2025)
                    .month(3)
                    .day(31)
                    .hour(0)
                    .costCenterId("cc-1")));

    assertThat(server.request().target().replaceFirst("^.*\\?", "").split("&"))
        .containsExactlyInAnyOrder(
            "year=2025", "month=3", "day=31", "hour=0", "cost_center_id=cc-1");
  }

  @ParameterizedTest
  @CsvSource({"a&b=c, a%26b%3Dc", "50%25, 50%2525", "ä ö+, %C3%A4%20%C3%B6%2B", "%, %25"})
  void parameter_withSpecialCharacters_isEncoded(String id, String encoded) {
    fail(() -> getUsageReport(GetUsageReportQuery.builder().costCenterId(id)));

    assertThat(server.request().target().split("[?&]")).contains("cost_center_id=" + encoded);
  }

  private UsageReport getUsageReport(GetUsageReportQuery.Builder query) {
    return billing.api(UsageApi.class).getUsageReport("octo-enterprise", query.build());
  }

  @ParameterizedTest
  @CsvSource({
    "octo corp, octo%20corp",
    "a/b, a%2Fb",
    "a\\b, a%5Cb",
    "Müller, M%C3%BCller",
    "50%, 50%25",
    "100%25, 100%2525",
    "%2e%2e, %252e%252e",
    "a?b#c, a%3Fb%23c",
    "{enterprise}, %7Benterprise%7D",
    "a;b=c, a%3Bb%3Dc",
    "octo_corp~1.x, octo_corp~1.x",
    "..., ..."
  })
  void enterprise_withASlash_isOneSegment(String enterprise, String segment) {
    try (GitHubBilling other = Clients.at(server.baseUrl()).enterprise(enterprise).build()) {
      send(other);
    }

    assertThat(server.request().target())
        .isEqualTo("/enterprises/" + segment + "/settings/billing/actions");
  }

  @SuppressWarnings("deprecation")
  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", " "})
  void segment_ofDots_isRefused(String segment) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GitHubBilling.builder().enterprise(segment));
    assertThatIllegalArgumentException().isThrownBy(() -> billing.exports().get(segment));
    assertThatIllegalArgumentException().isThrownBy(() -> billing.exports().export(segment));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.costCenters().addUsers(segment, List.of("mona")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.api(ActionsApi.class).getActionsBilling(segment));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                billing
                    .api(UsageReportExportsApi.class)
                    .getUsageReportExport("octo-enterprise", segment));
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v3", "/api/v3/", "/api/v3//"})
  void path_ofTheBaseUrl_isKept(String path) {
    try (GitHubBilling other = Clients.at(URI.create(server.baseUrl() + path)).build()) {
      send(other);
    }

    assertThat(server.request().target())
        .isEqualTo("/api/v3/enterprises/octo-enterprise/settings/billing/actions");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void redirect_toAnotherHost_carriesNoToken(int status) throws IOException {
    try (RecordingServer other = new RecordingServer().respondWith(ScriptedResponse.of(404, ""))) {
      server.respondWith(ScriptedResponse.of(status, "", "Location: " + other.baseUrl() + "/x"));

      fail(() -> billing.actions());

      assertThat(other.request().target()).isEqualTo("/x");
      assertThat(other.request().header("Authorization")).isEmpty();
      assertThat(other.request().header("X-GitHub-Api-Version")).isNotEmpty();
    }
  }

  @Test
  void redirect_ofAnotherKind_isNotFollowed() throws IOException {
    try (RecordingServer other = new RecordingServer().respondWith(ScriptedResponse.json("{}"))) {
      server.respondWith(ScriptedResponse.of(303, "", "Location: " + other.baseUrl() + "/x"));

      fail(() -> billing.actions());

      assertThat(other.requests()).isEmpty();
    }
  }

  private static void send(GitHubBilling client) {
    fail(() -> client.actions());
  }

  /** Expects the call to fail with 404, since only the request matters. */
  private static void fail(ThrowingCallable call) {
    assertThat(catchThrowableOfType(GitHubBillingException.class, call)).isNotNull();
  }
}
