package dev.ghbilling.conformance;

import dev.ghbilling.spec.Operation;
import java.util.function.UnaryOperator;

/** What becomes of a request between the suite and a server. */
@FunctionalInterface
interface Way {
  /** The server behind. */
  @FunctionalInterface
  interface Origin {
    Sent send(Asked asked) throws Exception;
  }

  Sent answer(Asked asked, Origin origin) throws Exception;

  /** Nothing is changed. */
  static Way straight() {
    return (asked, origin) -> origin.send(asked);
  }

  /** The requests for an operation are changed. */
  static Way asking(Operation operation, UnaryOperator<Asked> change) {
    return (asked, origin) -> origin.send(asked.isFor(operation) ? change.apply(asked) : asked);
  }

  /** The successful answers of an operation are changed. */
  static Way answering(Operation operation, UnaryOperator<Sent> change) {
    return (asked, origin) -> {
      Sent sent = origin.send(asked);
      return asked.isFor(operation) && sent.isSuccessful() ? change.apply(sent) : sent;
    };
  }

  /** The refusals of an operation are changed. */
  static Way refusing(Operation operation, UnaryOperator<Sent> change) {
    return (asked, origin) -> {
      Sent sent = origin.send(asked);
      return asked.isFor(operation) && sent.status() >= 400 ? change.apply(sent) : sent;
    };
  }
}
