package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.model.BudgetAlerting;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetScope;
import dev.ghbilling.client.model.BudgetType;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.usage.UsageQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients for an enterprise, an organization and a user. */
class ScopesTest {
  private static final String NO_USAGE = "{\"usageItems\": []}";

  @AutoClose
  final RecordingServer server = new RecordingServer().respondWith(ScriptedResponse.json(NO_USAGE));

  static Stream<Arguments> builders() {
    return Stream.of(
        Arguments.of(
            "GITHUB_ENTERPRISE",
            "/enterprises/octo",
            builder((billing, query) -> billing.usage().report(query), GitHubBilling::builder)),
        Arguments.of(
            "GITHUB_ORGANIZATION",
            "/organizations/octo",
            builder(
                (billing, query) -> billing.usage().report(query), OrganizationBilling::builder)),
        Arguments.of(
            "GITHUB_USER",
            "/users/octo",
            builder((billing, query) -> billing.usage().report(query), UserBilling::builder)));
  }

  /** Builds a client from an environment and calls it. */
  private interface Call {
    void with(Map<String, String> environment);
  }

  private static <C extends BillingClient<C>, B extends BillingClientBuilder<C, B>> Call builder(
      BiConsumer<C, UsageQuery.Period> report, Supplier<B> builder) {
    return environment -> {
      try (C billing = builder.get().environment(environment).build()) {
        report.accept(billing, UsageQuery.currentMonth());
      }
    };
  }

  @ParameterizedTest
  @MethodSource("builders")
  void environment_complete_isEnough(String variable, String path, Call call) {
    call.with(
        Map.of(
            "GITHUB_API_URL",
            server.baseUrl().toString(),
            variable,
            "octo\n",
            "GH_TOKEN",
            "ghp_x"));

    assertThat(server.request().target()).startsWith(path + "/settings/billing/usage?");
    assertThat(server.request().header("Authorization")).containsExactly("Bearer ghp_x");
  }

  @ParameterizedTest
  @MethodSource("builders")
  void environment_withoutTheAccount_namesItsVariable(String variable, String path, Call call) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.with(Map.of("GH_TOKEN", "ghp_x")))
        .withMessageMatching("(enterprise|organization|user) is required: set " + variable);
  }

  @ParameterizedTest
  @MethodSource("builders")
  void accountVariable_inQuotes_isRefused(String variable, String path, Call call) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.with(Map.of(variable, "\"octo\"", "GH_TOKEN", "ghp_x")))
        .withMessageMatching(
            variable + " must be one (slug|login), without quotes, spaces and NAME=");
  }

  @Test
  void client_ofAnotherScope_hasTheSameSettings() {
    try (GitHubBilling billing = Clients.at(server.baseUrl()).header("X-Team", "a").build()) {
      OrganizationBilling organization = billing.organization("acme");
      organization.usage().report(UsageQuery.currentMonth());
      billing.user("mona").usage().report(UsageQuery.currentMonth());
      try (OrganizationBilling copy = organization.toBuilder().organization("b").build()) {
        assertThat(copy).hasToString("OrganizationBilling[b at %s]".formatted(server.baseUrl()));
      }
    }

    assertThat(server.requests())
        .extracting(request -> request.target().replaceFirst("/settings.*", ""))
        .containsExactly("/organizations/acme", "/users/mona");
    assertThat(server.requests())
        .allSatisfy(request -> assertThat(request.header("X-Team")).containsExactly("a"))
        .allSatisfy(
            request ->
                assertThat(request.header("Authorization"))
                    .containsExactly("Bearer " + Clients.TOKEN));
  }

  @Test
  void writes_ofTwoScopes_areASecondApart() {
    ManualClock clock = new ManualClock();
    server.respondWith(ScriptedResponse.of(404, ""));
    BudgetRequest budget =
        BudgetRequest.builder()
            .budgetAmount(1)
            .preventFurtherUsage(false)
            .budgetAlerting(
                BudgetAlerting.builder().willAlert(false).alertRecipients(List.of()).build())
            .budgetScope(BudgetScope.ENTERPRISE)
            .budgetType(BudgetType.PRODUCT_PRICING)
            .build();
    try (GitHubBilling billing = Clients.at(server.baseUrl(), clock).build()) {
      assertThat(failed(() -> billing.budgets().create(budget))).isTrue();
      assertThat(failed(() -> billing.organization("a").budgets().create(budget))).isTrue();
    }

    assertThat(server.requests()).hasSize(2);
    assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void within_andAsync_giveTheSameClient() throws Exception {
    try (UserBilling user =
        UserBilling.builder()
            .baseUrl(server.baseUrl())
            .user("mona")
            .token("ghp_x")
            .retryPolicy(RetryPolicy.NEVER)
            .build()) {
      UserBilling patient = user.within(Duration.ofMinutes(5));
      assertThat(patient.user()).isEqualTo("mona");
      assertThat(patient.async(UserBilling::toString).get())
          .isEqualTo("UserBilling[mona at %s]".formatted(server.baseUrl()));
      assertThat(
              patient
                  .async(one -> one.usage().report(UsageQuery.currentMonth()))
                  .get()
                  .usageItems())
          .isEmpty();
    }
    assertThat(server.requests()).extracting(ReceivedRequest::method).containsExactly("GET");
  }

  @Test
  void within_moreTime_isUsedByTheCallsOfThatClient() {
    ManualClock clock = new ManualClock();
    ScriptedResponse busy = ScriptedResponse.of(503, "", "Retry-After: 60");
    server.respondWith(busy, busy, ScriptedResponse.json(NO_USAGE));
    try (GitHubBilling billing =
        Clients.at(server.baseUrl(), clock)
            .retryPolicy(RetryPolicy.DEFAULT)
            .callTimeout(Duration.ofSeconds(10))
            .build()) {
      UserBilling user = billing.user("mona");
      assertThatExceptionOfType(ServerException.class)
          .isThrownBy(() -> user.usage().report(UsageQuery.currentMonth()));

      user.within(Duration.ofMinutes(5)).usage().report(UsageQuery.currentMonth());
    }

    assertThat(clock.pauses()).containsExactly(Duration.ofMinutes(1));
  }

  private static boolean failed(Runnable call) {
    try {
      call.run();
      return false;
    } catch (NotFoundException e) {
      return true;
    }
  }
}
