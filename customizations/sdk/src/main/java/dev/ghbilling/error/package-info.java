/**
 * The exceptions: one for each kind of failure, all below {@link
 * dev.ghbilling.error.GitHubBillingException}.
 *
 * <p>Every message is one line without control characters and without a secret. That of a {@link
 * dev.ghbilling.error.CallException} names the operation, the status, GitHub's own message and the
 * request id, as far as they are known.
 *
 * <p>This package has more files than others. A sealed class names its subclasses, and they name
 * it, so subpackages would depend on each other in a cycle.
 */
@NullMarked
package dev.ghbilling.error;

import org.jspecify.annotations.NullMarked;
