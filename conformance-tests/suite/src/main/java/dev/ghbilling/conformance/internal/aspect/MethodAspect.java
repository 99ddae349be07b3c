package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.OperationSample;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that the server rejects undocumented methods, and treats HEAD and conditional GET like
 * GET.
 */
public final class MethodAspect implements Aspect {
  private static final List<String> CANDIDATES = List.of("PATCH", "PUT", "DELETE", "POST");

  private static final String IF_NONE_MATCH = "If-None-Match";
  private static final String UNKNOWN_TAG = "\"ghbilling-unknown\"";
  private static final int NOT_MODIFIED = 304;

  /** Headers that tell about the content, or what a client may do with it. */
  private static final List<String> OF_CONTENT =
      List.of("ETag", "Last-Modified", "Link", "Location", "Vary", "Cache-Control");

  @Override
  public void derive(Operation operation, Checklist checklist) {
    Set<String> documented =
        checklist.contract().operations().stream()
            .filter(other -> other.path().equals(operation.path()))
            .map(Operation::method)
            .collect(Collectors.toSet());
    String other =
        CANDIDATES.stream()
            .filter(method -> !documented.contains(method))
            .findFirst()
            .orElseThrow();
    // The server may support a method that the contract doesn't have, so the request may write.
    checklist.addWriting(
        operation,
        "method",
        Clause.rfc(9110, "15.5.6"),
        context -> unsupported(operation, documented, other, context));
    if (operation.method().equals("GET")) {
      boolean inList = OperationSample.LISTED_TAG.includes(operation);
      checklist.add(
          operation, "head", Clause.rfc(9110, "9.3.2"), context -> head(operation, context));
      checklist.add(
          operation,
          "conditional",
          Clause.rfc(9110, "13.1.2"),
          context -> conditional(operation, context, inList));
    }
  }

  private static Verdict unsupported(
      Operation operation, Set<String> documented, String method, CheckContext context)
      throws InterruptedException {
    context.successfulResponse(operation);
    OperationResponse response =
        context.response(context.request(operation).withMethod(method).withBody(Optional.empty()));
    if (response.status() != 404 && response.status() != 405) {
      return Verdict.failed(response.request(), "HTTP 404 or 405", "HTTP " + response.status());
    }
    if (response.status() == 405) {
      Set<String> allowed =
          Arrays.stream(String.join(",", response.headers().allValues("Allow")).split(","))
              .map(name -> name.strip().toUpperCase(Locale.ROOT))
              .collect(Collectors.toSet());
      if (!allowed.containsAll(documented) || allowed.contains(method)) {
        return Verdict.failed(
            response.request(),
            "Allow: with " + String.join(", ", documented),
            "Allow: " + allowed);
      }
    }
    return Expectation.error(context.contract(), response);
  }

  private static Verdict head(Operation operation, CheckContext context)
      throws InterruptedException {
    OperationResponse get = context.successfulResponse(operation);
    OperationResponse head = context.response(get.request().withMethod("HEAD"));
    if (head.status() == 405) {
      return Verdict.notApplicable("the server doesn't support HEAD");
    }
    if (head.status() != get.status()) {
      return Verdict.failed(head.request(), "HTTP " + get.status(), "HTTP " + head.status());
    }
    if (!head.isEmpty()) {
      return Verdict.failed(head.request(), "no body", "a body");
    }
    if (!head.mediaType().isEmpty() && !head.mediaType().equals(get.mediaType())) {
      return Verdict.failed(head.request(), get.mediaType(), head.mediaType());
    }
    return context.compare(
        source -> sameHeaders(source.get(get.request()), source.get(head.request())));
  }

  /** A response to HEAD may lack a header that depends on the content, but not have another one. */
  private static Verdict sameHeaders(OperationResponse get, OperationResponse head) {
    for (String name : OF_CONTENT) {
      String own = head.header(name);
      String other = get.header(name);
      if (!own.isEmpty() && !other.isEmpty() && !own.equals(other)) {
        return Verdict.failed(head.request(), "%s of GET, %s".formatted(name, other), own);
      }
    }
    return sameLength(get, head);
  }

  /** The length is that of the body as it was sent, compressed or not. */
  private static Verdict sameLength(OperationResponse get, OperationResponse head) {
    String length = head.header("Content-Length");
    return length.isEmpty() || length.equals(Integer.toString(get.length()))
        ? Verdict.passed()
        : Verdict.failed(
            head.request(), "Content-Length %d, as of GET".formatted(get.length()), length);
  }

  /**
   * Expects the usual status for unknown tags, and 304 for a list that has the response's tag or,
   * without {@code inList}, for {@code *}. If the server doesn't respond with 304, the tag is sent
   * alone.
   */
  private static Verdict conditional(Operation operation, CheckContext context, boolean inList)
      throws InterruptedException {
    OperationResponse first = context.successfulResponse(operation);
    String tag = first.header("ETag");
    if (tag.isEmpty()) {
      return Verdict.notApplicable("the response has no ETag");
    }
    OperationResponse other =
        context.response(
            first.request().withHeader(IF_NONE_MATCH, UNKNOWN_TAG + ", W/\"another, one\""));
    if (other.status() != first.status()) {
      return Verdict.failed(
          other.request() + " with unknown tags",
          "HTTP " + first.status(),
          "HTTP " + other.status());
    }
    String unusual = inList ? UNKNOWN_TAG + ", W/" + tag.replaceFirst("^W/", "") : "*";
    Verdict together = notModified(context, first, unusual);
    Verdict alone =
        together.outcome() == Outcome.PASSED ? together : notModified(context, first, tag);
    return alone.outcome() == Outcome.PASSED ? together : alone;
  }

  private static Verdict notModified(CheckContext context, OperationResponse first, String known)
      throws InterruptedException {
    OperationResponse again = context.response(first.request().withHeader(IF_NONE_MATCH, known));
    if (again.status() == NOT_MODIFIED) {
      return again.isEmpty()
          ? Verdict.passed()
          : Verdict.failed(again.request(), "no body with HTTP 304", "a body");
    }
    String request = "%s with If-None-Match: %s".formatted(again.request(), known);
    if (again.status() != first.status()) {
      return Verdict.failed(request, "HTTP 304 or " + first.status(), "HTTP " + again.status());
    }
    return again.header("ETag").equals(first.header("ETag"))
        ? Verdict.failed(request, "HTTP 304, since the ETag is unchanged", "HTTP 200")
        : Verdict.passed();
  }
}
