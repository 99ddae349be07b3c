package dev.ghbilling.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failed attempt, as a {@link RetryPolicy} sees it.
 *
 * @param attempt the number of the attempt, from 1; for waiting and downloads, the number of
 *     failures in a row
 * @param status the HTTP status, or 0 when there was no response or it broke off
 * @param rateLimited whether a rate limit was exceeded
 * @param retryAfter how long the server asks to wait, or null when it doesn't
 * @param cause the failure: an exception of {@code dev.ghbilling.error}, or of a download's I/O
 */
public record FailedAttempt(
    int attempt, int status, boolean rateLimited, @Nullable Duration retryAfter, Exception cause) {}
