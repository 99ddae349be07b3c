package dev.ghbilling.budgets;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetAlerting;
import dev.ghbilling.client.model.BudgetAlertingUpdate;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetScope;
import dev.ghbilling.client.model.BudgetUpdate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A plan of the requests that bring the budgets of an account to a desired state. It is made by
 * {@link Budgets#plan} from a list of the budgets, and doesn't follow later changes.
 *
 * @param desired the desired state
 * @param creations the budgets to create
 * @param changes the budgets to change
 * @param others the budgets that the desired state doesn't have; they are deleted only if {@link
 *     Budgets#apply} is told so
 * @param unchanged the budgets that are as desired
 */
public record BudgetPlan(
    List<BudgetRequest> desired,
    List<BudgetRequest> creations,
    List<Change> changes,
    List<Budget> others,
    List<Budget> unchanged) {
  private static final BudgetUpdate NOTHING = BudgetUpdate.builder().build();

  /**
   * A budget to change.
   *
   * @param budget the budget as it is
   * @param update what differs, and nothing else
   */
  public record Change(Budget budget, BudgetUpdate update) {}

  /** Copies the lists. */
  public BudgetPlan {
    desired = List.copyOf(desired);
    creations = List.copyOf(creations);
    changes = List.copyOf(changes);
    others = List.copyOf(others);
    unchanged = List.copyOf(unchanged);
  }

  /** Returns whether there is nothing to create and to change. There may be other budgets. */
  @JsonIgnore // Or it would be a property, "empty", which no component takes back.
  public boolean isEmpty() {
    return creations.isEmpty() && changes.isEmpty();
  }

  /** Returns whether the {@link #others} are more than half of the budgets that there are. */
  public boolean deletesMost() {
    return others.size() > present() / 2;
  }

  /** Returns how many budgets there are. */
  public int present() {
    return others.size() + changes.size() + unchanged.size();
  }

  /**
   * Makes the plan.
   *
   * @param list lists the budgets
   * @throws IllegalArgumentException when a budget is desired twice; nothing is listed
   */
  static BudgetPlan of(Collection<BudgetRequest> desired, Supplier<List<Budget>> list) {
    Map<BudgetKey, BudgetRequest> creations = new LinkedHashMap<>();
    for (BudgetRequest budget : desired) {
      if (creations.put(BudgetKey.of(budget), budget) != null) {
        throw new IllegalArgumentException(
            "each budget must be desired once, but there are two of " + BudgetKey.written(budget));
      }
    }
    List<Change> changes = new ArrayList<>();
    List<Budget> others = new ArrayList<>();
    List<Budget> unchanged = new ArrayList<>();
    for (Budget budget : list.get()) {
      BudgetRequest wanted = creations.remove(BudgetKey.of(budget));
      if (wanted == null) {
        others.add(budget);
        continue;
      }
      BudgetUpdate update = missing(all(wanted), budget);
      if (update.equals(NOTHING)) {
        unchanged.add(budget);
      } else {
        changes.add(new Change(budget, update));
      }
    }
    return new BudgetPlan(
        List.copyOf(desired), List.copyOf(creations.values()), changes, others, unchanged);
  }

  /** Returns whether a budget of the same key is as wanted. */
  static boolean holds(BudgetRequest wanted, Budget budget) {
    return holds(all(wanted), budget);
  }

  /** Returns whether a budget has all that an update sets. */
  static boolean holds(BudgetUpdate update, Budget budget) {
    return missing(update, budget).equals(NOTHING);
  }

  /** Returns the update that sets all that may differ between budgets of the same key. */
  static BudgetUpdate all(BudgetRequest wanted) {
    BudgetUpdate.Builder all =
        BudgetUpdate.builder()
            .budgetAmount(wanted.budgetAmount())
            .preventFurtherUsage(wanted.preventFurtherUsage());
    if (!wanted.budgetScope().equals(BudgetScope.USER)) { // It would have no effect.
      all.budgetAlerting(
          BudgetAlertingUpdate.builder()
              .willAlert(wanted.budgetAlerting().willAlert())
              .alertRecipients(wanted.budgetAlerting().alertRecipients())
              .build());
    }
    return all.build();
  }

  /** Returns all values of a budget that may differ between budgets of the same key. */
  static BudgetUpdate all(Budget budget) {
    return BudgetUpdate.builder()
        .budgetAmount(budget.budgetAmount())
        .preventFurtherUsage(budget.preventFurtherUsage())
        .budgetAlerting(
            BudgetAlertingUpdate.builder()
                .willAlert(budget.budgetAlerting().willAlert())
                .alertRecipients(budget.budgetAlerting().alertRecipients())
                .build())
        .build();
  }

  /** Returns the values that the budget has of the properties that the change sets. */
  static BudgetUpdate current(Change change) {
    BudgetUpdate update = change.update();
    BudgetUpdate.Builder current = all(change.budget()).toBuilder();
    if (update.budgetAmount() == null) {
      current.budgetAmount(null);
    }
    if (update.preventFurtherUsage() == null) {
      current.preventFurtherUsage(null);
    }
    if (update.budgetAlerting() == null) {
      current.budgetAlerting(null);
    }
    return current.build();
  }

  /** Returns what of an update a budget doesn't have. */
  private static BudgetUpdate missing(BudgetUpdate update, Budget budget) {
    BudgetUpdate.Builder missing = BudgetUpdate.builder();
    Long amount = update.budgetAmount();
    if (amount != null && amount != budget.budgetAmount()) {
      missing.budgetAmount(amount);
    }
    Boolean prevent = update.preventFurtherUsage();
    if (prevent != null && prevent != budget.preventFurtherUsage()) {
      missing.preventFurtherUsage(prevent);
    }
    BudgetAlertingUpdate alerting = update.budgetAlerting();
    if (alerting != null && !holds(alerting, budget.budgetAlerting())) {
      missing.budgetAlerting(alerting);
    }
    return missing.build();
  }

  private static boolean holds(BudgetAlertingUpdate update, BudgetAlerting alerting) {
    return (update.willAlert() == null || update.willAlert() == alerting.willAlert())
        && (update.alertRecipients() == null
            || logins(update.alertRecipients()).equals(logins(alerting.alertRecipients())));
  }

  private static Set<String> logins(List<String> recipients) {
    return recipients.stream()
        .map(login -> login.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
