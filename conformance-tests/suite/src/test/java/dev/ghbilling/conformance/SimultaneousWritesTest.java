package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.sandbox.Sandbox;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The suite sends two writes at the same time, and judges only servers that take them. */
final class SimultaneousWritesTest {
  private static final String CHECK = "createCostCenter/state/unique/at-once";

  @AutoClose private final Sandbox sandbox = Sandbox.builder().start();

  private CommandRun run(Middleware middleware) {
    try (RewritingProxy proxy = new RewritingProxy(sandbox.baseUrl(), middleware)) {
      return CommandRun.run(proxy.url(), "--allow-writes", "--timeout=5", "--include=" + CHECK);
    }
  }

  /** Responds in another way to the second request of a kind. */
  private static Middleware second(
      int number, Predicate<ProxiedRequest> kind, ProxiedResponse response) {
    AtomicInteger requests = new AtomicInteger();
    return (request, origin) ->
        kind.test(request) && requests.incrementAndGet() == number
            ? response
            : origin.send(request);
  }

  private static boolean creates(ProxiedRequest request) {
    return request.method().equals("POST");
  }

  private static void assertNotApplicable(CommandRun run) {
    assertThat(run.counts()).startsWith("0 passed, 0 failed, 1 not applicable");
    assertThat(run.err()).contains("the server doesn't take two requests at a time");
  }

  @Test
  void run_serverThatWaitsForBothWrites_getsThem() {
    CyclicBarrier both = new CyclicBarrier(2);
    CommandRun run =
        run(
            (request, origin) -> {
              if (creates(request)) {
                both.await(4, TimeUnit.SECONDS);
              }
              return origin.send(request);
            });

    assertThat(run.counts()).startsWith("1 passed");
  }

  @Test
  void run_serverThatAnswersOneConnectionOnly_isNotJudged() {
    // The first list is of what exists before the run.
    assertNotApplicable(
        run(
            second(
                3,
                request -> request.method().equals("GET") && request.path().endsWith("-centers"),
                ProxiedResponse.error(500).withEnding(ProxiedResponse.Ending.HANGING))));
  }

  @Test
  void run_serverThatPutsOneWriteOff_isNotJudged() {
    assertNotApplicable(
        run(second(2, SimultaneousWritesTest::creates, ProxiedResponse.error(503))));
  }

  @Test
  void run_serverThatFailsAtOneWrite_fails() {
    CommandRun run = run(second(2, SimultaneousWritesTest::creates, ProxiedResponse.error(500)));

    assertThat(run.exitCode()).isOne();
    assertThat(run.out()).contains("expected HTTP 200 and HTTP 409, got HTTP 200 and HTTP 500");
  }
}
