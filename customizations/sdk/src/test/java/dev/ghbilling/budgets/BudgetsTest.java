package dev.ghbilling.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetList;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetScope;
import dev.ghbilling.client.model.BudgetUpdate;
import dev.ghbilling.client.model.BudgetUserState;
import dev.ghbilling.client.model.EffectiveBudget;
import dev.ghbilling.error.IncompleteListException;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.paging.PagedList;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetsTest {
  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void budget_inTheSandbox_livesFromCreationToDeletion(boolean ofOrganization) {
    try (Sandbox sandbox = Sandbox.builder().start();
        GitHubBilling real = Clients.at(sandbox.baseUrl(), new ManualClock()).build()) {
      Budgets budgets = ofOrganization ? real.organization("octo-org").budgets() : real.budgets();
      long before = budgets.list().stream().count();

      Budget created = budgets.create(BudgetFixture.organization("acme", "actions", 777));
      assertThat(created.budgetAmount()).isEqualTo(777);
      assertThat(budgets.list().stream().map(Budget::id)).contains(created.id());

      Budget changed =
          budgets.update(created.id(), BudgetUpdate.builder().budgetAmount(5L).build());
      assertThat(changed.budgetAmount()).isEqualTo(5);
      assertThat(budgets.get(created.id())).isEqualTo(changed);

      assertThat(budgets.delete(created.id()).message()).contains("deleted");
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(() -> budgets.get(created.id()));
      assertThat(budgets.list().stream().count()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"organization", "repository", "cost_center", "multi_user_cost_center", "user"})
  @Regression(
      input = "a budget of the scope user without the user",
      before = "sent",
      now = "refused before sending")
  void create_withoutWhatTheScopeNeeds_sendsNothing(String scope) {
    BudgetRequest budget = BudgetFixture.of(new BudgetScope(scope), "ai_credits", 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.budgets().create(budget))
        .withMessageStartingWith("a budget of the scope " + scope + " needs ");
    assertThatIllegalArgumentException().isThrownBy(() -> billing.budgets().plan(List.of(budget)));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void create_inAnOrganizationWithoutWhatTheScopeNeeds_sendsNothing() {
    BudgetRequest budget = BudgetFixture.of(BudgetScope.REPOSITORY, "actions", 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.organization("octo-org").budgets().create(budget))
        .withMessageStartingWith("a budget of the scope repository needs ");
    assertThat(server.requests()).isEmpty();
  }

  /** GitHub's example of an organization's own budget has an empty name. */
  @Test
  void requireTarget_ofTheAccountsOwnScope_needsNone() {
    billing
        .organization("octo-org")
        .budgets()
        .requireTarget(BudgetFixture.of(BudgetScope.ORGANIZATION, "actions", 1));
    billing.budgets().requireTarget(BudgetFixture.of(BudgetScope.ENTERPRISE, "actions", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                billing
                    .organization("octo-org")
                    .budgets()
                    .requireTarget(BudgetFixture.of(BudgetScope.REPOSITORY, "actions", 1)));
  }

  @Test
  void list_ofSeveralPages_requestsEachWhenItIsNeeded() {
    server.respondWith(page(true, 3, "a", "b"), page(false, 3, "c"));

    PagedList<Budget, BudgetList> list = billing.budgets().list();
    assertThat(server.requests()).isEmpty();
    Iterator<Budget> budgets = list.iterator();
    assertThat(budgets.next().id()).isEqualTo("a");
    assertThat(budgets.next().id()).isEqualTo("b");
    assertThat(server.requests()).hasSize(1);
    assertThat(budgets.next().id()).isEqualTo("c");
    assertThat(budgets.hasNext()).isFalse();

    assertThat(targets())
        .containsExactly("budgets?page=1&per_page=100", "budgets?page=2&per_page=100");
  }

  @Test
  void list_withoutANextPageBeforeTheTotal_isIncomplete() {
    server.respondWith(page(false, 3, "a", "b"));

    assertThatExceptionOfType(IncompleteListException.class)
        .isThrownBy(() -> billing.budgets().list().forEach(budget -> {}))
        .withMessage("listBudgets: the pages ended after 2 of 3 elements");
  }

  @Test
  void list_thatAlwaysHasANextPage_ends() {
    server.respondWith(page(true, 9, "a", "b"));

    assertThatExceptionOfType(IncompleteListException.class)
        .isThrownBy(() -> billing.organization("o").budgets().list().forEach(budget -> {}))
        .withMessage(
            "listOrganizationBudgets: after 2 elements, page 2 has no new ones,"
                + " although the server announced more");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void list_withMoreThanTheTotal_isReadAsLongAsThereIsANextPage() {
    server.respondWith(page(true, 1, "a"), page(false, 1, "b"));

    assertThat(billing.budgets().list().stream().map(Budget::id)).containsExactly("a", "b");
  }

  @Test
  void list_ofAScope_refusesAnother() {
    server.respondWith(page(false, 1, "a"));

    assertThat(billing.budgets().list(BudgetScope.ENTERPRISE).stream()).hasSize(1);
    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.budgets().list(BudgetScope.USER).forEach(budget -> {}))
        .withMessageContaining("ignore scope: asked for scope=user, but budgets[0] has");
    assertThat(targets().get(1)).isEqualTo("budgets?page=1&per_page=100&scope=user");
  }

  @Test
  void listOfUser_hasTheBudgetThatTakesEffect() {
    server.respondWith(
        ScriptedResponse.json(
            """
            {"budgets": [%s], "user": "Mona", "has_next_page": false, "total_count": 1,
             "effective_budget": {"id": "a", "budget_amount": 10, "consumed_amount": 4.5}}
            """
                .formatted(BudgetFixture.json("a", "user", "", "ai_credits", 10))));

    EffectiveBudget effective =
        Objects.requireNonNull(billing.budgets().listOfUser("mona").firstPage().effectiveBudget());

    assertThat(effective.consumedAmount()).isEqualByComparingTo("4.5");
    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.budgets().listOfUser("lisa").firstPage())
        .withMessageContaining("ignore user");
  }

  @Test
  void get_ofAnotherBudget_isRefused() {
    server.respondWith(
        ScriptedResponse.json(BudgetFixture.json("b", "enterprise", "", "actions", 10)));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.budgets().get("a"))
        .withMessageContaining("asked for budgetId=a, but the response has the id b");
  }

  @Test
  void delete_documentedWithAnotherProperty_isDone() {
    server.respondWith(
        ScriptedResponse.json(
            "{\"message\": \"Budget successfully deleted.\", \"budget_id\": \"a\"}"));

    billing.budgets().delete("a");

    assertThat(server.request().method()).isEqualTo("DELETE");
    assertThat(targets()).containsExactly("a");
  }

  @Test
  void userStates_ofSeveralPages_comeOnceEachAndThoseOfNobodyAll() {
    server.respondWith(
        states(true, "{\"user\": \"a\", \"consumed_amount\": 1, \"target_amount\": 9}"),
        states(
            false,
            "{\"user\": \"a\", \"consumed_amount\": 1, \"target_amount\": 9}",
            "{\"consumed_amount\": 2, \"target_amount\": 9}",
            "{\"consumed_amount\": 2, \"target_amount\": 9}",
            "{\"user\": \"b\", \"consumed_amount\": 3, \"target_amount\": 9}"));

    List<BudgetUserState> states =
        billing.budgets().userStates("id", q -> q.thresholdLowerBound(10)).stream().toList();

    assertThat(states).extracting(BudgetUserState::user).containsExactly("a", null, null, "b");
    assertThat(targets().get(1))
        .isEqualTo("user-states?page=2&per_page=100&threshold_lower_bound=10");
  }

  @Test
  void userStates_withoutAQuery_areThoseOfAllUsers() {
    server.respondWith(
        states(
            false,
            Stream.of("a", "b", "c")
                .map("{\"user\": \"%s\", \"consumed_amount\": 1, \"target_amount\": 9}"::formatted)
                .toArray(String[]::new)));

    assertThat(billing.budgets().userStates("id"))
        .extracting(BudgetUserState::user)
        .containsExactly("a", "b", "c");
    assertThat(targets()).containsExactly("user-states?page=1&per_page=100");
  }

  private List<String> targets() {
    return server.requests().stream()
        .map(request -> request.target().replaceFirst(".*/", ""))
        .toList();
  }

  private static ScriptedResponse page(boolean hasNext, int total, String... ids) {
    return BudgetFixture.list(
        hasNext,
        total,
        Stream.of(ids).map(id -> BudgetFixture.json(id, "enterprise", "", "actions", 10)).toList());
  }

  private static ScriptedResponse states(boolean hasNext, String... states) {
    return ScriptedResponse.json(
        "{\"user_states\": [%s], \"has_next_page\": %s, \"total_count\": 3}"
            .formatted(String.join(",", states), hasNext));
  }
}
