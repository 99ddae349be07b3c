package dev.ghbilling.conformance.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.mutants.Backends;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.Regression;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RestorationTest {
  @Regression(
      input = "a server that rejects the deletion of what the run created",
      before = "it was asked at the last check and again at the end, and failed twice",
      now = "asked once, and the failure is one result and one note")
  @Test
  void end_afterItsEnd_doesNothing() throws Exception {
    AtomicInteger deletions = new AtomicInteger();
    Middleware rejecting =
        (request, origin) -> {
          if (!request.method().equals("DELETE")) {
            return origin.send(request);
          }
          deletions.incrementAndGet();
          return ProxiedResponse.error(500);
        };
    ManualClock time = Backends.clock();
    try (Sandbox sandbox = Backends.sandbox(Backend.OWN, time);
        RewritingProxy proxy = new RewritingProxy(sandbox.baseUrl(), rejecting)) {
      Results results =
          Backends.run(proxy, Backend.OWN, time, Duration.ofSeconds(10), "createBudget/status");

      assertThat(deletions).hasValue(1);
      assertThat(results.all())
          .filteredOn(result -> result.id().equals("deleteBudget/restored"))
          .singleElement()
          .satisfies(result -> assertThat(result.outcome()).isEqualTo(Outcome.COULD_NOT_RUN));
      assertThat(results.notes())
          .filteredOn(note -> note.contains("could not be deleted"))
          .hasSize(1);
    }
  }
}
