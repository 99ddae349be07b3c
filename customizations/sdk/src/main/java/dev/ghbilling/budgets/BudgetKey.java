package dev.ghbilling.budgets;

import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetScope;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tells a budget from others: what it applies to, and the product or SKU that it is for. All
 * in lower case unless {@linkplain #written as written}, and empty where there is none.
 */
record BudgetKey(String scope, String entity, String user, String type, String product) {
  private static final Set<BudgetScope> WITH_ENTITY =
      Set.of(
          BudgetScope.ORGANIZATION,
          BudgetScope.REPOSITORY,
          BudgetScope.COST_CENTER,
          BudgetScope.MULTI_USER_COST_CENTER);

  static BudgetKey of(BudgetRequest budget) {
    return written(budget).normal();
  }

  static BudgetKey of(Budget budget) {
    return written(budget).normal();
  }

  /** Returns the key for people, in the spelling of the budget. */
  static BudgetKey written(BudgetRequest budget) {
    return written(
        budget.budgetScope(),
        budget.budgetEntityName(),
        budget.user(),
        budget.budgetType().value(),
        budget.budgetProductSku());
  }

  /** Returns the key for people, in the spelling of the budget. */
  static BudgetKey written(Budget budget) {
    return written(
        budget.budgetScope(),
        budget.budgetEntityName(),
        budget.user(),
        budget.budgetType().value(),
        product(budget));
  }

  private static BudgetKey written(
      BudgetScope scope,
      @Nullable String entity,
      @Nullable String user,
      String type,
      @Nullable String product) {
    return new BudgetKey(
        scope.value(),
        // Of an enterprise and of users, it has been seen empty and missing.
        WITH_ENTITY.contains(scope) ? Objects.requireNonNullElse(entity, "") : "",
        Objects.requireNonNullElse(user, ""),
        type,
        Objects.requireNonNullElse(product, ""));
  }

  private BudgetKey normal() {
    return new BudgetKey(
        normal(scope), normal(entity), normal(user), normal(type), normal(product));
  }

  /** Returns the product or SKU, or all of them: lists have been seen to have several. */
  private static @Nullable String product(Budget budget) {
    List<String> several = budget.budgetProductSkus();
    return budget.budgetProductSku() != null || several == null
        ? budget.budgetProductSku()
        : String.join(",", several.stream().sorted().toList());
  }

  /**
   * Returns what a budget to create lacks that its scope needs; null if nothing.
   *
   * @param own the scope of the account itself, whose budgets need no name
   */
  static @Nullable String missing(BudgetRequest budget, BudgetScope own) {
    BudgetScope scope = budget.budgetScope();
    if (scope.equals(BudgetScope.USER) && normal(budget.user()).isEmpty()) {
      return "the login of the user";
    }
    return WITH_ENTITY.contains(scope)
            && !scope.equals(own)
            && normal(budget.budgetEntityName()).isEmpty()
        ? "an entity name, which is the organization, repository or cost center that it applies to"
        : null;
  }

  /** Returns whether a budget should apply to something or someone, and doesn't say to what. */
  static boolean isMissing(Budget budget) {
    BudgetScope scope = budget.budgetScope();
    return (WITH_ENTITY.contains(scope) && normal(budget.budgetEntityName()).isEmpty())
        || (scope.equals(BudgetScope.USER) && normal(budget.user()).isEmpty());
  }

  private static String normal(@Nullable String text) {
    return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return String.join(
        " ",
        List.of(scope, entity, user, type, product).stream().filter(t -> !t.isEmpty()).toList());
  }
}
