package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.ContractResponse;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.List;
import java.util.Map;

/**
 * Checks that the server responds to the default request with the documented status, media type,
 * schema and example.
 */
public final class SuccessAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    ContractResponse success = operation.success();
    String clause = Clause.response(operation, success.status());
    checklist.add(
        operation,
        "status",
        clause,
        context -> Expectation.successful(context.defaultResponse(operation)));
    success
        .body()
        .ifPresent(
            body -> {
              String content = Clause.content(operation, success.status(), body.contentType());
              checklist.add(
                  operation,
                  "content-type",
                  content,
                  context ->
                      Expectation.contentType(
                          context.successfulResponse(operation), body.contentType()));
              checklist.add(
                  operation,
                  "schema",
                  content + "/schema",
                  context ->
                      Expectation.valid(
                          context.contract(), body, context.successfulResponse(operation)));
              // A response to HTTP 202 has a new id and new dates, which no example can contain.
              body.example()
                  .filter(example -> success.status() != 202)
                  .ifPresent(
                      example ->
                          checklist.add(
                              operation,
                              "example",
                              content + "/examples/documented",
                              context -> example(operation, example, context)));
            });
  }

  private static Verdict example(Operation operation, Example example, CheckContext context)
      throws InterruptedException {
    OperationResponse response = documented(operation, example, context);
    if (!response.isDocumentedExample()) {
      return Verdict.notApplicable(
          "the server doesn't announce that it responds with the examples");
    }
    String difference = difference(response.json(), example.value(), "");
    return difference.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(response.request(), "the content of " + example.file(), difference);
  }

  /** Returns the response that the example shows: a page large enough, or the example's own id. */
  private static OperationResponse documented(
      Operation operation, Example example, CheckContext context) throws InterruptedException {
    if (operation.pagination().isPresent()) {
      int perPage = PagesAspect.maxPageSize(operation);
      return PageWalk.of(context, operation, perPage, 1).pages().get(0);
    }
    OperationRequest request = context.request(operation);
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      if (operation.path().endsWith("/{" + parameter.name() + "}") && example.value().has("id")) {
        request = request.withPath(parameter.name(), example.value().path("id").asText());
      }
    }
    OperationResponse response = context.response(request);
    Expectation.successful(response).orThrow();
    return response;
  }

  /** Returns the first difference; lists may have more elements than the example. */
  private static String difference(JsonNode actual, JsonNode expected, String pointer) {
    if (expected.isObject()) {
      for (Map.Entry<String, JsonNode> property : expected.properties()) {
        String inner = pointer + "/" + property.getKey();
        String difference = difference(actual.path(property.getKey()), property.getValue(), inner);
        if (!difference.isEmpty()) {
          return difference;
        }
      }
      return actual.size() == expected.size() ? "" : "different properties at " + where(pointer);
    }
    if (expected.isArray()) {
      List<JsonNode> elements = actual.valueStream().toList();
      for (JsonNode one : expected) {
        if (elements.stream().noneMatch(element -> difference(element, one, "").isEmpty())) {
          return "no " + one + " at " + where(pointer);
        }
      }
      return actual.isArray() ? "" : "no list at " + where(pointer);
    }
    return JsonValues.normalized(actual).equals(JsonValues.normalized(expected))
        ? ""
        : (actual.isMissingNode() ? "nothing" : actual.toString()) + " at " + where(pointer);
  }

  private static String where(String pointer) {
    return pointer.isEmpty() ? "the root" : pointer;
  }
}
