package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.SampleValues;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Checks that the server rejects request bodies that are missing, malformed or incomplete, or have
 * wrong types.
 */
public final class BodyAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    operation
        .requestBody()
        .ifPresent(
            body -> {
              String clause = Clause.requestBody(operation);
              if (operation.requestBodyRequired()) {
                add(
                    checklist,
                    operation,
                    "body/missing",
                    clause,
                    request -> request.withBody(Optional.empty()));
              }
              add(
                  checklist,
                  operation,
                  "body/malformed",
                  clause,
                  request -> request.withBody(Optional.of("{")));
              JsonNode schema = checklist.contract().resolve(body.schema());
              schema
                  .path("required")
                  .forEach(
                      key ->
                          addChanged(
                              checklist,
                              operation,
                              "body/required/" + key.asText(),
                              object -> object.remove(key.asText())));
              for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
                JsonNode wrong =
                    new SampleValues(checklist.contract()).ofWrongType(property.getValue());
                addChanged(
                    checklist,
                    operation,
                    "body/type/" + property.getKey(),
                    object -> object.set(property.getKey(), wrong));
              }
            });
  }

  private static void addChanged(
      Checklist checklist, Operation operation, String aspect, Consumer<ObjectNode> change) {
    add(
        checklist,
        operation,
        aspect,
        Clause.requestBody(operation),
        request -> request.withBody(request.body().map(body -> changed(body, change))));
  }

  private static void add(
      Checklist checklist,
      Operation operation,
      String aspect,
      String clause,
      UnaryOperator<OperationRequest> fault) {
    checklist.add(
        operation, aspect, clause, Rejection.of(operation, Rejection.INVALID_INPUT, fault));
  }

  private static String changed(String body, Consumer<ObjectNode> change) {
    try {
      if (ContractJson.MAPPER.readTree(body) instanceof ObjectNode object) {
        change.accept(object);
        return object.toString();
      }
      throw new CheckEndedException(
          Verdict.couldNotRun("the request body is not a JSON object; check --body"));
    } catch (JsonProcessingException e) {
      throw new CheckEndedException(
          Verdict.couldNotRun("the request body is not JSON; check --body"));
    }
  }
}
