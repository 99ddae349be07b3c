package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.sandbox.Sandbox;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The suite changes each property alone, and judges what a server may not refuse. */
final class PartialUpdatesTest {
  @AutoClose private final Sandbox sandbox = Sandbox.builder().start();

  private CommandRun run(Middleware middleware) {
    try (RewritingProxy proxy = new RewritingProxy(sandbox.baseUrl(), middleware)) {
      return CommandRun.run(proxy.url(), "--allow-writes", "--include=updateBudget/state/only/*");
    }
  }

  private static Middleware refusing(Predicate<ProxiedRequest> refused) {
    return (request, origin) ->
        request.method().equals("PATCH") && refused.test(request)
            ? ProxiedResponse.error(422)
            : origin.send(request);
  }

  @Test
  void run_serverThatRefusesAScopeAlone_isNotJudgedByIt() {
    CommandRun run = run(refusing(request -> request.json().has("budget_scope")));

    assertThat(run.counts()).startsWith("7 passed, 0 failed, 1 not applicable");
  }

  @Test
  void run_serverThatRefusesEachPropertyAlone_fails() {
    CommandRun run = run(refusing(request -> request.json().size() == 1));

    assertThat(run.counts()).startsWith("0 passed, 8 failed");
    assertThat(run.out()).contains("expected HTTP 200, got HTTP 422");
  }

  @Test
  void run_refusedValueAfterAcceptedOnes_isNoLossOfThem() {
    CommandRun run =
        run(
            refusing(
                request -> request.json().path("budget_scope").asText().equals("organization")));

    assertThat(run.counts()).startsWith("8 passed");
  }
}
