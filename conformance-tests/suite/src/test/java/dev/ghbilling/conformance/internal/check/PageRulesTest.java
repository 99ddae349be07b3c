package dev.ghbilling.conformance.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.mutants.Backends;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.Regression;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PageRulesTest {
  private static final String LIST = "getAdvancedSecurityCommitters";

  @Regression(
      input = "pages without items",
      before = "failed both pages/agree and pages/links",
      now = "fail pages/agree, and pages/links doesn't apply")
  @Test
  void links_ofPagesWithoutItems_arentJudged() throws Exception {
    Middleware withoutItems =
        Middleware.rewritingResponses(
            Contract.bundled().operation(LIST).orElseThrow(),
            response -> response.editJson(body -> body.remove("repositories")));
    ManualClock time = Backends.clock();
    try (Sandbox sandbox = Backends.sandbox(Backend.OWN, time);
        RewritingProxy proxy = new RewritingProxy(sandbox.baseUrl(), withoutItems)) {
      assertThat(
              Backends.run(
                      proxy,
                      Backend.OWN,
                      time,
                      Duration.ofSeconds(10),
                      LIST + "/pages/agree",
                      LIST + "/pages/links")
                  .all())
          .extracting(Result::outcome)
          .containsExactly(Outcome.FAILED, Outcome.NOT_APPLICABLE);
    }
  }
}
