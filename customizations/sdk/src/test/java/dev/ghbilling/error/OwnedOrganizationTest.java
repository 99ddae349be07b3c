package dev.ghbilling.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.usage.UsageQuery;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The advice for an organization that belongs to an enterprise, which is billed there. */
class OwnedOrganizationTest {
  private static final String ADVICE = "so use the enterprise's endpoint, ";

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  private final OrganizationBilling organization = billing.organization("octo-org");

  static Stream<Arguments> advised() {
    return Stream.of(
        Arguments.of(
            404, call(org -> org.usage().report(UsageQuery.currentMonth())), "getUsageReport"),
        Arguments.of(
            404,
            call(org -> org.usage().stream(UsageQuery.currentMonth()).forEach(item -> {})),
            "getUsageReport"),
        Arguments.of(404, call(org -> org.usage().summary(q -> {})), "getUsageSummary"),
        Arguments.of(
            404, call(org -> org.usage().premiumRequests(q -> {})), "getPremiumRequestUsage"),
        Arguments.of(404, call(org -> org.usage().aiCredits(q -> {})), "getAiCreditUsage"),
        Arguments.of(
            403,
            call(org -> org.usage().premiumRequests(q -> q.user("mona"))),
            "getPremiumRequestUsage"),
        Arguments.of(
            403, call(org -> org.usage().aiCredits(q -> q.user("mona"))), "getAiCreditUsage"));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of(403, call(org -> org.usage().report(UsageQuery.currentMonth()))),
        Arguments.of(403, call(org -> org.usage().summary(q -> {}))),
        Arguments.of(403, call(org -> org.usage().premiumRequests(q -> q.model("a")))),
        Arguments.of(404, call(org -> org.budgets().get("a"))),
        Arguments.of(404, call(org -> org.advancedSecurity().get())),
        Arguments.of(410, call(org -> org.usage().premiumRequests(q -> q.user("mona")))));
  }

  @ParameterizedTest
  @MethodSource("advised")
  void refusal_thatMayBeForAnOwner_advisesItsOperation(
      int status, Consumer<OrganizationBilling> call, String operation) {
    assertThat(refusal(status, call)).hasMessageContaining(ADVICE + operation + "; documented for");
  }

  @ParameterizedTest
  @MethodSource("others")
  void refusal_ofAnythingElse_doesNot(int status, Consumer<OrganizationBilling> call) {
    assertThat(refusal(status, call)).hasMessageNotContaining(ADVICE);
  }

  @Test
  void refusal_ofAnEnterprise_doesNot() {
    server.respondWith(ScriptedResponse.of(403, ""));

    assertThat(
            catchThrowableOfType(
                ApiException.class, () -> billing.usage().aiCredits(q -> q.user("mona"))))
        .hasMessageNotContaining(ADVICE);
  }

  private ApiException refusal(int status, Consumer<OrganizationBilling> call) {
    server.respondWith(
        ScriptedResponse.of(status, "{\"message\": \"no\"}", "Content-Type: application/json"));
    return catchThrowableOfType(ApiException.class, () -> call.accept(organization));
  }

  private static Consumer<OrganizationBilling> call(Consumer<OrganizationBilling> call) {
    return call;
  }
}
