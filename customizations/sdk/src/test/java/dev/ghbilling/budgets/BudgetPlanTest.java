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
import dev.ghbilling.error.BudgetChangeException.StepOutcome;
import dev.ghbilling.error.CostCenterChangeException.Outcome;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class BudgetPlanTest {
  private static final BudgetRequest ENTERPRISE =
      BudgetFixture.of(BudgetScope.ENTERPRISE, "actions", 10);
  private static final BudgetRequest ACME = BudgetFixture.organization("Acme", "Packages", 20);

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl(), new ManualClock()).build();

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

        assertThat(all.apply(plan, true)).hasSize(plan.creations().size() + plan.changes().size());

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
        BudgetFixture.changed(BudgetFixture.json("a", "enterprise", "", "actions", 10)));

    BudgetPlan plan = budgets.plan(List.of(ENTERPRISE));
    assertThat(plan.changes())
        .containsExactly(
            new BudgetPlan.Change(
                plan.changes().get(0).budget(), BudgetUpdate.builder().budgetAmount(10L).build()));

    assertThat(budgets.apply(plan, true)).extracting(Budget::budgetAmount).containsExactly(10L);
    assertThat(server.requests().get(1).method()).isEqualTo("PATCH");
    assertThat(server.requests().get(1).target()).endsWith("/budgets/a");
    assertThat(server.requests().get(1).body()).isEqualTo("{\"budget_amount\":10}");
    assertThat(
            ApiJson.mapper().readValue(ApiJson.mapper().writeValueAsString(plan), BudgetPlan.class))
        .isEqualTo(plan);
  }

  @Test
  void otherBudget_isDeletedOnlyIfAsked() {
    server.respondWith(
        BudgetFixture.list(BudgetFixture.json("x", "enterprise", "", "codespaces", 11)),
        ScriptedResponse.json("{\"message\": \"deleted\"}"));

    BudgetPlan plan = budgets.plan(List.of());
    assertThat(plan.others()).extracting(Budget::id).containsExactly("x");
    assertThat(budgets.apply(plan, false)).isEmpty();
    assertThat(server.requests()).hasSize(1);

    assertThat(budgets.apply(plan, true)).isEmpty();
    assertThat(methods()).containsExactly("GET", "DELETE");
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
                + " organization acme productpricing packages");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void refusedStep_doesNotKeepOthersFromBeingDone() {
    server.respondWith(
        BudgetFixture.list(BudgetFixture.json("x", "enterprise", "", "codespaces", 1)),
        ScriptedResponse.of(422, "{\"message\": \"no such organization\"}"),
        ScriptedResponse.json("{\"message\": \"deleted\"}"));

    BudgetChangeException e = failedApply(budgets.plan(List.of(ACME)));

    assertThat(outcomes(e)).containsExactly(Outcome.REFUSED, Outcome.DONE);
    assertThat(e)
        .hasMessageStartingWith("budgets: 1 done, 1 refused: createBudget: HTTP 422: no such org");
    assertThat(e.outcomes().get(0).id()).isNull();
    assertThat(e.outcomes().get(0).budget()).isEqualTo("organization acme productpricing packages");
    assertThat(e.outcomes().get(0).reason()).contains("no such organization");
    assertThat(e.outcomes().get(1).id()).isEqualTo("x");
  }

  @Test
  void failure_ofAnotherKind_endsTheChange() {
    server.respondWith(
        BudgetFixture.list(), ScriptedResponse.of(403, "{\"message\": \"not an admin\"}"));

    BudgetChangeException e = failedApply(budgets.plan(List.of(ACME, ENTERPRISE)));

    assertThat(outcomes(e)).containsExactly(Outcome.FAILED, Outcome.NOT_TRIED);
    assertThat(methods()).containsExactly("GET", "POST");
  }

  @Test
  void creation_withoutAResponse_isFoundInTheList() {
    server.respondWith(
        BudgetFixture.list(),
        ScriptedResponse.RESET,
        BudgetFixture.list(BudgetFixture.json("n", "organization", "acme", "packages", 20)),
        BudgetFixture.changed(BudgetFixture.json("m", "enterprise", "", "actions", 10)));

    BudgetPlan plan = budgets.plan(List.of(ACME, ENTERPRISE));

    assertThat(budgets.apply(plan, false)).extracting(Budget::id).containsExactly("m");
    assertThat(methods()).containsExactly("GET", "POST", "GET", "POST");
  }

  @Test
  void creation_withoutAResponseAndNotInTheList_failed() {
    server.respondWith(BudgetFixture.list(), ScriptedResponse.of(500, ""), BudgetFixture.list());

    assertThat(outcomes(failedApply(budgets.plan(List.of(ACME, ENTERPRISE)))))
        .containsExactly(Outcome.FAILED, Outcome.NOT_TRIED);
  }

  @Test
  void change_withoutAResponseAndWithoutAList_isUnclear() {
    server.respondWith(
        BudgetFixture.list(BudgetFixture.json("a", "enterprise", "", "actions", 11)),
        ScriptedResponse.RESET,
        ScriptedResponse.RESET);

    BudgetChangeException e = failedApply(budgets.plan(List.of(ENTERPRISE)));

    assertThat(outcomes(e)).containsExactly(Outcome.UNCLEAR);
    assertThat(e).hasRootCauseInstanceOf(java.io.IOException.class);
  }

  @Test
  void change_withoutAResponse_isProvenByItsValues() {
    server.respondWith(
        BudgetFixture.list(BudgetFixture.json("a", "enterprise", "", "actions", 11)),
        ScriptedResponse.RESET,
        BudgetFixture.list(BudgetFixture.json("a", "enterprise", "", "actions", 11)));
    assertThat(outcomes(failedApply(budgets.plan(List.of(ENTERPRISE)))))
        .containsExactly(Outcome.FAILED);

    server.respondWith(
        BudgetFixture.list(BudgetFixture.json("a", "enterprise", "", "actions", 11)),
        ScriptedResponse.RESET,
        BudgetFixture.list(BudgetFixture.json("a", "enterprise", "", "actions", 10)));
    assertThat(budgets.apply(budgets.plan(List.of(ENTERPRISE)), false)).isEmpty();
  }

  @Test
  void deletion_ofWhatIsGone_isDone() {
    String other = BudgetFixture.json("x", "enterprise", "", "codespaces", 1);
    server.respondWith(
        BudgetFixture.list(other), ScriptedResponse.of(404, ""), BudgetFixture.list());
    assertThat(budgets.apply(budgets.plan(List.of()), true)).isEmpty();

    server.respondWith(
        BudgetFixture.list(other), ScriptedResponse.of(404, ""), BudgetFixture.list(other));
    assertThat(outcomes(failedApply(budgets.plan(List.of())))).containsExactly(Outcome.REFUSED);
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

  private static List<Outcome> outcomes(BudgetChangeException e) {
    return e.outcomes().stream().map(StepOutcome::outcome).toList();
  }

  private List<String> methods() {
    return server.requests().stream().map(request -> request.method()).toList();
  }
}
