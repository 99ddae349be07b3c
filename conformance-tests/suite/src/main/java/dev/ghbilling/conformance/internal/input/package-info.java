/**
 * Inputs that are derived from the schemas of parameters and bodies, and varied: combinations by
 * pairs, repeated parameters, and random requests. The room {@code run} enters through {@link
 * dev.ghbilling.conformance.internal.check.Aspect}.
 *
 * <p>What leaves: checks, and of what fails the smallest request. Not its business: the values of a
 * single parameter or property next to its bounds, which have aspects of their own.
 */
@NullMarked
package dev.ghbilling.conformance.internal.input;

import org.jspecify.annotations.NullMarked;
