/**
 * Compares OpenAPI documents: an older contract with a newer one, and the contract with what GitHub
 * publishes of the same API.
 *
 * <p>A document is read into a tree of {@link dev.ghbilling.spec.compare.Element elements}, in
 * which OpenAPI 3.0 and 3.1 look alike. {@link dev.ghbilling.spec.compare.Comparison} finds where
 * two trees differ, {@link dev.ghbilling.spec.compare.Rule} judges a difference.
 */
@NullMarked
package dev.ghbilling.spec.compare;

import org.jspecify.annotations.NullMarked;
