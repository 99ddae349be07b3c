/**
 * Bearer tokens: where they come from, what kind they are, and how they stay out of every text.
 *
 * <p>The call room enters with a {@link dev.ghbilling.internal.token.TokenSource} and gets a token
 * for each attempt; the code that writes a message or a log line asks {@link
 * dev.ghbilling.internal.token.Credentials} to redact it. Which host may see a token is decided by
 * the transport.
 */
@NullMarked
package dev.ghbilling.internal.token;

import org.jspecify.annotations.NullMarked;
