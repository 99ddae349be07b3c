package dev.ghbilling.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.sandbox.Refusal.FieldFault;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a request against the contract. */
final class RequestCheck {
  private final Contract contract;

  RequestCheck(Contract contract) {
    this.contract = contract;
  }

  /**
   * The request, read as the contract says.
   *
   * @throws Refusal when the contract doesn't allow it
   */
  Call check(Router.Route route, Request request) {
    Operation operation = route.operation();
    Query query = Query.parse(request.query());
    Map<String, JsonNode> arguments = new HashMap<>();
    List<FieldFault> faults = new ArrayList<>();
    for (Parameter parameter : operation.parameters()) {
      String name = parameter.name();
      Optional<String> sent =
          switch (parameter.in()) {
            case PATH -> Optional.ofNullable(route.path().get(name));
            case QUERY -> query.value(name);
            case HEADER -> request.header(name);
            case COOKIE -> Optional.empty();
          };
      if (sent.isPresent()) {
        JsonNode value = parameter.parse(sent.get());
        for (Violation violation : contract.violations(parameter.schema(), value)) {
          if (parameter.in() == Parameter.Location.PATH) {
            throw Refusal.notFound();
          }
          faults.add(new FieldFault(operation.tag(), name, FieldFault.INVALID, violation.reason()));
        }
        arguments.put(name, value);
      } else if (parameter.required()) {
        faults.add(new FieldFault(operation.tag(), name, FieldFault.MISSING, "is required"));
      } else if (parameter.schema().has("default")) {
        arguments.put(name, parameter.schema().path("default"));
      }
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
    return new Call(operation, request, Map.copyOf(arguments), body(operation, request));
  }

  private JsonNode body(Operation operation, Request request) {
    if (request.body().length > Request.MAX_BODY_BYTES) {
      throw Refusal.of(
          413, "Payload Too Large: a body may have " + Request.MAX_BODY_BYTES + " bytes");
    }
    if (operation.requestBody().isEmpty()) {
      return MissingNode.getInstance();
    }
    JsonNode body = parse(request.body());
    if (body.isMissingNode()) {
      if (operation.requestBodyRequired()) {
        throw Refusal.of(400, "A JSON body is required");
      }
      return body;
    }
    Body expected = operation.requestBody().get();
    List<FieldFault> faults =
        contract.violations(expected.schema(), body).stream()
            .map(violation -> fault(operation, body, violation))
            .toList();
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
    return body;
  }

  private static JsonNode parse(byte[] body) {
    try {
      return ContractJson.MAPPER.readTree(body);
    } catch (IOException notJson) {
      throw Refusal.of(400, "Problems parsing JSON");
    }
  }

  private static FieldFault fault(Operation operation, JsonNode body, Violation violation) {
    JsonNode place = body.at(violation.pointer());
    boolean missing =
        place.isObject() && !violation.field().isEmpty() && !place.has(violation.field());
    return new FieldFault(
        operation.tag(),
        violation.field().isEmpty() ? "body" : violation.field(),
        missing ? FieldFault.MISSING : FieldFault.INVALID,
        violation.reason());
  }
}
