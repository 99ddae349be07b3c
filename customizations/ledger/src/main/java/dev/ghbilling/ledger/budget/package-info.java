/**
 * A bill held against a budget.
 *
 * <ul>
 *   <li>In comes a bill with its budget and forecast.
 *   <li>Out goes whether it is over a share of the budget, now or by its end.
 *   <li>Not its business: GitHub's own budgets, which the SDK reads.
 * </ul>
 */
@NullMarked
package dev.ghbilling.ledger.budget;

import org.jspecify.annotations.NullMarked;
