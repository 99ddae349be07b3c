/**
 * The exceptions: one for each kind of failure, all below {@link
 * dev.ghbilling.error.GitHubBillingException}.
 *
 * <p>Every message is one line without control characters and without a secret. That of a {@link
 * dev.ghbilling.error.CallException} names the operation, the status, GitHub's own message and the
 * request id, as far as they are known.
 *
 * <p>This room has more files than others: each sealed class names those below it, so that they
 * can't be in rooms of their own without two rooms that enter each other.
 */
@NullMarked
package dev.ghbilling.error;

import org.jspecify.annotations.NullMarked;
