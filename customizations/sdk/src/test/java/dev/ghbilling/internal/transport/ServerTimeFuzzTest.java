package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Any headers give either no wait or a sensible one. */
class ServerTimeFuzzTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-06-01T00:00:00Z"), ZoneOffset.UTC);

  @FuzzTest(maxDuration = "10m")
  void retryAfter(byte[] lines) {
    String[] values = new String(lines, StandardCharsets.UTF_8).split("\n", -1);
    Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Retry-After", List.of(values[0]));
    headers.put("X-RateLimit-Remaining", List.of("0"));
    headers.put("X-RateLimit-Reset", List.of(values[0]));
    if (values.length > 1) {
      headers.put("Date", List.of(values[1]));
    }
    ServerTime time = new ServerTime(headers, CLOCK);

    assertSensible(time.retryAfter());
    assertSensible(time.untilReset());
  }

  private static void assertSensible(Optional<Duration> wait) {
    wait.ifPresent(duration -> assertThat(duration).isBetween(Duration.ZERO, Duration.ofDays(366)));
  }
}
