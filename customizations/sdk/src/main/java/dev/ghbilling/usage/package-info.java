/**
 * Metered usage and its totals.
 *
 * <p>Enter through {@link dev.ghbilling.usage.Usage}; records of the contract leave, and sums of
 * them. Amounts are added up and never recomputed. Downloaded reports are not this room's business
 * but that of {@code dev.ghbilling.exports}.
 */
@NullMarked
package dev.ghbilling.usage;

import org.jspecify.annotations.NullMarked;
