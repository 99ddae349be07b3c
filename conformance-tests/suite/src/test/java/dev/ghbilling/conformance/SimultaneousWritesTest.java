package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
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

  private CommandRun run(Middleware middleware, String... more) {
    try (RewritingProxy proxy = new RewritingProxy(sandbox.baseUrl(), middleware)) {
      List<String> arguments =
          new ArrayList<>(List.of("--allow-writes", "--timeout=5", "--include=" + CHECK));
      arguments.addAll(List.of(more));
      return CommandRun.run(proxy.url(), arguments.toArray(String[]::new));
    }
  }

  /** Responds in another way to one request of a kind, by its number. */
  private static Middleware atNumber(
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
    CommandRun run =
        run(
            // The first list is of what exists before the run.
            atNumber(
                3,
                request -> request.method().equals("GET") && request.path().endsWith("-centers"),
                ProxiedResponse.error(500).withEnding(ProxiedResponse.Ending.HANGING)),
            "--include=listCostCenters/listed-status");

    assertThat(run.counts()).isEqualTo("1 passed, 0 failed, 1 not applicable, 0 could not run");
  }

  @Test
  void run_serverThatPutsOneWriteOff_isNotJudged() {
    CommandRun run = run(atNumber(2, SimultaneousWritesTest::creates, ProxiedResponse.error(429)));

    assertThat(run.counts()).startsWith("0 passed, 0 failed, 1 not applicable");
    assertThat(run.err()).contains("the server doesn't take two requests at a time: HTTP 429");
  }

  @Test
  void run_serverWithAConflictOfTwoChanges_isNotJudged() {
    CommandRun run =
        run(
            // One property after the other is changed before that: to another value, back, and
            // both; and the name to a longer one.
            atNumber(7, request -> request.method().equals("PATCH"), ProxiedResponse.error(409)),
            "--exclude=" + CHECK,
            "--include=updateCostCenter/state/at-once");

    assertThat(run.counts()).startsWith("0 passed, 0 failed, 1 not applicable");
    assertThat(run.err()).contains("the server doesn't take two requests at a time: HTTP 409");
  }

  @Test
  void run_serverThatFailsAtOneWrite_fails() {
    CommandRun run = run(atNumber(2, SimultaneousWritesTest::creates, ProxiedResponse.error(500)));

    assertThat(run.exitCode()).isOne();
    assertThat(run.out()).contains("expected HTTP 200 and HTTP 409, got HTTP 200 and HTTP 500");
  }
}
