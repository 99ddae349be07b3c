package dev.ghbilling.spec.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecHelpTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "diff ", "drift ", "release "})
  void help_usage_beginsWithTheLaunchersName(String command) {
    SpecRun run = SpecRun.of((command + "--help").split(" "));

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("Usage: ghbilling spec " + command);
  }
}
