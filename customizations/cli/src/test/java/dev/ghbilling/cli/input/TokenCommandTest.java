package dev.ghbilling.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TokenCommandTest {
  @Test
  void words_withShellCharacters_arePassedAsTheyAre() {
    assertThat(new TokenCommand("work", List.of("printf", "%s", "$(id) * 'a'\n")).token())
        .isEqualTo("$(id) * 'a'");
  }

  @Test
  void command_thatDoesNotEnd_isStopped() {
    TokenCommand command =
        new TokenCommand("work", List.of("sh", "-c", "sleep 600; echo token"), Duration.ZERO);

    assertThatThrownBy(command::token)
        .hasMessage(
            "the token command of profile work (sh) didn't end within 0 s: run it in a terminal to see why");
  }

  @Test
  @Timeout(10)
  void command_thatLeavesAProcessBehind_doesNotWaitForIt() {
    List<String> words = List.of("sh", "-c", "sleep 20 & echo token");

    assertThat(new TokenCommand("work", words).token()).isEqualTo("token");
  }
}
