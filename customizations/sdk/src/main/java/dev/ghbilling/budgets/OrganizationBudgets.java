package dev.ghbilling.budgets;

import dev.ghbilling.client.api.BudgetsApi.ListOrganizationBudgetsQuery;
import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetDeletion;
import dev.ghbilling.client.model.BudgetList;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetScope;
import dev.ghbilling.client.model.BudgetUpdate;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.page.Page;
import feign.TypedResponse;
import org.jspecify.annotations.Nullable;

/** The budgets of an organization. Get it from {@code OrganizationBilling.budgets()}. */
public final class OrganizationBudgets extends Budgets {
  private final String organization;

  private OrganizationBudgets(ApiClients clients, String organization) {
    super(clients, "listOrganizationBudgets", BudgetScope.ORGANIZATION);
    this.organization = organization;
  }

  /** Returns the noun for an organization; called by {@code OrganizationBilling}. */
  @SuppressWarnings("exports") // For the front door alone, which has the clients.
  public static OrganizationBudgets of(ApiClients clients, String organization) {
    return new OrganizationBudgets(clients, organization);
  }

  @Override
  public Budget get(String id) {
    return api().getOrganizationBudget(organization, id);
  }

  @Override
  public Budget create(BudgetRequest budget) {
    requireTarget(budget);
    return api().createOrganizationBudget(organization, budget).budget();
  }

  @Override
  public Budget update(String id, BudgetUpdate update) {
    return api().updateOrganizationBudget(organization, id, update).budget();
  }

  @Override
  public BudgetDeletion delete(String id) {
    return api().deleteOrganizationBudget(organization, id);
  }

  @Override
  TypedResponse<BudgetList> page(Page page, @Nullable BudgetScope scope, @Nullable String user) {
    return api()
        .listOrganizationBudgetsWithHttpInfo(
            organization,
            ListOrganizationBudgetsQuery.builder()
                .page(page.number())
                .perPage(page.size())
                .scope(scope)
                .user(user)
                .build());
  }
}
