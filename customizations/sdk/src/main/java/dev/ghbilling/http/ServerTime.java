package dev.ghbilling.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What an answer's headers say of time. Points in time are the server's, so they are turned into
 * durations by the server's own clock, the {@code Date} header, however wrong this machine's is.
 */
final class ServerTime {
  private static final Duration NEVER_LONGER = Duration.ofDays(366);

  /** The primary limit is one of requests in an hour. */
  private static final Duration LIMITS_WINDOW = Duration.ofHours(1);

  private static final long AGES = 10_000_000_000L;

  private final HeaderFields headers;
  private final Clock clock;

  ServerTime(HeaderFields headers, Clock clock) {
    this.headers = headers;
    this.clock = clock;
  }

  /** {@code Retry-After}, which is a number of seconds or a date. */
  Optional<Duration> retryAfter() {
    return header("Retry-After")
        .flatMap(
            text -> seconds(text).map(Duration::ofSeconds).or(() -> date(text).map(this::until)))
        .map(wait -> bounded(wait, NEVER_LONGER));
  }

  /** How long it is until {@code X-RateLimit-Reset}, when nothing remains of the limit. */
  Optional<Duration> untilReset() {
    return header("X-RateLimit-Remaining")
        .filter("0"::equals)
        .flatMap(spent -> header("X-RateLimit-Reset"))
        .flatMap(ServerTime::seconds)
        .map(reset -> bounded(until(Instant.ofEpochSecond(reset)), LIMITS_WINDOW));
  }

  /** What time it is at the server. */
  Instant now() {
    return header("Date").flatMap(ServerTime::date).orElseGet(clock::instant);
  }

  private Duration until(Instant moment) {
    return Duration.between(now(), moment);
  }

  private static Duration bounded(Duration wait, Duration longest) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  /** A number of any length; more than a long has room for is just as far away. */
  private static Optional<Long> seconds(String text) {
    if (!text.matches("[0-9]+")) {
      return Optional.empty();
    }
    return Optional.of(text.length() > 10 ? AGES : Long.parseLong(text));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private Optional<String> header(String name) {
    return headers.first(name).map(String::strip);
  }
}
