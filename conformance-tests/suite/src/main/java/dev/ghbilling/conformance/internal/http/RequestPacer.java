package dev.ghbilling.conformance.internal.http;

import dev.ghbilling.conformance.internal.http.OperationRequest.Credentials;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Paces requests as GitHub's best practices ask: a pause between writes, and no request while a
 * rate limit is exhausted.
 */
public final class RequestPacer {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration DEFAULT_RESET = Duration.ofSeconds(60);

  private final Clock clock;
  private final Sleep sleep;
  private final Duration betweenWrites;
  private Instant nextWrite = Instant.MIN;

  /** The end of the limit of each token, and of requests without one, which GitHub counts apart. */
  private final Map<Credentials, Instant> limitedUntil = new EnumMap<>(Credentials.class);

  public RequestPacer(Clock clock, Sleep sleep, Duration betweenWrites) {
    this.clock = clock;
    this.sleep = sleep;
    this.betweenWrites = betweenWrites;
  }

  public Sleep sleep() {
    return sleep;
  }

  public Clock clock() {
    return clock;
  }

  /** Returns the end of the member's rate limit if no request waits for it. */
  Optional<Instant> exhaustedUntil() {
    Instant end = limitedUntil(Credentials.MEMBER);
    return end.isAfter(clock.instant()) && isLong(Duration.between(clock.instant(), end))
        ? Optional.of(end)
        : Optional.empty();
  }

  private Instant limitedUntil(Credentials credentials) {
    return limitedUntil.getOrDefault(credentials, Instant.MIN);
  }

  private static boolean isLong(Duration wait) {
    return wait.compareTo(LONGEST_WAIT) >= 0;
  }

  /**
   * Waits until the request may be sent.
   *
   * @throws CheckEndedException could not run, when the rate limit is exhausted for 30 seconds or
   *     more
   */
  void awaitTurn(OperationRequest request) throws InterruptedException {
    if (clock.instant().isBefore(limitedUntil(request.credentials()))) {
      awaitRateLimit(request);
    }
    if (request.writes()) {
      Duration wait = Duration.between(clock.instant(), max(nextWrite, clock.instant()));
      if (!wait.isZero()) {
        sleep.sleep(wait);
      }
    }
  }

  /** Reads the rate limit headers; returns whether the response rejects the request for a limit. */
  boolean update(OperationResponse response) {
    if (response.request().writes()) {
      nextWrite = clock.instant().plus(betweenWrites);
    }
    boolean exhausted = response.header("X-RateLimit-Remaining").strip().equals("0");
    boolean named = !response.header("Retry-After").isBlank();
    boolean limited =
        response.status() == 429
            || (response.status() == 403 && (exhausted || named || mentionsRateLimit(response)));
    if (limited || exhausted) {
      limitedUntil.merge(
          response.request().credentials(), end(response, limited), RequestPacer::max);
    }
    return limited;
  }

  /** A secondary limit may lack both headers; then only its message sets it apart from a 403. */
  private static boolean mentionsRateLimit(OperationResponse response) {
    return response.text().toLowerCase(Locale.ROOT).contains("rate limit");
  }

  /**
   * Waits until the rate limit resets.
   *
   * @throws CheckEndedException could not run, when that takes 30 seconds or more
   */
  void awaitRateLimit(OperationRequest request) throws InterruptedException {
    waitUntil(limitedUntil(request.credentials()), request);
  }

  private void waitUntil(Instant end, OperationRequest request) throws InterruptedException {
    Duration wait = Duration.between(clock.instant(), end);
    if (isLong(wait)) {
      throw new CheckEndedException(
          Verdict.couldNotRun("%s: the rate limit is exhausted until %s".formatted(request, end)));
    }
    if (wait.compareTo(Duration.ZERO) > 0) {
      sleep.sleep(wait);
    }
  }

  private Instant end(OperationResponse response, boolean limited) {
    Instant now = clock.instant();
    return retryAfter(response, now)
        .or(() -> reset(response, now))
        .orElse(limited ? now.plus(DEFAULT_RESET) : Instant.MIN);
  }

  private static Optional<Instant> retryAfter(OperationResponse response, Instant now) {
    String value = response.header("Retry-After").strip();
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(now.plusSeconds(Long.parseLong(value)));
    }
    return OperationResponse.date(value)
        .map(end -> now.plus(Duration.between(date(response, now), end)));
  }

  private static Optional<Instant> reset(OperationResponse response, Instant now) {
    String value = response.header("X-RateLimit-Reset").strip();
    boolean known = value.matches("[0-9]{1,11}");
    return known
        ? Optional.of(
            now.plus(
                Duration.between(
                    date(response, now), Instant.ofEpochSecond(Long.parseLong(value)))))
        : Optional.empty();
  }

  private static Instant date(OperationResponse response, Instant now) {
    return response.date().orElse(now);
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
