package dev.ghbilling.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.LinearTime;
import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void message_ofAnyText_takesLinearTime() throws InterruptedException {
    LinearTime.require(OneLine::of);
  }

  @Test
  void message_long_isShortenedBeforeItIsRead() {
    assertThat(OneLine.of("a".repeat(2_001))).hasSize(2_003).endsWith("a...");
    assertThat(OneLine.of("a".repeat(2_000))).hasSize(2_000);
    assertThat(OneLine.of("a\n" + "\n".repeat(5_000))).isEqualTo("a...");
  }
}
