package dev.ghbilling.budgets;

import dev.ghbilling.client.api.BudgetsApi.ListBudgetUserStatesQuery;
import dev.ghbilling.client.api.BudgetsApi.ListBudgetsQuery;
import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetDeletion;
import dev.ghbilling.client.model.BudgetList;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetScope;
import dev.ghbilling.client.model.BudgetUpdate;
import dev.ghbilling.client.model.BudgetUserState;
import dev.ghbilling.client.model.BudgetUserStateList;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.page.LazyPages;
import dev.ghbilling.internal.page.Page;
import dev.ghbilling.internal.page.PageSource;
import dev.ghbilling.paging.PagedList;
import feign.TypedResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The budgets of an enterprise. Get it from {@code GitHubBilling.budgets()}. */
public final class EnterpriseBudgets extends Budgets {
  private final String enterprise;

  private EnterpriseBudgets(ApiClients clients, String enterprise) {
    super(clients, "listBudgets", BudgetScope.ENTERPRISE);
    this.enterprise = enterprise;
  }

  /** Returns the noun for an enterprise; called by {@code GitHubBilling}. */
  @SuppressWarnings("exports") // For the front door alone, which has the clients.
  public static EnterpriseBudgets of(ApiClients clients, String enterprise) {
    return new EnterpriseBudgets(clients, enterprise);
  }

  @Override
  public Budget get(String id) {
    return api().getBudget(enterprise, id);
  }

  @Override
  public Budget create(BudgetRequest budget) {
    requireTarget(budget);
    return api().createBudget(enterprise, budget).budget();
  }

  @Override
  public Budget update(String id, BudgetUpdate update) {
    return api().updateBudget(enterprise, id, update).budget();
  }

  @Override
  public BudgetDeletion delete(String id) {
    return api().deleteBudget(enterprise, id);
  }

  /**
   * Returns what each user has consumed of a budget that applies to all users of the enterprise or
   * of a cost center. Each page is requested when it is needed.
   *
   * <p>See <q>Get user states for a multi-user budget</q> in GitHub's document <q>Budgets</q>.
   *
   * @param id the budget's id
   * @param query sets what is asked for, such as a user or a share of the amount; pages are
   *     requested by the list itself
   */
  public PagedList<BudgetUserState, BudgetUserStateList> userStates(
      String id, Consumer<ListBudgetUserStatesQuery.Builder> query) {
    return new LazyPages<>(
        new PageSource<>(
            "listBudgetUserStates",
            page -> {
              ListBudgetUserStatesQuery.Builder asked = ListBudgetUserStatesQuery.builder();
              query.accept(asked);
              return api()
                  .listBudgetUserStatesWithHttpInfo(
                      enterprise, id, asked.page(page.number()).perPage(page.size()).build());
            },
            BudgetUserStateList::userStates,
            BudgetUserStateList::totalCount,
            BudgetUserStateList::hasNextPage,
            BudgetUserState::user));
  }

  /** Returns what each user has consumed of a budget, as {@link #userStates(String, Consumer)}. */
  public PagedList<BudgetUserState, BudgetUserStateList> userStates(String id) {
    return userStates(id, query -> {});
  }

  @Override
  TypedResponse<BudgetList> page(Page page, @Nullable BudgetScope scope, @Nullable String user) {
    return api()
        .listBudgetsWithHttpInfo(
            enterprise,
            ListBudgetsQuery.builder()
                .page(page.number())
                .perPage(page.size())
                .scope(scope)
                .user(user)
                .build());
  }
}
