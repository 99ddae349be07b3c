package dev.ghbilling.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "1, 500",
    "2, 1000",
    "3, 2000",
    "4, 4000",
    "5, 8000",
    "6, 16000",
    "7, 20000",
    "8, 20000",
    "64, 20000",
    "2147483647, 20000"
  })
  void pauseLimit_perAttempt_doublesUpToTwentySeconds(int attempt, long limit) {
    assertThat(RetryPolicy.DEFAULT.delay(failed(attempt), 0.5))
        .isEqualTo(Duration.ofMillis(limit / 2));
    assertThat(RetryPolicy.DEFAULT.delay(failed(attempt), Math.nextDown(1.0)))
        .isBetween(Duration.ofMillis(limit - 1), Duration.ofMillis(limit));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void delay_withZeroJitter_isZero(int attempt) {
    assertThat(RetryPolicy.DEFAULT.delay(failed(attempt), 0)).isEqualTo(Duration.ZERO);
  }

  private static FailedAttempt failed(int attempt) {
    return new FailedAttempt(attempt, 503, false, null, new IOException("failed"));
  }
}
