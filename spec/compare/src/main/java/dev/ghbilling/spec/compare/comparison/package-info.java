/**
 * Lists where two trees of elements differ.
 *
 * <p>In go two elements of {@code reader}, out come differences: where, in which fact, and whether
 * the second document allows more or less than the first. What a difference means for anybody is
 * the business of {@code diff} and {@code drift}.
 */
@NullMarked
package dev.ghbilling.spec.compare.comparison;

import org.jspecify.annotations.NullMarked;
