package dev.ghbilling.conformance;

import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is expected of an answer. */
final class Expectation {
  private static final int SHOWN = 3;

  private Expectation() {}

  static Verdict successful(Reply reply) {
    int expected = reply.call().operation().success().status();
    return reply.status() == expected
        ? Verdict.passed()
        : Verdict.failed(
            "%s: expected %d, got %d".formatted(reply.call(), expected, reply.status()));
  }

  /**
   * A successful answer of the documented type, or one of the {@code +json} family where that is
   * JSON.
   */
  static Verdict contentType(Reply reply, String expected) {
    Verdict status = successful(reply);
    if (status.outcome() != Outcome.PASSED) {
      return status;
    }
    Optional<String> sent = reply.headers().firstValue("Content-Type");
    String type = sent.orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    boolean json = expected.equals("application/json") && type.matches("application/[^ ]+\\+json");
    return type.equals(expected) || json
        ? Verdict.passed()
        : Verdict.failed(
            "%s: HTTP %d, expected %s, got %s"
                .formatted(reply.call(), reply.status(), expected, sent.orElse("no Content-Type")));
  }

  /** A successful answer whose body the schema allows. */
  static Verdict valid(Contract contract, Body body, Reply reply) {
    Verdict status = successful(reply);
    if (status.outcome() != Outcome.PASSED) {
      return status;
    }
    List<Violation> violations = contract.violations(body.schema(), reply.json());
    if (violations.isEmpty()) {
      return Verdict.passed();
    }
    String more = violations.size() > SHOWN ? "; and " + (violations.size() - SHOWN) + " more" : "";
    return Verdict.failed(
        violations.stream()
            .limit(SHOWN)
            .map(Violation::toString)
            .collect(Collectors.joining("; ", reply.call() + ": ", more)));
  }

  /** GitHub's error: an object that says what is wrong, and what the contract says of it. */
  static Verdict error(Contract contract, Reply reply) {
    String answer = "%s: HTTP %d".formatted(reply.call(), reply.status());
    if (!reply.json().path("message").isTextual()) {
      return Verdict.failed(answer + " without an error body that has a message");
    }
    return Optional.ofNullable(reply.call().operation().answers().get(reply.status()))
        .flatMap(documented -> documented.body())
        .map(body -> contract.violations(body.schema(), reply.json()))
        .filter(violations -> !violations.isEmpty())
        .map(violations -> Verdict.failed(answer + " with an error body: " + violations.get(0)))
        .orElse(Verdict.passed());
  }
}
