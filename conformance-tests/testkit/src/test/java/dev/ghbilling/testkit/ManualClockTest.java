package dev.ghbilling.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  private final ManualClock clock = new ManualClock("2026-01-01T00:00:00Z");

  @Test
  void sleep_advancesTheClockAndIsRecorded() {
    clock.sleep(Duration.ofSeconds(2));
    clock.advance(Duration.ofSeconds(-1));

    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-01T00:00:01Z"));
    assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(2));
  }
}
