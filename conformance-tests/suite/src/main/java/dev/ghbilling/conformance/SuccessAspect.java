package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.List;
import java.util.Map;

/** The answer to the usual request is the documented one. */
final class SuccessAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    ContractResponse success = operation.success();
    String clause = Clause.answer(operation, success.status());
    checklist.add(
        operation, "status", clause, session -> Expectation.successful(session.usual(operation)));
    success
        .body()
        .ifPresent(
            body -> {
              String content = Clause.content(operation, success.status(), body.contentType());
              checklist.add(
                  operation,
                  "content-type",
                  content,
                  session ->
                      Expectation.contentType(session.accepted(operation), body.contentType()));
              checklist.add(
                  operation,
                  "schema",
                  content + "/schema",
                  session ->
                      Expectation.valid(session.contract(), body, session.accepted(operation)));
              // What was accepted just now has an id and dates of its own.
              body.example()
                  .filter(example -> success.status() != 202)
                  .ifPresent(
                      example ->
                          checklist.add(
                              operation,
                              "example",
                              content + "/examples/documented",
                              session -> example(operation, example, session)));
            });
  }

  private static Verdict example(Operation operation, Example example, Session session)
      throws InterruptedException {
    Reply reply = documented(operation, example, session);
    if (!reply.saysThatItIsAnExample()) {
      return Verdict.notApplicable("the server doesn't say that it answers with the examples");
    }
    String difference = difference(reply.json(), example.value(), "");
    return difference.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(reply.call(), "what is in " + example.file(), difference);
  }

  /** The answer that the example is of: a page with room for it, or the thing of its id. */
  private static Reply documented(Operation operation, Example example, Session session)
      throws InterruptedException {
    if (operation.pagination().isPresent()) {
      int most = PagesAspect.largest(operation);
      return PageWalk.of(session, operation, most, 1).pages().get(0);
    }
    Call call = session.call(operation);
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      if (operation.path().endsWith("/{" + parameter.name() + "}") && example.value().has("id")) {
        call = call.withPath(parameter.name(), example.value().path("id").asText());
      }
    }
    Reply reply = session.answer(call);
    Expectation.successful(reply).orEnd();
    return reply;
  }

  /** The first thing that one document has otherwise; lists may have more elements. */
  private static String difference(JsonNode actual, JsonNode expected, String pointer) {
    if (expected.isObject()) {
      for (Map.Entry<String, JsonNode> property : expected.properties()) {
        String place = pointer + "/" + property.getKey();
        String inside = difference(actual.path(property.getKey()), property.getValue(), place);
        if (!inside.isEmpty()) {
          return inside;
        }
      }
      return actual.size() == expected.size() ? "" : "other properties at " + place(pointer);
    }
    if (expected.isArray()) {
      List<JsonNode> elements = actual.valueStream().toList();
      for (JsonNode one : expected) {
        if (elements.stream().noneMatch(element -> difference(element, one, "").isEmpty())) {
          return "no " + one + " at " + place(pointer);
        }
      }
      return actual.isArray() ? "" : "no list at " + place(pointer);
    }
    return Places.byValue(actual).equals(Places.byValue(expected))
        ? ""
        : (actual.isMissingNode() ? "nothing" : actual.toString()) + " at " + place(pointer);
  }

  private static String place(String pointer) {
    return pointer.isEmpty() ? "(document)" : pointer;
  }
}
