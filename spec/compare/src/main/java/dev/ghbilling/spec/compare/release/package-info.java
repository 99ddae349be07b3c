/**
 * Decides which contract may follow the released one.
 *
 * <p>{@link dev.ghbilling.spec.compare.release.ReleaseGuard} runs in the build, {@link
 * dev.ghbilling.spec.compare.release.ReleasePolicy} also behind {@code spec release}.
 */
@NullMarked
package dev.ghbilling.spec.compare.release;

import org.jspecify.annotations.NullMarked;
