package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationResponse;
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
      checklist.add(
          operation, "head", Clause.rfc(9110, "9.3.2"), context -> head(operation, context));
      checklist.add(
          operation,
          "conditional",
          Clause.rfc(9110, "13.1.2"),
          context -> conditional(operation, context));
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
        source -> sameLength(source.get(get.request()), source.get(head.request())));
  }

  /** The length is that of the body as it was sent, compressed or not. */
  private static Verdict sameLength(OperationResponse get, OperationResponse head) {
    String length = head.header("Content-Length");
    return length.isEmpty() || length.equals(Integer.toString(get.length()))
        ? Verdict.passed()
        : Verdict.failed(
            head.request(), "Content-Length %d, as of GET".formatted(get.length()), length);
  }

  private static Verdict conditional(Operation operation, CheckContext context)
      throws InterruptedException {
    OperationResponse first = context.successfulResponse(operation);
    String tag = first.header("ETag");
    if (tag.isEmpty()) {
      return Verdict.notApplicable("the response has no ETag");
    }
    OperationResponse other =
        context.response(first.request().withHeader("If-None-Match", "\"ghbilling-unknown\""));
    if (other.status() != first.status()) {
      return Verdict.failed(
          other.request() + " with an unknown tag",
          "HTTP " + first.status(),
          "HTTP " + other.status());
    }
    OperationResponse again = context.response(first.request().withHeader("If-None-Match", tag));
    if (again.status() == 304) {
      return again.isEmpty()
          ? Verdict.passed()
          : Verdict.failed(again.request(), "no body with HTTP 304", "a body");
    }
    if (again.status() != first.status()) {
      return Verdict.failed(
          again.request(), "HTTP 304 or " + first.status(), "HTTP " + again.status());
    }
    return again.header("ETag").equals(tag)
        ? Verdict.failed(again.request(), "HTTP 304, since the ETag is unchanged", "HTTP 200")
        : Verdict.passed();
  }
}
