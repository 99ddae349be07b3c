package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    ManualClock time = new ManualClock(Settings.START);
    Run run = new Run(Contract.bundled(), server.build(), time, time::advance, result -> {});
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

  @Test
  @Timeout(20)
  void whoWasMovedIsPutBackWhenTheRunIsEndedEarly() throws Exception {
    ManualClock time = new ManualClock(Settings.START);
    AtomicBoolean hung = new AtomicBoolean();
    CountDownLatch hanging = new CountDownLatch(1);
    try (Sandbox sandbox = Settings.sandbox(Mutant.Setting.OWN, time);
        Proxy stuck =
            new Proxy(
                sandbox.baseUrl(),
                (asked, origin) -> {
                  if (asked.method().equals("DELETE") && !hung.getAndSet(true)) {
                    hanging.countDown();
                    return Sent.error(500).ending(Sent.Ending.HANGING);
                  }
                  return origin.send(asked);
                })) {
      ServerUnderTest server =
          ServerUnderTest.at(stuck.url().toString(), "octo-enterprise", Suite.TOKEN)
              .allowWrites(true)
              .timeout(Duration.ofMinutes(5))
              .value("cost_center_id", Settings.CENTER)
              .include("*UsersToCostCenter/status")
              .include("*UsersFromCostCenter/status")
              .build();
      Run run = new Run(Contract.bundled(), server, time, time::advance, result -> {});
      Thread runner = new Thread(() -> perform(run));
      runner.start();
      hanging.await();

      run.end(runner);

      runner.join();
      assertThat(sandbox.requests())
          .filteredOn(request -> !request.method().equals("GET"))
          .extracting(RecordedRequest::method)
          .containsExactly("POST", "DELETE", "POST");
    }
  }

  private static void perform(Run run) {
    try {
      for (Check check : run.checks()) {
        run.perform(check);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
