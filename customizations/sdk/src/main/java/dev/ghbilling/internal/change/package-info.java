/**
 * The rules for changes that take several requests: that a plan has all that is done, what a
 * failure says of a change, and how a list settles what the responses leave open.
 *
 * <p>Nouns enter with a {@link dev.ghbilling.internal.change.TrackedChange} for each thing to
 * change; a {@link dev.ghbilling.error.ChangeOutcome} for each leaves. Requests, their order and
 * their retries are not this room's business.
 */
@NullMarked
package dev.ghbilling.internal.change;

import org.jspecify.annotations.NullMarked;
