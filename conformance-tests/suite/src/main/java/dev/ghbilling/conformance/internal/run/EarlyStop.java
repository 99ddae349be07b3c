package dev.ghbilling.conformance.internal.run;

import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.ServerClient;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out the checks that could only repeat one cause: the server takes no more requests, or all
 * operations fail alike, for example for a wrong enterprise.
 */
final class EarlyStop {
  private final CheckContext context;
  private final ServerClient client;
  private final Contract contract;
  private final List<Operation> reading;
  private final Set<String> reported = new HashSet<>();
  private @Nullable CommonCauses causes;

  EarlyStop(CheckContext context, ServerClient client, List<Check> selected) {
    this.context = context;
    this.client = client;
    this.contract = context.contract();
    this.reading =
        selected.stream()
            .map(Check::operationId)
            .distinct()
            .flatMap(id -> contract.operation(id).stream())
            .filter(operation -> !MethodSemantics.writes(operation))
            .toList();
  }

  /**
   * Returns the verdict of a check that is left out: failed for the first one that a cause
   * concerns, not run for the others.
   */
  Optional<Verdict> of(Check check) throws InterruptedException {
    Optional<String> unavailable = client.unavailable();
    if (unavailable.isPresent()) {
      return unavailable.map(Verdict::notRun);
    }
    Operation operation = contract.operation(check.operationId()).orElseThrow();
    Optional<String> cause = causes().of(operation);
    if (cause.isEmpty() || reported.contains(cause.get())) {
      return cause.map(Verdict::notRun);
    }
    Verdict own = CommonCauses.success(context, operation);
    if (own.outcome() != Outcome.FAILED) {
      return cause.map(Verdict::notRun);
    }
    reported.add(cause.get());
    return Optional.of(own.and(cause.get()));
  }

  private CommonCauses causes() throws InterruptedException {
    CommonCauses found = causes;
    if (found == null) {
      found = CommonCauses.find(context, reading);
      causes = found;
      context.takeExchanges();
    }
    return found;
  }
}
