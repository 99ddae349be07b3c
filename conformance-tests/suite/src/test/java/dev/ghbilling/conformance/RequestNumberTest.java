package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.DocumentedOperations;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Counts the requests of runs, which the README tells and a live server has to bear. */
final class RequestNumberTest {
  /** The operations that the contract had when the bounds for all of them were set. */
  private static final int OPERATIONS = 38;

  @Test
  void run_readingAll_sendsFewRequests() {
    assertThat(requests()).isBetween(700, grown(1250));
  }

  @Test
  void run_ofTheDocumentedOperations_sendsAtMost600Requests() {
    List<String> arguments = new ArrayList<>(List.of("--allow-writes"));
    for (String checks : DocumentedOperations.checks()) {
      arguments.add("--include=" + checks);
    }

    assertThat(requests(arguments.toArray(String[]::new))).isBetween(300, 600);
  }

  @Test
  void run_ofAllOperations_sendsAtMostThreeTimesAsMany() {
    assertThat(requests("--allow-writes")).isBetween(1200, grown(1800));
  }

  /** Returns a bound for all operations of the contract. */
  private static int grown(int bound) {
    return bound * Contract.bundled().operations().size() / OPERATIONS;
  }

  private static int requests(String... arguments) {
    AtomicInteger requests = new AtomicInteger();
    try (Sandbox sandbox = Sandbox.builder().token(CommandRun.TOKEN).start();
        RewritingProxy proxy =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) -> {
                  requests.incrementAndGet();
                  return origin.send(request);
                })) {
      CommandRun run = CommandRun.run(proxy.url(), arguments);
      assertThat(run.exitCode()).as(run.out()).isZero();
    }
    return requests.get();
  }
}
