package dev.ghbilling.conformance;

import dev.ghbilling.spec.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A path takes the documented methods and no other; HEAD and conditional GET are like GET. */
final class MethodAspect implements Aspect {
  private static final List<String> OTHERS = List.of("PATCH", "PUT", "DELETE", "POST");

  @Override
  public void derive(Operation operation, Checklist checklist) {
    Set<String> documented =
        checklist.contract().operations().stream()
            .filter(other -> other.path().equals(operation.path()))
            .map(Operation::method)
            .collect(Collectors.toSet());
    String other =
        OTHERS.stream().filter(method -> !documented.contains(method)).findFirst().orElseThrow();
    // A server may know a method that the contract doesn't, and do something.
    checklist.addWriting(
        operation,
        "method",
        Clause.operation(operation),
        session -> unsupported(operation, documented, other, session));
    if (operation.method().equals("GET")) {
      checklist.add(
          operation, "head", Clause.operation(operation), session -> head(operation, session));
      checklist.add(
          operation,
          "conditional",
          Clause.operation(operation),
          session -> conditional(operation, session));
    }
  }

  private static Verdict unsupported(
      Operation operation, Set<String> documented, String method, Session session)
      throws InterruptedException {
    session.accepted(operation);
    Reply reply =
        session.answer(session.call(operation).withMethod(method).withBody(Optional.empty()));
    if (reply.status() != 404 && reply.status() != 405) {
      return Verdict.failed(reply.call(), "HTTP 404 or 405", "HTTP " + reply.status());
    }
    if (reply.status() == 405) {
      Set<String> allowed =
          Arrays.stream(String.join(",", reply.headers().allValues("Allow")).split(","))
              .map(name -> name.strip().toUpperCase(Locale.ROOT))
              .collect(Collectors.toSet());
      if (!allowed.containsAll(documented) || allowed.contains(method)) {
        return Verdict.failed(
            reply.call(), "Allow with " + String.join(", ", documented), "Allow: " + allowed);
      }
    }
    return Expectation.error(session.contract(), reply);
  }

  private static Verdict head(Operation operation, Session session) throws InterruptedException {
    Reply get = session.accepted(operation);
    Reply head = session.answer(get.call().withMethod("HEAD"));
    if (head.status() == 405) {
      return Verdict.notApplicable("the server doesn't take HEAD");
    }
    if (head.status() != get.status()) {
      return Verdict.failed(head.call(), "HTTP " + get.status(), "HTTP " + head.status());
    }
    if (!head.isEmpty()) {
      return Verdict.failed(head.call(), "no body", "one");
    }
    return head.mediaType().isEmpty() || head.mediaType().equals(get.mediaType())
        ? Verdict.passed()
        : Verdict.failed(head.call(), get.mediaType(), head.mediaType());
  }

  private static Verdict conditional(Operation operation, Session session)
      throws InterruptedException {
    Reply first = session.accepted(operation);
    String tag = first.header("ETag");
    if (tag.isEmpty()) {
      return Verdict.notApplicable("the answer has no ETag");
    }
    Reply again = session.answer(first.call().withHeader("If-None-Match", tag));
    if (again.status() == 304) {
      return again.isEmpty()
          ? Verdict.passed()
          : Verdict.failed(again.call(), "no body with HTTP 304", "one");
    }
    if (again.status() != first.status()) {
      return Verdict.failed(
          again.call(), "HTTP 304 or " + first.status(), "HTTP " + again.status());
    }
    return again.header("ETag").equals(tag)
        ? Verdict.failed(again.call(), "HTTP 304, since the ETag is the same", "HTTP 200")
        : Verdict.passed();
  }
}
