package dev.ghbilling.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SleeperTest {
  @Test
  void sleep_ofAFractionOfAMillisecond_isNotShorter() throws InterruptedException {
    Duration asked = Duration.ofNanos(1_999_999);
    long start = System.nanoTime();

    Sleeper.THREAD.sleep(asked);

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(asked.toNanos());
  }
}
