/**
 * The projection of a billing cycle that isn't over.
 *
 * <p>Enter through {@link dev.ghbilling.ledger.forecast.WeekdayForecast}, with the settled days of
 * the cycle and of the year before; a projection with its band leaves, or the reason why it is too
 * early for one. Where the days come from is the business of {@code dev.ghbilling.ledger.page}.
 */
@NullMarked
package dev.ghbilling.ledger.forecast;

import org.jspecify.annotations.NullMarked;
