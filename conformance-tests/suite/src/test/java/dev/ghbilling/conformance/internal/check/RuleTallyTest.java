package dev.ghbilling.conformance.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Contract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class RuleTallyTest {
  private static RuleTally tally(Function<RecordedExchange, Verdict> judge) {
    OperationRequest request =
        OperationRequest.of(
            Contract.bundled().operation("getActionsBilling").orElseThrow(),
            Map.of(),
            Optional.empty());
    RecordedExchange exchange =
        new RecordedExchange(0, request, Optional.empty(), "", Instant.EPOCH, Duration.ZERO);
    return RuleTally.of(
        new TrafficRule("schema", "", any -> true, judge), List.of(exchange, exchange));
  }

  @Test
  void verdict_ruleThatThrows_couldNotRun() {
    RuleTally tally =
        tally(
            exchange -> {
              throw new IllegalStateException("no value");
            });

    assertThat(tally.verdict().outcome()).isEqualTo(Outcome.COULD_NOT_RUN);
    assertThat(tally.verdict().message()).contains("the suite has a defect", "no value");
    assertThat(tally.example()).isEmpty();
  }

  @Test
  void verdict_twoFailures_isTheFirstWithTheirNumber() {
    RuleTally tally = tally(exchange -> Verdict.failed("GET /", "one", "another"));

    assertThat(tally.verdict().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(tally.verdict().message()).contains("2 of 2 exchanges break this rule");
    assertThat(tally.example()).isPresent();
  }
}
