/**
 * Budgets, which alert people or stop usage when they are spent.
 *
 * <p>Enter through {@link dev.ghbilling.budgets.EnterpriseBudgets} or {@link
 * dev.ghbilling.budgets.OrganizationBudgets}; records of the contract leave, lists that are read
 * page by page, and plans that bring all budgets to a desired state. What was spent on products is
 * the business of {@code dev.ghbilling.usage}.
 */
@NullMarked
package dev.ghbilling.budgets;

import org.jspecify.annotations.NullMarked;
