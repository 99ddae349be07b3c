package dev.ghbilling.conformance;

import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Violation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is expected of an answer. */
final class Expectation {
  private static final int SHOWN = 3;
  private static final Pattern STACK_TRACE =
      Pattern.compile(
          "\\bat [\\w.$/<>]+\\([\\w. ]+(:\\d+)?\\)" // Java, JavaScript, .NET
              + "|Traceback \\(most recent call last\\)"
              + "|\\.(rb|go|py|php|js):\\d+(:in|\\s)"
              + "|Exception in thread ");

  private Expectation() {}

  static Verdict successful(Reply reply) {
    int expected = reply.call().operation().success().status();
    return reply.status() == expected
        ? Verdict.passed()
        : Verdict.failed(reply.call(), "HTTP " + expected, "HTTP " + reply.status());
  }

  /** The documented success, with a body that its schema allows. */
  static Verdict documented(Contract contract, Reply reply) {
    Verdict status = successful(reply);
    Optional<Body> body = reply.call().operation().success().body();
    return status.outcome() == Outcome.PASSED && body.isPresent()
        ? valid(contract, body.get(), reply)
        : status;
  }

  /** The documented media type, or one of the {@code +json} family where that is JSON. */
  static Verdict contentType(Reply reply, String expected) {
    boolean json = expected.equals("application/json") && reply.isJson();
    return reply.mediaType().equals(expected) || json
        ? Verdict.passed()
        : Verdict.failed(
            reply.call(),
            "Content-Type " + expected,
            reply.mediaType().isEmpty() ? "none" : reply.header("Content-Type"));
  }

  /** A body that the schema allows. */
  static Verdict valid(Contract contract, Body body, Reply reply) {
    List<Violation> violations = contract.violations(body.schema(), reply.json());
    if (violations.isEmpty()) {
      return Verdict.passed();
    }
    String more = violations.size() > SHOWN ? "; and " + (violations.size() - SHOWN) + " more" : "";
    return Verdict.failed(
        reply.call(),
        "a body that the schema allows",
        violations.stream()
            .limit(SHOWN)
            .map(Violation::toString)
            .collect(Collectors.joining("; ", "", more)));
  }

  /** GitHub's error: JSON that says what is wrong, as far as the contract says how. */
  static Verdict error(Contract contract, Reply reply) {
    if (hasStackTrace(reply.text())) {
      return Verdict.failed(reply.call(), "an error for a caller", "a stack trace");
    }
    if (!reply.isJson()) {
      return Verdict.failed(
          reply.call(),
          "an error as JSON",
          "Content-Type " + (reply.mediaType().isEmpty() ? "missing" : reply.mediaType()));
    }
    if (!reply.json().path("message").isTextual()) {
      return Verdict.failed(reply.call(), "an error body that has a message", "none");
    }
    return body(contract, reply).map(body -> valid(contract, body, reply)).orElse(Verdict.passed());
  }

  /** As it is, or as a text within a JSON document. */
  private static boolean hasStackTrace(String body) {
    return STACK_TRACE.matcher(body).find()
        || STACK_TRACE.matcher(body.replaceAll("\\\\[nrt]", " ")).find();
  }

  /**
   * What the contract says of the body of such an answer: at this status, or else at any other
   * error of the operation that it has.
   */
  private static Optional<Body> body(Contract contract, Reply reply) {
    ContractResponse documented = reply.call().operation().responses().get(reply.status());
    return Optional.ofNullable(documented)
        .or(
            () ->
                contract.operations().stream()
                    .map(operation -> operation.responses().get(reply.status()))
                    .filter(answer -> answer != null)
                    .findFirst())
        .flatMap(ContractResponse::body);
  }
}
