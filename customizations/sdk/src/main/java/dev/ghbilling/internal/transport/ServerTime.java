package dev.ghbilling.internal.transport;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The times in the headers of a response. Instants are the server's, so they become durations by
 * the server's own clock, the {@code Date} header, however wrong this machine's clock is.
 */
public final class ServerTime {
  private static final Duration LONGEST = Duration.ofDays(366);

  /** The primary limit counts the requests of an hour. */
  private static final Duration LIMIT_WINDOW = Duration.ofHours(1);

  private static final long FAR_AWAY = 10_000_000_000L;

  private final Map<String, Collection<String>> headers;
  private final Clock clock;

  /**
   * Reads the headers of a response.
   *
   * @param clock the clock for a response without a {@code Date}
   */
  public ServerTime(Map<String, Collection<String>> headers, Clock clock) {
    this.headers = headers;
    this.clock = clock;
  }

  /** Returns {@code Retry-After}, which is a number of seconds or a date, as a duration. */
  public Optional<Duration> retryAfter() {
    return header("Retry-After")
        .flatMap(
            text -> seconds(text).map(Duration::ofSeconds).or(() -> date(text).map(this::until)))
        .map(wait -> bounded(wait, LONGEST));
  }

  /** Returns the time until {@code X-RateLimit-Reset} when nothing remains of the limit. */
  public Optional<Duration> untilReset() {
    return header("X-RateLimit-Remaining")
        .filter("0"::equals)
        .flatMap(exhausted -> header("X-RateLimit-Reset"))
        .flatMap(ServerTime::seconds)
        .map(reset -> bounded(until(Instant.ofEpochSecond(reset)), LIMIT_WINDOW));
  }

  /** Returns the server's time. */
  public Instant now() {
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

  /** Parses a number of any length: one that a long can't hold is far away all the same. */
  private static Optional<Long> seconds(String text) {
    if (!text.matches("[0-9]+")) {
      return Optional.empty();
    }
    return Optional.of(text.length() > 10 ? FAR_AWAY : Long.parseLong(text));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private Optional<String> header(String name) {
    return HttpHeaders.first(headers, name).map(String::strip);
  }
}
