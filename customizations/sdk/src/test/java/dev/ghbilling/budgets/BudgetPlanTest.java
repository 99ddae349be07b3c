package dev.ghbilling.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetScope;
import dev.ghbilling.client.model.BudgetUpdate;
import dev.ghbilling.error.BudgetChangeException;
import dev.ghbilling.error.BudgetChangeException.Action;
import dev.ghbilling.error.BudgetChangeException.StepOutcome;
import dev.ghbilling.error.ChangeOutcome;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetPlanTest {
  private static final BudgetRequest ENTERPRISE =
      BudgetFixture.of(BudgetScope.ENTERPRISE, "actions", 10);
  private static final BudgetRequest ACME = BudgetFixture.organization("Acme", "Packages", 20);
  private static final String CREATED =
      BudgetFixture.json("n", "organization", "acme", "packages", 20);

  @AutoClose final RecordingServer server = new RecordingServer();
  private final ManualClock clock = new ManualClock();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl(), clock).build();

  private final Budgets budgets = billing.budgets();

  @Test
  void desiredState_inTheSandbox_isReachedOnce() {
    try (Sandbox sandbox = Sandbox.builder().start();
        GitHubBilling real = Clients.at(sandbox.baseUrl(), new ManualClock()).build()) {
      for (Budgets all : List.of(real.budgets(), real.organization("octo-org").budgets())) {
        List<BudgetRequest> desired = List.of(ENTERPRISE, ACME);
        BudgetPlan plan = all.plan(desired);
        assertThat(plan.creations()).contains(ACME);
        assertThat(plan.others()).isNotEmpty();

        assertThat(all.apply(plan, true))
            .hasSize(plan.creations().size() + plan.changes().size() + plan.others().size())
            .allSatisfy(step -> assertThat(step.id()).isNotNull())
            .extracting(StepOutcome::outcome)
            .containsOnly(ChangeOutcome.DONE);

        BudgetPlan again = all.plan(desired);
        assertThat(again.isEmpty()).isTrue();
        assertThat(again.others()).isEmpty();
        assertThat(again.unchanged()).hasSize(2);
        int before = sandbox.requests().size();
        assertThat(all.apply(again, true)).isEmpty();
        assertThat(sandbox.requests()).hasSize(before);
      }
    }
  }

  @Test
  void plan_ofAListWithOtherSpellings_hasNothingToDo() {
    server.respondWith(
        BudgetFixture.list(
            BudgetFixture.json("a", "enterprise", "octo-enterprise", "actions", 10),
            BudgetFixture.json("b", "organization", "ACME", "packages", 20)));

    BudgetPlan plan = budgets.plan(List.of(ENTERPRISE, ACME));

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.unchanged()).extracting(Budget::id).containsExactly("a", "b");
    assertThat(plan.others()).isEmpty();
  }

  @Test
  void change_hasOnlyWhatDiffers() throws Exception {
    server.respondWith(
        BudgetFixture.list(BudgetFixture.json("a", "enterprise", "", "actions", 11)),
        BudgetFixture.list(BudgetFixture.json("a", "enterprise", "", "actions", 11)),
        BudgetFixture.changed(BudgetFixture.json("a", "enterprise", "", "actions", 10)),
        BudgetFixture.list(BudgetFixture.json("a", "enterprise", "", "actions", 10)));

    BudgetPlan plan = budgets.plan(List.of(ENTERPRISE));
    assertThat(plan.changes())
        .containsExactly(
            new BudgetPlan.Change(
                plan.changes().get(0).budget(), BudgetUpdate.builder().budgetAmount(10L).build()));

    assertThat(budgets.apply(plan, true))
        .containsExactly(
            new StepOutcome(
                Action.UPDATE,
                "a",
                "enterprise ProductPricing actions",
                BudgetUpdate.builder().budgetAmount(11L).build(),
                BudgetUpdate.builder().budgetAmount(10L).build(),
                ChangeOutcome.DONE,
                null));
    assertThat(server.requests().get(2).method()).isEqualTo("PATCH");
    assertThat(server.requests().get(2).target()).endsWith("/budgets/a");
    assertThat(server.requests().get(2).body()).isEqualTo("{\"budget_amount\":10}");
    assertThat(
            ApiJson.mapper().readValue(ApiJson.mapper().writeValueAsString(plan), BudgetPlan.class))
        .isEqualTo(plan);
  }

  @Test
  void otherBudget_isDeletedOnlyIfAsked() {
    server.respondWith(
        BudgetFixture.list(BudgetFixture.json("x", "enterprise", "", "codespaces", 11)),
        BudgetFixture.list(BudgetFixture.json("x", "enterprise", "", "codespaces", 11)),
        ScriptedResponse.json("{\"message\": \"deleted\"}"),
        BudgetFixture.list());

    BudgetPlan plan = budgets.plan(List.of());
    assertThat(plan.others()).extracting(Budget::id).containsExactly("x");
    assertThat(budgets.apply(plan, false)).isEmpty();
    assertThat(server.requests()).hasSize(1);

    assertThat(budgets.apply(plan, true)).extracting(StepOutcome::id).containsExactly("x");
    assertThat(methods()).containsExactly("GET", "GET", "DELETE", "GET");
  }

  @Test
  void listedBudget_thatDoesNotNameItsOrganization_isRequested() {
    String nameless =
        BudgetFixture.json("b", "organization", "", "packages", 20)
            .replace("\"budget_entity_name\": \"\",", "");
    server.respondWith(
        BudgetFixture.list(nameless),
        ScriptedResponse.json(BudgetFixture.json("b", "organization", "acme", "packages", 20)));

    assertThat(budgets.plan(List.of(ACME)).unchanged()).hasSize(1);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void budget_desiredTwice_isRefusedBeforeSending() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> budgets.plan(List.of(ACME, BudgetFixture.organization("acme", "packages", 1))))
        .withMessage(
            "each budget must be desired once, but there are two of"
                + " organization acme ProductPricing packages");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void refusedStep_doesNotKeepOthersFromBeingDone() {
    server.respondWith(
        BudgetFixture.list(BudgetFixture.json("x", "enterprise", "", "codespaces", 1)),
        BudgetFixture.list(BudgetFixture.json("x", "enterprise", "", "codespaces", 1)),
        ScriptedResponse.of(422, "{\"message\": \"no such organization\"}"),
        ScriptedResponse.json("{\"message\": \"deleted\"}"),
        BudgetFixture.list());

    BudgetChangeException e = failedApply(budgets.plan(List.of(ACME)));

    assertThat(outcomes(e)).containsExactly(ChangeOutcome.REFUSED, ChangeOutcome.DONE);
    assertThat(e)
        .hasMessageStartingWith("budgets: 1 done, 1 refused: createBudget: HTTP 422: no such org");
    assertThat(e.outcomes().get(0).id()).isNull();
    assertThat(e.outcomes().get(0).budget()).isEqualTo("organization Acme ProductPricing Packages");
    assertThat(e.outcomes().get(0).reason()).contains("no such organization");
    assertThat(e.outcomes().get(1).id()).isEqualTo("x");
  }

  @Test
  void failure_ofAnotherKind_endsTheChange() {
    server.respondWith(
        BudgetFixture.list(),
        BudgetFixture.list(),
        ScriptedResponse.of(403, "{\"message\": \"not an admin\"}"));

    BudgetChangeException e = failedApply(budgets.plan(List.of(ACME, ENTERPRISE)));

    assertThat(outcomes(e)).containsExactly(ChangeOutcome.FAILED, ChangeOutcome.NOT_TRIED);
    assertThat(methods()).containsExactly("GET", "GET", "POST");
  }

  @Test
  void change_thatTheListShowsLater_isDone() {
    server.respondWith(
        BudgetFixture.list(),
        BudgetFixture.list(),
        BudgetFixture.changed(CREATED),
        BudgetFixture.list(),
        BudgetFixture.list(),
        BudgetFixture.list(CREATED));

    assertThat(budgets.apply(budgets.plan(List.of(ACME)), false))
        .extracting(StepOutcome::id)
        .containsExactly("n");
    assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void change_thatTheListNeverShows_isUnclear() {
    server.respondWith(
        BudgetFixture.list(),
        BudgetFixture.list(),
        BudgetFixture.changed(CREATED),
        BudgetFixture.list());

    BudgetChangeException e = failedApply(budgets.plan(List.of(ACME)));

    assertThat(outcomes(e)).containsExactly(ChangeOutcome.UNCLEAR);
    assertThat(e)
        .hasMessage(
            "budgets: 0 done, 1 unclear:"
                + " the server reported success, but its list doesn't show the change")
        .hasNoCause();
    assertThat(methods()).containsExactly("GET", "GET", "POST", "GET", "GET", "GET");
  }

  @Regression(
      input = "a created budget that the list shows with another amount",
      before = "done",
      now = "unclear, as a change would be")
  @Test
  void creation_thatTheListShowsWithOtherValues_isUnclear() {
    server.respondWith(
        BudgetFixture.list(),
        BudgetFixture.list(),
        BudgetFixture.changed(CREATED),
        BudgetFixture.list(BudgetFixture.json("n", "organization", "acme", "packages", 999_999)));

    assertThat(applied(budgets.plan(List.of(ACME)))).containsExactly(ChangeOutcome.UNCLEAR);
  }

  @Regression(
      input = "the same plan of a new budget, applied twice",
      before = "the budget was created twice",
      now = "the second time, it is done already")
  @Test
  void plan_appliedTwice_createsOnce() {
    try (Sandbox sandbox = Sandbox.builder().start();
        GitHubBilling real = Clients.at(sandbox.baseUrl(), new ManualClock()).build()) {
      BudgetPlan plan = real.budgets().plan(List.of(ACME));
      real.budgets().apply(plan, true);
      int writes = writes(sandbox);

      assertThat(real.budgets().apply(plan, true))
          .isNotEmpty()
          .extracting(StepOutcome::outcome)
          .containsOnly(ChangeOutcome.DONE);
      assertThat(writes(sandbox)).isEqualTo(writes);
    }
  }

  private static int writes(Sandbox sandbox) {
    return (int) sandbox.requests().stream().filter(sent -> !sent.method().equals("GET")).count();
  }

  @ParameterizedTest
  @CsvSource({
    // A budget to create is there with another amount.
    "n, organization, packages, 21, update organization acme productpricing packages",
    // Another one is there that isn't desired.
    "x, enterprise, codespaces, 1, delete enterprise productpricing codespaces",
  })
  void plan_ofBudgetsThatHaveChangedSince_sendsNoChange(
      String id, String scope, String product, long amount, String step) {
    server.respondWith(
        BudgetFixture.list(),
        BudgetFixture.list(
            BudgetFixture.json(
                id, scope, scope.equals("enterprise") ? "" : "acme", product, amount)));
    BudgetPlan plan = budgets.plan(List.of(ACME));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> budgets.apply(plan, true))
        .withMessage(
            "the budgets have changed since the plan was made, which lacks this step: %s;"
                    .formatted(step)
                + " make the plan again");
    assertThat(methods()).containsExactly("GET", "GET");
  }

  @Test
  void change_whoseListCannotBeRead_isAsTheServerReports() {
    server.respondWith(
        BudgetFixture.list(),
        BudgetFixture.list(),
        BudgetFixture.changed(CREATED),
        ScriptedResponse.of(403, ""));

    assertThat(budgets.apply(budgets.plan(List.of(ACME)), false))
        .extracting(StepOutcome::outcome)
        .containsExactly(ChangeOutcome.DONE);
  }

  @Test
  void creation_withoutAResponse_isFoundInAListThatLagsBehind() {
    server.respondWith(
        BudgetFixture.list(),
        BudgetFixture.list(),
        ScriptedResponse.RESET,
        BudgetFixture.list(),
        BudgetFixture.list(CREATED));

    assertThat(budgets.apply(budgets.plan(List.of(ACME)), false))
        .extracting(StepOutcome::outcome)
        .containsExactly(ChangeOutcome.DONE);
    assertThat(methods()).containsExactly("GET", "GET", "POST", "GET", "GET");
  }

  @Test
  void creation_withoutAResponseAndNotInTheList_failed() {
    server.respondWith(
        BudgetFixture.list(),
        BudgetFixture.list(),
        ScriptedResponse.of(500, ""),
        BudgetFixture.list());

    BudgetChangeException e = failedApply(budgets.plan(List.of(ACME, ENTERPRISE)));

    assertThat(outcomes(e)).containsExactly(ChangeOutcome.FAILED, ChangeOutcome.NOT_TRIED);
    assertThat(e).hasCauseInstanceOf(ServerException.class);
  }

  @Test
  void change_withoutAResponseAndWithoutAList_isUnclear() {
    server.respondWith(
        BudgetFixture.list(BudgetFixture.json("a", "enterprise", "", "actions", 11)),
        BudgetFixture.list(BudgetFixture.json("a", "enterprise", "", "actions", 11)),
        ScriptedResponse.RESET,
        ScriptedResponse.RESET);

    BudgetChangeException e = failedApply(budgets.plan(List.of(ENTERPRISE)));

    assertThat(outcomes(e)).containsExactly(ChangeOutcome.UNCLEAR);
    assertThat(e).hasRootCauseInstanceOf(java.io.IOException.class);
    assertThat(e).cause().satisfies(cause -> assertThat(cause.getSuppressed()).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({"11, FAILED", "10, DONE"})
  void change_withoutAResponse_isProvenByItsValues(long listed, ChangeOutcome outcome) {
    server.respondWith(
        BudgetFixture.list(BudgetFixture.json("a", "enterprise", "", "actions", 11)),
        BudgetFixture.list(BudgetFixture.json("a", "enterprise", "", "actions", 11)),
        ScriptedResponse.RESET,
        BudgetFixture.list(BudgetFixture.json("a", "enterprise", "", "actions", listed)));

    assertThat(applied(budgets.plan(List.of(ENTERPRISE)))).containsExactly(outcome);
  }

  @ParameterizedTest
  @CsvSource({"true, REFUSED", "false, DONE"})
  void deletion_ofWhatIsNotFound_isDoneIfItIsGone(boolean listed, ChangeOutcome outcome) {
    String other = BudgetFixture.json("x", "enterprise", "", "codespaces", 1);
    server.respondWith(
        BudgetFixture.list(other),
        BudgetFixture.list(other),
        ScriptedResponse.of(404, ""),
        listed ? BudgetFixture.list(other) : BudgetFixture.list());

    assertThat(applied(budgets.plan(List.of()))).containsExactly(outcome);
  }

  @Test
  void change_interruptedBetweenRequests_namesWhatWasNotTried() {
    server.respondWith(BudgetFixture.list(), BudgetFixture.list(), BudgetFixture.changed(CREATED));
    try (GitHubBilling interrupted = Clients.interruptedInPauses(server.baseUrl()).build()) {
      BudgetPlan plan = budgets.plan(List.of(ACME, ENTERPRISE));

      BudgetChangeException e =
          catchThrowableOfType(
              BudgetChangeException.class, () -> interrupted.budgets().apply(plan, false));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(outcomes(e)).containsExactly(ChangeOutcome.DONE, ChangeOutcome.NOT_TRIED);
      assertThat(e).hasCauseInstanceOf(CancellationException.class);
    }
  }

  @Test
  void plan_whoseListIsIncomplete_isNotMade() {
    server.respondWith(BudgetFixture.list(false, 2, List.of()));

    assertThatExceptionOfType(dev.ghbilling.error.IncompleteListException.class)
        .isThrownBy(() -> budgets.plan(List.of(ACME)));
  }

  private BudgetChangeException failedApply(BudgetPlan plan) {
    return catchThrowableOfType(BudgetChangeException.class, () -> budgets.apply(plan, true));
  }

  /** Returns the outcomes of the steps of a plan, however it ends. */
  private List<ChangeOutcome> applied(BudgetPlan plan) {
    BudgetChangeException e = failedApply(plan);
    return e == null
        ? budgets.steps(plan, true).stream().map(step -> ChangeOutcome.DONE).toList()
        : outcomes(e);
  }

  private static List<ChangeOutcome> outcomes(BudgetChangeException e) {
    return e.outcomes().stream().map(StepOutcome::outcome).toList();
  }

  private List<String> methods() {
    return server.requests().stream().map(request -> request.method()).toList();
  }
}
