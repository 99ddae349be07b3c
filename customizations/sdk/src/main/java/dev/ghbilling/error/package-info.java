/**
 * The exceptions: one for each kind of failure, all below {@link
 * dev.ghbilling.error.GitHubBillingException}.
 *
 * <p>Every message is one line without control characters and without a secret. It names the
 * operation, the status, GitHub's own message and the request id.
 */
@NullMarked
package dev.ghbilling.error;

import org.jspecify.annotations.NullMarked;
