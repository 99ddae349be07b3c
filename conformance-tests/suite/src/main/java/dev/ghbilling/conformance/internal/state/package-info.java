/**
 * The aspects that span several operations: what one does to a stored resource and others show, as
 * the contract's {@code x-resource} says.
 *
 * <p>The room {@code run} enters through {@code Aspect} and {@code Restoration}; checks leave. Not
 * its business: what a single response contains.
 */
@NullMarked
package dev.ghbilling.conformance.internal.state;

import org.jspecify.annotations.NullMarked;
