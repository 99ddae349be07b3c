package dev.ghbilling.sandbox.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException.InvalidField;
import dev.ghbilling.sandbox.internal.http.QueryString;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.OperationPaths;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.Violation;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A validator of requests against the contract. */
public final class RequestValidator {
  private final Contract contract;

  private final Clock clock;

  /**
   * Validates requests against a contract.
   *
   * @param clock tells the date that a request for a part of one is completed with
   */
  public RequestValidator(Contract contract, Clock clock) {
    this.contract = contract;
    this.clock = clock;
  }

  /**
   * Validates a request, and parses its parameters and body.
   *
   * @throws ErrorResponseException 400, or what the operation documents instead, when the contract
   *     doesn't allow the request; 400 when a header isn't allowed, 404 when a value in its path
   *     isn't, 413 when its body is too long
   */
  ValidRequest validate(OperationPaths.Match route, ServerRequest request) {
    Operation operation = route.operation();
    QueryString query = QueryString.parse(request.query());
    Map<String, JsonNode> arguments = new HashMap<>();
    List<InvalidField> faults = new ArrayList<>();
    int status = ValidRequest.invalidStatus(operation);
    for (Parameter parameter : operation.parameters()) {
      String name = parameter.name();
      List<String> sent =
          switch (parameter.in()) {
            case PATH -> Stream.ofNullable(route.path().get(name)).toList();
            case QUERY -> query.values(name);
            case HEADER -> request.header(name).stream().toList();
            case COOKIE -> List.of();
          };
      if (!sent.isEmpty()) {
        JsonNode value = parameter.parse(sent);
        for (Violation violation : contract.violationsOfKnown(parameter.schema(), value)) {
          if (parameter.in() == Parameter.Location.PATH
              && ValidRequest.unknownStatus(operation) == 404) {
            throw ErrorResponseException.notFound();
          }
          status = parameter.in() == Parameter.Location.HEADER ? 400 : status;
          faults.add(
              new InvalidField(operation.tag(), name, InvalidField.INVALID, violation.reason()));
        }
        arguments.put(name, value);
      } else if (parameter.required()) {
        faults.add(new InvalidField(operation.tag(), name, InvalidField.MISSING, "is required"));
      } else if (parameter.schema().has("default")) {
        arguments.put(name, parameter.schema().path("default"));
      }
    }
    if (!faults.isEmpty()) {
      throw ErrorResponseException.invalid(status, faults);
    }
    ValidRequest valid =
        new ValidRequest(operation, request, Map.copyOf(arguments), body(operation, request));
    if (operation.resource().filter(one -> one.does() == Action.UPDATE).isEmpty()) {
      valid.requireRules(valid.body());
    }
    return valid.asksForDate()
        ? valid.on(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
        : valid;
  }

  private JsonNode body(Operation operation, ServerRequest request) {
    if (request.body().length > ServerRequest.MAX_BODY_BYTES) {
      throw ErrorResponseException.of(
          413, "Payload Too Large: a body may have " + ServerRequest.MAX_BODY_BYTES + " bytes");
    }
    if (operation.requestBody().isEmpty()) {
      return MissingNode.getInstance();
    }
    JsonNode body = parse(operation, request.body());
    if (body.isMissingNode()) {
      if (operation.requestBodyRequired()) {
        throw ErrorResponseException.of(
            ValidRequest.invalidStatus(operation), "A JSON body is required");
      }
      return body;
    }
    Body expected = operation.requestBody().get();
    List<InvalidField> faults =
        contract.violationsOfKnown(expected.schema(), body).stream()
            .map(violation -> ValidRequest.fault(operation, body, violation))
            .toList();
    if (!faults.isEmpty()) {
      throw ErrorResponseException.invalid(ValidRequest.invalidStatus(operation), faults);
    }
    return body;
  }

  private static JsonNode parse(Operation operation, byte[] body) {
    try {
      return ContractJson.MAPPER.readTree(body);
    } catch (IOException notJson) {
      throw ErrorResponseException.of(
          ValidRequest.invalidStatus(operation), "Problems parsing JSON");
    }
  }
}
