package dev.ghbilling.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.testkit.Regression;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          echo first >&2; echo "no key: log in" >&2; echo >&2; exit 3 | exited with 3: no key: log in
          echo "no token for ghe.example.com" >&2                     | printed nothing: no token for ghe.example.com
          echo "bad ghp_0123456789abcdefghij" >&2; exit 1             | exited with 1: bad [token]
          echo "bad hvs.CAESIJ0123456789xyz!" >&2; exit 1             | exited with 1: bad [withheld]!
          echo "s3cr3t-pw"; echo "not s3cr3t-pw?" >&2; exit 1         | exited with 1: not [token]?
          echo "password=short" >&2; exit 1                           | exited with 1: password=[withheld]
          echo "refused https://bot:hunter2@vault" >&2; exit 1        | exited with 1: refused https://[withheld]@vault
          seq 100000 >&2; exit 1                                      | exited with 1: 100000
          """)
  @Regression(
      input = "a token command that says on stderr why it fails",
      before = "its exit status, and the advice to run it in a terminal",
      now = "its last line on stderr as well, without what may be a secret")
  void command_thatFails_saysItsLastLineWithoutSecrets(String script, String message) {
    assertThatThrownBy(new TokenCommand("work", List.of("sh", "-c", script))::token)
        .hasMessageStartingWith("the token command of profile work (sh) " + message)
        .hasMessageNotContaining("0123456789")
        .hasMessageNotContaining("s3cr3t");
  }

  @Test
  @Timeout(10)
  void command_thatLeavesAProcessBehind_doesNotWaitForIt() {
    List<String> words = List.of("sh", "-c", "sleep 20 & echo token");

    assertThat(new TokenCommand("work", words).token()).isEqualTo("token");
  }
}
