package dev.ghbilling.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import dev.ghbilling.client.model.ModelUsageReport;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The usage of organizations and users, and sums of usage. */
class ScopedUsageTest {
  private static final UsageQuery.Period MONTH = UsageQuery.month(YearMonth.of(2025, 3));

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl(), new ManualClock()).build();

  private final OrganizationBilling organization = billing.organization("octo-org");
  private final UserBilling user = billing.user("monalisa");

  @Test
  void report_ofAYear_isThatOfItsMonths() {
    server.respondWith(ScriptedResponse.json("{\"usageItems\": []}"));

    organization.usage().report(UsageQuery.year(2025));

    assertThat(server.requests())
        .extracting(request -> request.target().replaceFirst(".*/", ""))
        .containsExactly(
            "usage?month=1&year=2025",
            "usage?month=2&year=2025",
            "usage?month=3&year=2025",
            "usage?month=4&year=2025",
            "usage?month=5&year=2025",
            "usage?month=6&year=2025");
  }

  @Test
  void row_ofAnotherMonth_isRefusedForEveryScope() {
    server.respondWith(
        ScriptedResponse.json("{\"usageItems\": [" + UsageTest.row("a", "2025-04-01") + "]}"));
    List<MeteredUsage<? super UsageQuery.Period>> scopes =
        List.of(billing.usage(), organization.usage(), user.usage());

    for (MeteredUsage<? super UsageQuery.Period> usage : scopes) {
      assertThatExceptionOfType(UnreadableResponseException.class)
          .isThrownBy(() -> usage.report(MONTH))
          .withMessageContaining("asked for year=2025, month=3");
      try (Stream<UsageItem> items = usage.stream(MONTH)) {
        assertThatExceptionOfType(UnreadableResponseException.class)
            .isThrownBy(() -> items.forEach(item -> {}))
            .withMessageContaining("UsageReport: ")
            .withMessageContaining("asked for year=2025, month=3");
      }
    }
  }

  @Test
  void everyScope_inTheSandbox_hasReportsAndSums() {
    try (Sandbox sandbox = Sandbox.builder().usageItems(2_000).start();
        GitHubBilling real = Clients.at(sandbox.baseUrl()).build()) {
      OrganizationBilling org = real.organization("octo-org");
      UserBilling mona = real.user("monalisa");

      assertThat(org.usage().report(MONTH).usageItems()).isNotEmpty();
      assertThat(mona.usage().stream(MONTH)).isNotEmpty();
      assertThat(real.usage().summary(q -> q.year(2025).month(3)).usageItems()).isNotEmpty();
      assertThat(org.usage().summary(q -> q.year(2025).month(3)).usageItems()).isNotEmpty();
      assertThat(mona.usage().summary(q -> q.year(2025).month(3)).usageItems()).isNotEmpty();
      assertThat(real.usage().aiCredits(q -> q.year(2025).month(3)).timePeriod().month())
          .isEqualTo(3);
      assertThat(org.usage().premiumRequests(q -> q.year(2025).user("lisa")).user())
          .isEqualTo("lisa");
      assertThat(mona.usage().premiumRequests(q -> q.year(2025).month(3)).timePeriod().month())
          .isEqualTo(3);
      assertThat(mona.usage().aiCredits(q -> q.year(2025).month(3)).timePeriod().month())
          .isEqualTo(3);
      assertThat(
              org.usage()
                  .premiumRequestsByUser(List.of("lisa", "mona"), q -> q.year(2025).month(3)))
          .extracting(one -> one.report().user(), one -> one.report().timePeriod().month())
          .containsExactly(tuple("lisa", 3), tuple("mona", 3));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2024, 3, octo, '\"costCenter\": {\"id\": \"c\", \"name\": \"C\"}', year",
    "2025, 4, octo, '\"costCenter\": {\"id\": \"c\", \"name\": \"C\"}', month",
    "2025, 3, other, '\"costCenter\": {\"id\": \"c\", \"name\": \"C\"}', organization",
    "2025, 3, octo, '\"costCenter\": {\"id\": \"d\", \"name\": \"C\"}', cost_center_id",
    "2025, 3, octo, '\"sku\": \"none\"', cost_center_id"
  })
  void summary_ofSomethingElse_isRefused(
      int year, int month, String org, String other, String ignored) {
    ScriptedResponse summary =
        ScriptedResponse.json(
            """
            {"timePeriod": {"year": %d, "month": %d}, "enterprise": "octo-enterprise",
             "organization": "%s", %s, "usageItems": []}
            """
                .formatted(year, month, org, other));
    server.respondWith(
        ScriptedResponse.json(
            "{\"costCenters\": [{\"id\": \"c\", \"name\": \"C\", \"resources\": []}]}"),
        summary);

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(
            () ->
                billing
                    .usage()
                    .summary(q -> q.year(2025).month(3).organization("Octo").costCenterId("C")))
        .withMessageContaining("ignore " + ignored + ":");
  }

  @Test
  void summary_ofACostCenter_takesItsName() {
    server.respondWith(
        ScriptedResponse.json(
            "{\"costCenters\": [{\"id\": \"c1\", \"name\": \"R & D\", \"resources\": []}]}"),
        ScriptedResponse.json(
            """
            {"timePeriod": {"year": 2025, "month": 6}, "enterprise": "octo-enterprise",
             "costCenter": {"id": "c1", "name": "R & D"}, "usageItems": []}
            """),
        ScriptedResponse.json(
            """
            {"timePeriod": {"year": 2025, "month": 6}, "enterprise": "octo-enterprise",
             "usageItems": []}
            """));

    billing.usage().summary(q -> q.costCenterId("r & d"));
    billing.usage().summary(q -> q.costCenterId("none"));

    assertThat(server.requests())
        .extracting(request -> request.target().replaceFirst(".*/", ""))
        .containsExactly(
            "cost-centers", "summary?cost_center_id=c1", "summary?cost_center_id=none");
  }

  @Test
  void byUser_isOneCallEach_andCanBeResumed() {
    server.respondWith(
        ofUser("mona"), ofUser("lisa"), ScriptedResponse.of(502, ""), ofUser("hubot"));
    List<String> logins = List.of("Mona", "lisa", "hubot");
    List<String> done = new ArrayList<>();

    Iterator<UsageByUser<ModelUsageReport>> users =
        billing.usage().premiumRequestsByUser(logins, q -> q.year(2025)).iterator();
    assertThat(server.requests()).isEmpty();
    assertThatExceptionOfType(ServerException.class)
        .isThrownBy(() -> users.forEachRemaining(one -> done.add(one.login())));
    assertThat(done).containsExactly("Mona", "lisa");

    List<String> rest = logins.subList(done.size(), logins.size());
    assertThat(billing.usage().premiumRequestsByUser(rest, q -> q.year(2025)))
        .extracting(UsageByUser::login, one -> one.report().user())
        .containsExactly(tuple("hubot", "hubot"));
    assertThat(server.requests())
        .extracting(request -> request.target().replaceFirst(".*\\?", ""))
        .containsExactly(
            "user=Mona&year=2025",
            "user=lisa&year=2025",
            "user=hubot&year=2025",
            "user=hubot&year=2025");
  }

  @Test
  void byUser_forAnotherUser_isRefused() {
    server.respondWith(ofUser("mona"));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> organization.usage().aiCreditsByUser(List.of("lisa"), q -> {}).toList())
        .withMessageContaining("ignore user: asked for user=lisa");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void byUser_withABlankLogin_sendsNothing(String login) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.usage().aiCreditsByUser(List.of("a", login), q -> {}))
        .withMessage("the user's login must not be blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> organization.usage().premiumRequestsByUser(List.of("a", login), q -> {}));
    assertThat(server.requests()).isEmpty();
  }

  private static ScriptedResponse ofUser(String login) {
    return ScriptedResponse.json(
        """
        {"timePeriod": {"year": 2025}, "enterprise": "octo-enterprise", "organization": "octo-org",
         "user": "%s", "usageItems": []}
        """
            .formatted(login));
  }
}
