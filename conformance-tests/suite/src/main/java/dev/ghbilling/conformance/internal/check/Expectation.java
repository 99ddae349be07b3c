package dev.ghbilling.conformance.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares responses with what the contract documents. */
public final class Expectation {
  private static final int SHOWN_VIOLATIONS = 3;
  private static final int MAX_SEARCHED = 1 << 20;
  private static final String OTHER_CHARSET = "(?i).*;\\s*charset\\s*=\\s*+\"?+(?!utf-8\\b).*";
  private static final Pattern STACK_TRACE =
      Pattern.compile(
          "\\bat [\\w.$/<>]+\\([\\w. ]+(:\\d+)?\\)" // Java, JavaScript, .NET
              + "|Traceback \\(most recent call last\\)"
              + "|\\.(rb|go|py|php|js):\\d+(:in|\\s)"
              + "|Exception in thread ");

  private Expectation() {}

  /** Expects the documented success status. */
  public static Verdict successful(OperationResponse response) {
    int expected = response.request().operation().success().status();
    return response.status() == expected
        ? Verdict.passed()
        : Verdict.failed(response.request(), "HTTP " + expected, "HTTP " + response.status());
  }

  /** Expects the documented success status, and a body that is valid against its schema. */
  public static Verdict documented(Contract contract, OperationResponse response) {
    Verdict status = successful(response);
    Optional<Body> body = response.request().operation().success().body();
    return status.outcome() == Outcome.PASSED && body.isPresent()
        ? valid(contract, body.get(), response)
        : status;
  }

  /** Expects a media type; where it is JSON, any of the {@code +json} family will do. */
  public static Verdict contentType(OperationResponse response, String expected) {
    boolean json = expected.equals("application/json") && response.isJson();
    return response.mediaType().equals(expected) || json
        ? Verdict.passed()
        : Verdict.failed(
            response.request(),
            "Content-Type " + expected,
            response.mediaType().isEmpty() ? "none" : response.header("Content-Type"));
  }

  /** Expects a text in UTF-8 as it stands in the body: with no mark before it, and as labelled. */
  public static Verdict encoded(OperationResponse response) {
    byte[] bytes = response.bytes();
    String fault = "";
    if (begins(bytes, 0x1f, 0x8b)) {
      fault = "gzip, which Content-Encoding doesn't tell";
    } else if (begins(bytes, 0xef, 0xbb, 0xbf)) {
      fault = "a byte order mark";
    } else if (response.header("Content-Type").matches(OTHER_CHARSET)) {
      fault = "Content-Type " + response.header("Content-Type");
    } else if (!isUtf8(bytes)) {
      fault = "another encoding";
    }
    return fault.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(response.request(), "a body in UTF-8", fault);
  }

  private static boolean begins(byte[] bytes, int... with) {
    return bytes.length >= with.length
        && IntStream.range(0, with.length).allMatch(i -> bytes[i] == (byte) with[i]);
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      // No text of ours has a NUL, and one in UTF-16 is full of them.
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .chars()
          .noneMatch(one -> one == 0);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Expects a body that is valid against the schema. */
  public static Verdict valid(Contract contract, Body body, OperationResponse response) {
    return violations(contract, body, response.json())
        .map(
            found ->
                Verdict.failed(
                    response.request(), "a body that is valid against the schema", found))
        .orElse(Verdict.passed());
  }

  /** Returns the first contradictions between a document and the schema of a body, if any. */
  static Optional<String> violations(Contract contract, Body body, JsonNode json) {
    List<Violation> violations = contract.violations(body.schema(), json);
    String more =
        violations.size() > SHOWN_VIOLATIONS
            ? "; and " + (violations.size() - SHOWN_VIOLATIONS) + " more"
            : "";
    return violations.isEmpty()
        ? Optional.empty()
        : Optional.of(
            violations.stream()
                .limit(SHOWN_VIOLATIONS)
                .map(violation -> shown(json, violation))
                .collect(Collectors.joining("; ", "", more)));
  }

  private static String shown(JsonNode document, Violation violation) {
    String path = JsonValues.path(document, violation.pointer());
    return (path.isEmpty() ? "(document)" : path) + ": " + violation.reason();
  }

  /** Expects GitHub's error format: JSON with a message, valid where the contract has a schema. */
  public static Verdict error(Contract contract, OperationResponse response) {
    if (hasStackTrace(response.text())) {
      return Verdict.failed(
          response.request(), "an error message without internals", "a stack trace");
    }
    if (!response.isJson()) {
      return Verdict.failed(
          response.request(),
          "a JSON error",
          "Content-Type " + (response.mediaType().isEmpty() ? "missing" : response.mediaType()));
    }
    if (!response.json().path("message").isTextual()) {
      return Verdict.failed(response.request(), "a message in the error body", "none");
    }
    JsonNode status = response.json().path("status");
    if (status.asText().matches("\\d{3}")
        && !status.asText().equals(Integer.toString(response.status()))) {
      return Verdict.failed(
          response.request(), "status %d in the body".formatted(response.status()), "" + status);
    }
    return body(contract, response)
        .map(body -> valid(contract, body, response))
        .orElse(Verdict.passed());
  }

  /** Searches the body as it is and as an escaped JSON string. */
  private static boolean hasStackTrace(String text) {
    String body = text.substring(0, Math.min(MAX_SEARCHED, text.length()));
    return STACK_TRACE.matcher(body).find()
        || STACK_TRACE.matcher(body.replaceAll("\\\\[nrt]", " ")).find();
  }

  /**
   * Returns the documented body of this status: the operation's own, or else that of any operation
   * that documents the status.
   */
  private static Optional<Body> body(Contract contract, OperationResponse response) {
    ContractResponse documented = response.request().operation().responses().get(response.status());
    return Optional.ofNullable(documented)
        .or(
            () ->
                contract.operations().stream()
                    .map(operation -> operation.responses().get(response.status()))
                    .filter(answer -> answer != null)
                    .findFirst())
        .flatMap(ContractResponse::body);
  }
}
