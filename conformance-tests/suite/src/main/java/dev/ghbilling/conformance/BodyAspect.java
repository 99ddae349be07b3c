package dev.ghbilling.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a request has to carry, and of which type it is. */
final class BodyAspect implements Aspect {
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
                    call -> call.withBody(Optional.empty()));
              }
              add(
                  checklist,
                  operation,
                  "body/malformed",
                  clause,
                  call -> call.withBody(Optional.of("{")));
              JsonNode schema = checklist.contract().resolve(body.schema());
              schema
                  .path("required")
                  .forEach(
                      key ->
                          changed(
                              checklist,
                              operation,
                              "body/required/" + key.asText(),
                              object -> object.remove(key.asText())));
              for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
                changed(
                    checklist,
                    operation,
                    "body/type/" + property.getKey(),
                    object -> object.putObject(property.getKey()));
              }
            });
  }

  private static void changed(
      Checklist checklist, Operation operation, String aspect, Consumer<ObjectNode> change) {
    add(
        checklist,
        operation,
        aspect,
        Clause.requestBody(operation),
        call -> call.withBody(call.body().map(body -> changed(body, change))));
  }

  private static void add(
      Checklist checklist,
      Operation operation,
      String aspect,
      String clause,
      UnaryOperator<Call> fault) {
    checklist.add(operation, aspect, clause, Refusal.of(operation, Refusal.INVALID, fault));
  }

  private static String changed(String body, Consumer<ObjectNode> change) {
    try {
      if (ContractJson.MAPPER.readTree(body) instanceof ObjectNode object) {
        change.accept(object);
        return object.toString();
      }
      throw new EndedEarly(Verdict.couldNotRun("the body to send is not a JSON object"));
    } catch (JsonProcessingException e) {
      throw new EndedEarly(Verdict.couldNotRun("the body to send is not JSON"));
    }
  }
}
