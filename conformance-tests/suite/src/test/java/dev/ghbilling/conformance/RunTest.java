package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.spec.Contract;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RunTest {
  private static final String USERS = "{\"users\":[\"mona\"]}";

  /** Nothing listens there, which is only noticed when something is asked. */
  private static ServerUnderTest.Builder elsewhere() {
    return ServerUnderTest.at("https://192.0.2.1", "octo-enterprise", Suite.TOKEN)
        .allowWrites(true)
        .timeout(Duration.ofMillis(300))
        .include("addUsersToCostCenter/status");
  }

  private static Result result(ServerUnderTest.Builder server)
      throws IOException, InterruptedException {
    TrialTime time = new TrialTime();
    Run run = new Run(Contract.bundled(), server.build(), time, time::pass, result -> {});
    return run.perform(run.checks().get(0));
  }

  @Test
  void nobodyIsMovedAtALiveHostUnlessChosen() throws IOException, InterruptedException {
    Result result = result(elsewhere().body("addUsersToCostCenter", USERS));

    assertThat(result.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(result.message()).contains("--value", "--body");
    assertThat(result.exchanges()).isEmpty();
  }

  @Test
  void whoIsChosenIsAskedFor() throws IOException, InterruptedException {
    Result result =
        result(
            elsewhere()
                .value("cost_center_id", "cc")
                .body("addUsersToCostCenter", USERS)
                .body("removeUsersFromCostCenter", USERS));

    assertThat(result.outcome()).isEqualTo(Outcome.COULD_NOT_RUN);
    assertThat(result.exchanges()).isNotEmpty();
  }
}
