/**
 * The aspects that span several operations: usage report exports, and users in cost centers. The
 * operations are named here because the contract has no words for what one does to another.
 *
 * <p>The room {@code run} enters through {@code Aspect} and {@code MembershipRestoration}; checks
 * leave. Not its business: what a single response contains.
 */
@NullMarked
package dev.ghbilling.conformance.internal.state;

import org.jspecify.annotations.NullMarked;
