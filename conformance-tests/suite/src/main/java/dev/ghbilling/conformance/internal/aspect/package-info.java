/**
 * The aspects that follow from one operation's clauses: one small class each. The room {@code run}
 * enters through {@link dev.ghbilling.conformance.internal.check.Aspect}.
 *
 * <p>What leaves: checks with their ids and clauses. Not its business: what one operation does to
 * the responses of another, and when or whether a check runs.
 */
@NullMarked
package dev.ghbilling.conformance.internal.aspect;

import org.jspecify.annotations.NullMarked;
