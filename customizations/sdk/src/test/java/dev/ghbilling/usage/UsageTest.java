package dev.ghbilling.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time is 1 June 2025, just after midnight in UTC. */
class UsageTest {
  private static final YearMonth MONTH = YearMonth.of(2025, 3);

  @AutoClose final RecordingServer server = new RecordingServer();

  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl(), new ManualClock()).build();

  static Stream<Arguments> impossible() {
    UsageQuery now = UsageQuery.currentMonth();
    return Stream.of(
        Arguments.of(now.withDay(1), "day requires a month: set one with withMonth"),
        Arguments.of(
            UsageQuery.year(2025).withDay(1), "day requires a month: set one with withMonth"),
        Arguments.of(now.withHour(1), "hour requires a day: set one with withDay"),
        Arguments.of(
            UsageQuery.month(MONTH).withHour(0), "hour requires a day: set one with withDay"),
        Arguments.of(now.withMonth(2).withDay(29), "day must be 1 to 28 in 2025-02, was 29"),
        Arguments.of(
            UsageQuery.year(2024).withMonth(2).withDay(30),
            "day must be 1 to 29 in 2024-02, was 30"),
        Arguments.of(now.withMonth(4).withDay(31), "day must be 1 to 30 in 2025-04, was 31"),
        Arguments.of(UsageQuery.year(2026), "year must not be in the future, was 2026"));
  }

  @Regression(
      input = "usage().summary(query -> query.year(2025).month(2).day(30)), and the like",
      before = "sent, for an empty list",
      now = "an IllegalArgumentException, as of usage().report")
  @Test
  void sums_ofAnImpossibleDay_throwBeforeSending() {
    OrganizationUsage organization = billing.organization("octo-org").usage();
    UserUsage user = billing.user("octocat").usage();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> billing.usage().summary(query -> query.year(2025).month(2).day(30)),
            () -> billing.usage().premiumRequests(query -> query.year(2025).month(2).day(30)),
            () -> billing.usage().aiCredits(query -> query.year(2025).month(2).day(30)),
            () -> organization.summary(query -> query.year(2025).month(2).day(30)),
            () -> organization.aiCredits(query -> query.year(2025).month(2).day(30)),
            () -> user.summary(query -> query.year(2025).month(2).day(30)),
            () -> user.premiumRequests(query -> query.year(2025).month(2).day(30)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(call)
          .withMessage("day must be 1 to 28 in 2025-02, was 30");
    }
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void query_ofAnImpossibleTime_throwsBeforeSending(UsageQuery query, String message) {
    List<Function<UsageQuery, Object>> questions =
        List.of(
            billing.usage()::report,
            billing.usage()::stream,
            impossible -> billing.usage().enterpriseTotal(impossible, center -> {}));
    for (Function<UsageQuery, Object> question : questions) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> question.apply(query))
          .withMessage(message);
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void query_empty_isTheCurrentMonth() {
    server.respondWith(ScriptedResponse.json(report()));

    billing.usage().report(UsageQuery.currentMonth());

    assertThat(requestedQueries()).containsExactly("month=6&year=2025");
  }

  @Test
  void month_withoutAYear_isThisYears() {
    server.respondWith(ScriptedResponse.json(report()));

    billing.usage().report(UsageQuery.currentMonth().withMonth(2).withDay(28));

    assertThat(requestedQueries()).containsExactly("day=28&month=2&year=2025");
  }

  @Test
  void year_ofUsage_isRequestedByMonthAndMerged() {
    server.respondWith(byQuery(UsageTest::rowOf));

    List<UsageItem> items = billing.usage().report(UsageQuery.year(2024)).usageItems();

    assertThat(requestedQueries())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 12)
                .mapToObj(month -> "month=" + month + "&year=2024")
                .toList());
    assertThat(items).hasSize(12).doesNotHaveDuplicates();
  }

  @Test
  void months_inTheFuture_areNotRequested() {
    server.respondWith(byQuery(UsageTest::rowOf));

    assertThat(billing.usage().report(UsageQuery.year(2025)).usageItems()).hasSize(6);
    assertThat(requestedQueries()).last().isEqualTo("month=6&year=2025");
  }

  @Test
  void year_onAServerIgnoringTheMonth_throws() {
    server.respondWith(ScriptedResponse.json(report(row("same", "2024-01-31"))));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().report(UsageQuery.year(2024)))
        .withMessageContaining("the server seems to ignore month: asked for year=2024, month=2");
  }

  @Test
  void year_onAServerNeedingTheMonth_isWhole() {
    try (Sandbox sandbox = Sandbox.builder().usageItems(3_000).asObserved(true).start();
        GitHubBilling real = Clients.at(sandbox.baseUrl()).build()) {
      assertThat(real.usage().report(UsageQuery.year(2025)).usageItems()).hasSize(2_700);
      assertThat(real.usage().stream(UsageQuery.year(2025))).hasSize(2_700);
    }
  }

  @Test
  void costCenter_listedTwice_isRequestedOnce() {
    server.respondWith(enterprise(List.of("a", "a", "b"), UsageTest::ofExisting));

    EnterpriseUsage usage = billing.usage().enterpriseTotal(MONTH);

    assertThat(usage.rows())
        .extracting(row -> row.costCenter() == null ? null : row.costCenter().id())
        .containsExactly(null, "a", "b");
    assertThat(usage.total().net()).isEqualByComparingTo("0.3");
  }

  @Test
  void server_ignoringTheCostCenter_isDetected() {
    server.respondWith(enterprise(List.of("a"), query -> report(row("same"))));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().enterpriseTotal(MONTH))
        .withMessageContaining("the server seems to ignore cost_center_id")
        .withMessageContaining(
            "asked for cost_center_id=a, but a cost center that doesn't exist has usage as well");
  }

  @Test
  void server_ignoringTheCostCenter_isDetectedDespiteNewUsage() {
    AtomicInteger requests = new AtomicInteger();
    server.respondWith(
        enterprise(
            List.of("a"), query -> report(row("same"), row("new " + requests.incrementAndGet()))));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().enterpriseTotal(MONTH))
        .withMessageContaining("the server seems to ignore cost_center_id");
  }

  @Test
  void rows_equalOfDifferentCostCenters_allCount() {
    server.respondWith(
        enterprise(
            List.of("a", "b"), query -> query.contains("0000") ? report() : report(row("same"))));

    assertThat(billing.usage().enterpriseTotal(MONTH).total().net()).isEqualByComparingTo("0.3");
    assertThat(requestedQueries())
        .containsExactly(
            "/enterprises/octo-enterprise/settings/billing/cost-centers",
            "month=3&year=2025",
            "cost_center_id=a&month=3&year=2025",
            "cost_center_id=00000000-0000-0000-0000-000000000000&month=3&year=2025",
            "cost_center_id=b&month=3&year=2025");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404})
  void probe_refusedForAnUnknownCostCenter_provesTheFilter(int status) {
    server.respondWith(
        (request, connection) ->
            (request.target().contains("0000")
                    ? ScriptedResponse.of(status, "")
                    : enterprise(List.of("a"), query -> report(row("same"))))
                .send(request, connection));

    assertThat(billing.usage().enterpriseTotal(MONTH).total().net()).isEqualByComparingTo("0.2");
  }

  @Test
  void probe_failingAtTheServer_provesNothing() {
    server.respondWith(
        (request, connection) ->
            (request.target().contains("0000")
                    ? ScriptedResponse.of(500, "")
                    : enterprise(List.of("a"), query -> report(row("same"))))
                .send(request, connection));

    assertThatExceptionOfType(ServerException.class)
        .isThrownBy(() -> billing.usage().enterpriseTotal(MONTH));
  }

  @Test
  void costCenter_deleted_isCounted() {
    server.respondWith(
        enterprise(
            List.of("a", "b"),
            UsageTest::ofExisting,
            body -> body.replace("\"id\": \"a\"", "\"id\": \"a\", \"state\": \"deleted\"")));

    EnterpriseUsage usage = billing.usage().enterpriseTotal(MONTH);

    assertThat(usage.total().net()).isEqualByComparingTo("0.3");
    assertThat(usage.totals(UsageDimension.COST_CENTER).groups())
        .extracting(UsageGroup::value)
        .containsExactlyInAnyOrder(null, "Same (a)", "Same (b)");
  }

  @Test
  void reports_emptyForAllCostCenters_areAccepted() {
    server.respondWith(enterprise(List.of("a", "b"), query -> report()));

    assertThat(billing.usage().enterpriseTotal(MONTH).total()).isEqualTo(UsageTotal.ZERO);
  }

  @Test
  void costCenters_ofTheSameName_areDistinct() {
    server.respondWith(
        enterprise(List.of("a", "b"), UsageTest::ofExisting, UnaryOperator.identity()));

    assertThat(billing.usage().enterpriseTotal(MONTH).totals(UsageDimension.COST_CENTER).groups())
        .extracting(UsageGroup::value)
        .containsExactlyInAnyOrder(null, "Same (a)", "Same (b)");
  }

  @Test
  void enterpriseTotal_forOneCostCenter_throws() {
    UsageQuery one = UsageQuery.month(MONTH).withCostCenter("a");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.usage().enterpriseTotal(one, center -> {}));
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void enterpriseTotal_byAnyDimension_hasEveryRowOnce(UsageDimension by) {
    try (Sandbox sandbox =
            Sandbox.builder()
                .usageItems(5_000)
                .asObserved(true)
                .costCenter("second", "Second", "octocat")
                .start();
        GitHubBilling real = Clients.at(sandbox.baseUrl()).build()) {
      EnterpriseUsage usage = real.usage().enterpriseTotal(UsageQuery.year(2025), center -> {});

      assertThat(usage.items()).hasSize(5_000).doesNotHaveDuplicates();
      assertThat(usage.newestDate()).startsWith("2025-12-31");
      UsageTotals totals = usage.totals(by);
      assertThat(totals.total().items()).isEqualTo(5_000);
      assertThat(
              totals.groups().stream()
                  .map(group -> group.total().net())
                  .reduce(BigDecimal.ZERO, BigDecimal::add))
          .isEqualByComparingTo(usage.total().net());
      if (by == UsageDimension.COST_CENTER) {
        assertThat(totals.groups())
            .extracting(UsageGroup::value)
            .containsExactlyInAnyOrder(null, "Cost Center Name", "Second");
      }
    }
  }

  @Test
  void item_alone_doesNotKnowItsCostCenter() {
    server.respondWith(ScriptedResponse.json(report(row("a"))));
    List<UsageItem> items = billing.usage().report(UsageQuery.month(MONTH)).usageItems();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> UsageTotals.of(items, UsageDimension.COST_CENTER));
  }

  private List<String> requestedQueries() {
    return server.requests().stream().map(UsageTest::query).toList();
  }

  private static String query(ReceivedRequest request) {
    return request.target().replaceFirst("^[^?]*\\?", "");
  }

  /** A report with a row of the query's month. */
  private static String rowOf(String query) {
    Matcher month = Pattern.compile("month=(\\d+)&year=(\\d+)").matcher(query);
    assertThat(month.find()).as(query).isTrue();
    String date = "%s-%02d-01".formatted(month.group(2), Integer.parseInt(month.group(1)));
    return report(row(query, date));
  }

  /** A report of a cost center that exists, or an empty one. */
  private static String ofExisting(String query) {
    return query.contains("0000") ? report() : rowOf(query);
  }

  private static ScriptedResponse byQuery(UnaryOperator<String> response) {
    return (request, connection) ->
        ScriptedResponse.json(response.apply(query(request))).send(request, connection);
  }

  private static ScriptedResponse enterprise(List<String> ids, UnaryOperator<String> usage) {
    return enterprise(ids, usage, body -> body.replace("Same", "Center"));
  }

  private static ScriptedResponse enterprise(
      List<String> ids, UnaryOperator<String> usage, UnaryOperator<String> naming) {
    String centers =
        ids.stream()
            .map(id -> "{\"id\": \"%s\", \"name\": \"Same\", \"resources\": []}".formatted(id))
            .toList()
            .toString();
    return (request, connection) ->
        ScriptedResponse.json(
                request.target().contains("/cost-centers")
                    ? naming.apply("{\"costCenters\": " + centers + "}")
                    : usage.apply(query(request)))
            .send(request, connection);
  }

  private static String report(String... rows) {
    return "{\"usageItems\": [" + String.join(",", rows) + "]}";
  }

  static String row(String repository) {
    return row(repository, "2025-03-01");
  }

  static String row(String repository, String date) {
    return """
    {"date": "%s", "product": "Actions", "sku": "Actions Linux", "quantity": 1,
     "unitType": "Minutes", "pricePerUnit": 0.1, "grossAmount": 0.1, "discountAmount": 0,
     "netAmount": 0.1, "organizationName": "octo", "repositoryName": "%s"}
    """
        .formatted(date, repository);
  }
}
