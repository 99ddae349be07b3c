package dev.ghbilling.conformance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What GitHub asks of those who call its API: a pause between writes, and no request while a rate
 * limit is used up.
 */
final class Manners {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration UNNAMED_LIMIT = Duration.ofSeconds(60);

  private final Clock clock;
  private final Pause pause;
  private final Duration betweenWrites;
  private Instant nextWrite = Instant.MIN;
  private Instant limitedUntil = Instant.MIN;

  Manners(Clock clock, Pause pause, Duration betweenWrites) {
    this.clock = clock;
    this.pause = pause;
    this.betweenWrites = betweenWrites;
  }

  Pause pause() {
    return pause;
  }

  Clock clock() {
    return clock;
  }

  /**
   * Waits until the request may be sent.
   *
   * @throws EndedEarly could not run, when a limit is used up for long
   */
  void before(Call call) throws InterruptedException {
    if (clock.instant().isBefore(limitedUntil)) {
      waitUntil(limitedUntil, call);
    }
    if (call.writes()) {
      Duration wait = Duration.between(clock.instant(), max(nextWrite, clock.instant()));
      if (!wait.isZero()) {
        pause.of(wait);
      }
    }
  }

  /** Learns from the answer. Whether it says that a rate limit is used up. */
  boolean after(Reply reply) {
    if (reply.call().writes()) {
      nextWrite = clock.instant().plus(betweenWrites);
    }
    boolean spent = reply.header("X-RateLimit-Remaining").strip().equals("0");
    boolean named = !reply.header("Retry-After").isBlank();
    boolean limited =
        reply.status() == 429 || (reply.status() == 403 && (spent || named || saysLimit(reply)));
    if (limited || spent) {
      limitedUntil = max(limitedUntil, end(reply, limited));
    }
    return limited;
  }

  /** A secondary limit may name no time, and nothing else tells it from a missing permission. */
  private static boolean saysLimit(Reply reply) {
    return reply.text().toLowerCase(Locale.ROOT).contains("rate limit");
  }

  /**
   * Waits for the end of the limit, if that is near.
   *
   * @throws EndedEarly could not run, when it isn't
   */
  void waitForLimit(Call call) throws InterruptedException {
    waitUntil(limitedUntil, call);
  }

  private void waitUntil(Instant end, Call call) throws InterruptedException {
    Duration wait = Duration.between(clock.instant(), end);
    if (wait.compareTo(LONGEST_WAIT) >= 0) {
      throw new EndedEarly(
          Verdict.couldNotRun("%s: the rate limit is used up until %s".formatted(call, end)));
    }
    if (wait.compareTo(Duration.ZERO) > 0) {
      pause.of(wait);
    }
  }

  private Instant end(Reply reply, boolean limited) {
    Instant now = clock.instant();
    return retryAfter(reply, now)
        .or(() -> reset(reply, now))
        .orElse(limited ? now.plus(UNNAMED_LIMIT) : Instant.MIN);
  }

  private static Optional<Instant> retryAfter(Reply reply, Instant now) {
    String value = reply.header("Retry-After").strip();
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(now.plusSeconds(Long.parseLong(value)));
    }
    return Reply.date(value).map(end -> now.plus(Duration.between(date(reply, now), end)));
  }

  private static Optional<Instant> reset(Reply reply, Instant now) {
    String value = reply.header("X-RateLimit-Reset").strip();
    boolean known = value.matches("[0-9]{1,11}");
    return known
        ? Optional.of(
            now.plus(
                Duration.between(date(reply, now), Instant.ofEpochSecond(Long.parseLong(value)))))
        : Optional.empty();
  }

  private static Instant date(Reply reply, Instant now) {
    return reply.date().orElse(now);
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
