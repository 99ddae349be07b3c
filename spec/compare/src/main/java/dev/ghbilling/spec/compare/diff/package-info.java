/**
 * Judges the changes between two contracts: whether they break callers, servers or nobody.
 *
 * <p>Each kind of change is a constant of {@link dev.ghbilling.spec.compare.diff.Rule}. The public
 * surface of the generated Java client is not judged here: {@code generated-client/api-surface.txt}
 * shows it, and its test.
 */
@NullMarked
package dev.ghbilling.spec.compare.diff;

import org.jspecify.annotations.NullMarked;
