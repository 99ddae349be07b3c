package dev.ghbilling.budgets;

import dev.ghbilling.client.api.BudgetsApi;
import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetDeletion;
import dev.ghbilling.client.model.BudgetList;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetScope;
import dev.ghbilling.client.model.BudgetUpdate;
import dev.ghbilling.error.BudgetChangeException;
import dev.ghbilling.error.BudgetChangeException.StepOutcome;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.change.ChangeRun;
import dev.ghbilling.internal.change.EventualList;
import dev.ghbilling.internal.page.LazyPages;
import dev.ghbilling.internal.page.Page;
import dev.ghbilling.internal.page.PageSource;
import dev.ghbilling.paging.PagedList;
import feign.TypedResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of an account. The amount of a budget is in whole US dollars, or a number of licenses
 * for a product that is billed by them.
 *
 * <p>See <q>Get all budgets</q> and the operations that follow it in GitHub's document
 * <q>Budgets</q>.
 */
public abstract sealed class Budgets permits EnterpriseBudgets, OrganizationBudgets {
  private final ApiClients clients;
  private final String listing;
  private final BudgetScope own;

  /**
   * Creates the noun.
   *
   * @param listing the id of the operation that lists budgets
   * @param own the scope of the account itself
   */
  Budgets(ApiClients clients, String listing, BudgetScope own) {
    this.clients = clients;
    this.listing = listing;
    this.own = own;
  }

  /** Gets one page of budgets, of a scope and for a user if these are given. */
  abstract TypedResponse<BudgetList> page(
      Page page, @Nullable BudgetScope scope, @Nullable String user);

  /**
   * Gets a budget.
   *
   * @param id the budget's id
   * @throws dev.ghbilling.error.NotFoundException when there is no such budget
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public abstract Budget get(String id);

  /**
   * Creates a budget, and returns it with its id. The request isn't repeated when it fails.
   *
   * @throws IllegalArgumentException when the budget {@linkplain #requireTarget doesn't say what it
   *     applies to}; nothing is sent
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public abstract Budget create(BudgetRequest budget);

  /**
   * Requires that a budget to create says what it applies to, if its scope needs that: an
   * organization, a repository, a cost center or a user. A budget of the account itself doesn't.
   *
   * @throws IllegalArgumentException otherwise
   */
  public final void requireTarget(BudgetRequest budget) {
    String missing = BudgetKey.missing(budget, own);
    if (missing != null) {
      throw new IllegalArgumentException(
          "a budget of the scope %s needs %s".formatted(budget.budgetScope(), missing));
    }
  }

  /**
   * Changes a budget, and returns it as it is now.
   *
   * @param id the budget's id
   * @param update what to change; properties that it doesn't have stay
   * @throws dev.ghbilling.error.NotFoundException when there is no such budget
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public abstract Budget update(String id, BudgetUpdate update);

  /**
   * Deletes a budget, and returns what the server says of it.
   *
   * @param id the budget's id
   * @throws dev.ghbilling.error.NotFoundException when there is no such budget
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public abstract BudgetDeletion delete(String id);

  /** Returns all budgets. Each page is requested when it is needed. */
  public PagedList<Budget, BudgetList> list() {
    return list(null, null);
  }

  /** Returns the budgets of a scope. Each page is requested when it is needed. */
  public PagedList<Budget, BudgetList> list(BudgetScope scope) {
    return list(scope, null);
  }

  /**
   * Returns the budgets that apply to a user, with what the user has consumed of each. The first
   * page also has the one that takes effect. Each page is requested when it is needed.
   *
   * @param login the user's login
   */
  public PagedList<Budget, BudgetList> listOfUser(String login) {
    return list(null, login);
  }

  private PagedList<Budget, BudgetList> list(@Nullable BudgetScope scope, @Nullable String user) {
    return new LazyPages<>(
        new PageSource<>(
            listing,
            page -> page(page, scope, user),
            BudgetList::budgets,
            BudgetList::totalCount,
            BudgetList::hasNextPage,
            Budget::id));
  }

  /**
   * Plans how to bring the budgets to a desired state. Lists the budgets and changes nothing. A
   * desired budget is the one that has the same scope, organization, repository or cost center,
   * user, and product or SKU, each without regard to case.
   *
   * <p>A listed budget is {@linkplain #identified(Budget) requested by itself} if it doesn't say
   * what it applies to.
   *
   * @param desired the budgets, such as those of a file in JSON
   * @throws IllegalArgumentException when two of them are the same budget, or one of them
   *     {@linkplain #requireTarget doesn't say what it applies to}; nothing is sent
   * @throws dev.ghbilling.error.GitHubBillingException when a call fails
   */
  public BudgetPlan plan(Collection<BudgetRequest> desired) {
    desired.forEach(this::requireTarget);
    return BudgetPlan.of(desired, this::identified);
  }

  /** Lists all budgets, each with what tells it from others. */
  private List<Budget> identified() {
    return list().stream().map(this::identified).toList();
  }

  /**
   * Returns a budget with what it applies to: a listed one of an organization, repository, cost
   * center or user that doesn't say of which one is requested by itself.
   *
   * @param listed a budget of a list
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public Budget identified(Budget listed) {
    return BudgetKey.isMissing(listed) ? get(listed.id()) : listed;
  }

  /**
   * Carries out a plan: creates budgets, then changes, and, only if asked, deletes the budgets that
   * aren't desired. A step that the server refuses doesn't keep the others from being tried; any
   * other failure ends the change. An empty plan sends nothing.
   *
   * <p>Lists the budgets before, since they may have changed after the plan was made: steps that
   * are no longer needed count as done. Lists them again afterwards, to see that the changes were
   * made; a list that lacks one is requested again after 1 and after 2 seconds.
   *
   * @param plan a plan made by this class
   * @param deleteOthers whether the budgets that the desired state doesn't have are deleted
   * @return the steps, in the plan's order, all of them done
   * @throws IllegalArgumentException when the budgets have changed so that a step would be needed
   *     that the plan doesn't have; no change is sent
   * @throws dev.ghbilling.error.BudgetChangeException when not all steps were carried out; it says
   *     what became of each
   * @throws dev.ghbilling.error.GitHubBillingException when the budgets can't be listed before
   */
  public List<StepOutcome> apply(BudgetPlan plan, boolean deleteOthers) {
    List<BudgetStep> steps = stepsOf(plan, deleteOthers);
    if (steps.isEmpty()) {
      return List.of();
    }
    List<Budget> now = identified();
    List<BudgetStep> needed = stepsOf(BudgetPlan.of(plan.desired(), () -> now), deleteOthers);
    ChangeRun.requirePlanned("budgets", planned(needed), planned(steps));
    steps.forEach(step -> step.doneIfShownBy(now));
    ChangeRun run = new ChangeRun();
    steps.forEach(step -> step.attempt(run));
    run.settle(steps, new EventualList<>(this::identified, clients.retries()::pause));
    List<StepOutcome> outcomes = outcomes(steps);
    if (!steps.stream().allMatch(BudgetStep::isDone)) {
      throw new BudgetChangeException(outcomes, run.failure());
    }
    return outcomes;
  }

  /**
   * Returns the steps in which {@link #apply} carries out a plan, none of them tried, to be shown
   * before. Sends nothing.
   *
   * @param plan a plan made by this class
   * @param deleteOthers whether the budgets that the desired state doesn't have are deleted
   */
  public List<StepOutcome> steps(BudgetPlan plan, boolean deleteOthers) {
    return outcomes(stepsOf(plan, deleteOthers));
  }

  /** Returns the steps of a plan in the order in which they are carried out. */
  private List<BudgetStep> stepsOf(BudgetPlan plan, boolean deleteOthers) {
    List<BudgetStep> steps = new ArrayList<>();
    plan.creations().forEach(budget -> steps.add(BudgetStep.creation(budget, this::create)));
    plan.changes().forEach(change -> steps.add(BudgetStep.update(change, this::update)));
    if (deleteOthers) {
      plan.others().forEach(budget -> steps.add(BudgetStep.deletion(budget, this::delete)));
    }
    return steps;
  }

  private static List<Object> planned(List<BudgetStep> steps) {
    return steps.stream().map(BudgetStep::planned).toList();
  }

  private static List<StepOutcome> outcomes(List<BudgetStep> steps) {
    return steps.stream().map(BudgetStep::toOutcome).toList();
  }

  final BudgetsApi api() {
    return clients.create(BudgetsApi.class);
  }
}
