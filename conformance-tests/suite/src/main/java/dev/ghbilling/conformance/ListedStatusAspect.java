package dev.ghbilling.conformance;

import dev.ghbilling.spec.Operation;
import java.util.Set;

/** The operation answers with no status that the contract doesn't list. */
final class ListedStatusAspect implements Aspect {
  /** What HTTP itself may answer to some requests, whatever the operation. */
  private static final Set<Integer> OF_HTTP = Set.of(304, 401, 404, 405, 422, 429);

  @Override
  public void derive(Operation operation, Checklist checklist) {
    checklist.add(
        operation,
        "listed-status",
        Clause.operation(operation) + "/responses",
        session -> {
          int usual = session.usual(operation).status();
          if (!operation.responses().containsKey(usual)) {
            return unlisted(operation, session.call(operation), usual);
          }
          Call usualCall = session.call(operation);
          for (Exchange exchange : session.traffic()) {
            if (exchange.call().operation().equals(operation)
                && exchange.reply().isPresent()
                && !listed(
                    operation, exchange.call(), usualCall, exchange.reply().get().status())) {
              return unlisted(operation, exchange.call(), exchange.reply().get().status());
            }
          }
          return Verdict.passed();
        });
  }

  private static Verdict unlisted(Operation operation, Call call, int status) {
    return Verdict.failed(call, "one of HTTP " + operation.responses().keySet(), "HTTP " + status);
  }

  private static boolean listed(Operation operation, Call call, Call usual, int status) {
    return operation.responses().containsKey(status)
        || OF_HTTP.contains(status)
        || (status == 403 && call.sender() == Call.Sender.OUTSIDER)
        || (status == 400 && !call.key().equals(usual.key()));
  }
}
