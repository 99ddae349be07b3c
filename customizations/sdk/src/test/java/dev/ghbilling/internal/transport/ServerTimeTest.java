package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.LinearTime;
import dev.ghbilling.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points in time are compared with the server's own clock. */
class ServerTimeTest {
  private final ManualClock time = new ManualClock();

  @ParameterizedTest
  @ValueSource(strings = {"Retry-After", "Date"})
  void header_ofAnyText_takesLinearTime(String name) throws InterruptedException {
    LinearTime.require(
        text -> {
          ServerTime times = of(name, text);
          times.retryAfter();
          times.untilReset();
          times.now();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "3, 3",
    "' 3 ', 3",
    "007, 7",
    "31622400, 31622400",
    "31622401, 31622400",
    "9999999999, 31622400",
    "99999999999999999999, 31622400"
  })
  void retryAfter_inSeconds_isAtMostAYear(String header, long seconds) {
    assertThat(of("Retry-After", header).retryAfter()).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1.5", "+5", "Sun, 99 Jun 2025 00:00:00 GMT", "٣"})
  void retryAfter_invalid_isEmpty(String header) {
    assertThat(of("Retry-After", header).retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3600, -3600})
  void retryAfter_asADate_isComparedWithTheServersDate(long skew) {
    Instant server = time.instant().plusSeconds(skew);

    assertThat(of("Retry-After", date(server.plusSeconds(90)), "Date", date(server)).retryAfter())
        .contains(Duration.ofSeconds(90));
  }

  @Test
  void retryAfter_asADateWithoutAServerDate_isComparedWithTheClock() {
    assertThat(of("Retry-After", date(time.instant().plusSeconds(90))).retryAfter())
        .contains(Duration.ofSeconds(90));
  }

  @Test
  void retryAfter_asAPastDate_isZero() {
    assertThat(of("Retry-After", date(time.instant().minusSeconds(90))).retryAfter())
        .contains(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3600, -3600})
  void reset_asATime_isComparedWithTheServersDate(long skew) {
    Instant server = time.instant().plusSeconds(skew);

    assertThat(exhausted(server.plusSeconds(90).getEpochSecond() + "", date(server)).untilReset())
        .contains(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999999999", "1748736000000", "99999999999999999999"})
  void reset_farAway_isAtMostAnHour(String reset) {
    assertThat(exhausted(reset, date(time.instant())).untilReset()).contains(Duration.ofHours(1));
  }

  @Test
  void reset_past_isZero() {
    assertThat(exhausted("1", date(time.instant())).untilReset()).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "never"})
  void reset_notANumber_isEmpty(String reset) {
    assertThat(exhausted(reset, date(time.instant())).untilReset()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "", "x"})
  void reset_withRequestsRemaining_isEmpty(String remaining) {
    assertThat(
            of("X-RateLimit-Remaining", remaining, "X-RateLimit-Reset", "9999999999").untilReset())
        .isEmpty();
  }

  private ServerTime exhausted(String reset, String date) {
    return of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", reset, "Date", date);
  }

  private ServerTime of(String... namesAndValues) {
    Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return new ServerTime(headers, time);
  }

  private static String date(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atZone(ZoneOffset.UTC));
  }
}
