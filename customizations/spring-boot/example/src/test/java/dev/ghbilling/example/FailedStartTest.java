package dev.ghbilling.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the application prints when its properties make no client. */
@ExtendWith(OutputCaptureExtension.class)
final class FailedStartTest {
  @Test
  void start_withoutACredential_printsWhatToDo(CapturedOutput output) {
    assertThatThrownBy(() -> SpringApplication.run(BillApplication.class, "--ghbilling.token="))
        .hasRootCauseMessage("token is required");

    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("The client gitHubBilling can't be created: token is required.")
        .contains("Set ghbilling.token, .token-file or .app.")
        .doesNotContain("\tat ");
  }

  @Test
  void start_withoutAnAccount_printsItsProperty(CapturedOutput output) {
    assertThatThrownBy(
            () -> SpringApplication.run(BillApplication.class, "--spring.config.name=none"))
        .hasMessageContaining("GitHubBilling");

    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("requires a client of type dev.ghbilling.GitHubBilling, but no matching client")
        .contains("Set ghbilling.enterprise and ghbilling.token; or inject the client")
        .doesNotContain("\tat ");
  }
}
