package dev.ghbilling.sandbox.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.sandbox.internal.http.Content;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException.InvalidField;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import dev.ghbilling.spec.Violation;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A request that the contract allows.
 *
 * @param operation the operation that it is for
 * @param request the request as it was received
 * @param arguments the values of the parameters, defaults included
 * @param body the JSON document, or {@link MissingNode}
 */
public record ValidRequest(
    Operation operation, ServerRequest request, Map<String, JsonNode> arguments, JsonNode body) {

  /** Returns the value of a parameter; empty if it was not given and has no default. */
  public Optional<JsonNode> argument(Parameter parameter) {
    return Optional.ofNullable(arguments.get(parameter.name()));
  }

  /** Returns whether a parameter asks for a part of a date. */
  public boolean asksForDate() {
    return dateParameters().anyMatch(parameter -> argument(parameter).isPresent());
  }

  /**
   * Returns the request with the parts of today that {@code x-default} gives to parameters without
   * a value: to those that no parameter with a wider part has a value beside.
   */
  public ValidRequest on(LocalDate today) {
    Map<String, JsonNode> complete = new HashMap<>(arguments);
    List<Parameter> widestFirst =
        dateParameters()
            .sorted(Comparator.comparing(one -> Selects.of(one).orElseThrow().part().orElseThrow()))
            .toList();
    for (Parameter parameter : widestFirst) {
      if (argument(parameter).isPresent()) {
        break;
      }
      if (parameter.node().path("x-default").asText().equals("today")) {
        Part part = Selects.of(parameter).orElseThrow().part().orElseThrow();
        complete.put(parameter.name(), IntNode.valueOf(part.of(today.atStartOfDay())));
      }
    }
    return new ValidRequest(operation, request, Map.copyOf(complete), body);
  }

  /** Returns the parameters that give a part of a date. */
  private Stream<Parameter> dateParameters() {
    return operation.parameters(Parameter.Location.QUERY).stream()
        .filter(parameter -> Selects.of(parameter).flatMap(Selects::part).isPresent());
  }

  /** Returns the value of a parameter as text; empty if it was not given and has no default. */
  public Optional<String> text(String parameter) {
    return Optional.ofNullable(arguments.get(parameter)).map(JsonNode::asText);
  }

  /**
   * Returns the value of an integer parameter; the nearest {@code int} if it is beyond those, and
   * empty if it was not given and has no default.
   */
  public OptionalInt integer(String parameter) {
    JsonNode value = arguments.get(parameter);
    return value == null
        ? OptionalInt.empty()
        : OptionalInt.of(
            value
                .bigIntegerValue()
                .max(BigInteger.valueOf(Integer.MIN_VALUE))
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .intValue());
  }

  /** Returns the operation's successful response with this document. */
  public ServerResponse success(JsonNode document) {
    return ServerResponse.json(operation.success().status(), document);
  }

  /** Returns the operation's successful response with this JSON document. */
  public ServerResponse success(Content json) {
    return ServerResponse.json(operation.success().status(), json);
  }

  /** Returns the error that names one parameter or property at fault. */
  public ErrorResponseException invalid(String field, String message) {
    return ErrorResponseException.invalid(
        invalidStatus(operation),
        List.of(new InvalidField(operation.tag(), field, InvalidField.INVALID, message)));
  }

  /**
   * Requires a document to keep the operation's rules: the body, or what it makes of a resource.
   *
   * @throws ErrorResponseException 422, or what the operation documents instead, otherwise
   */
  public void requireRules(JsonNode document) {
    List<InvalidField> faults =
        operation.rules().stream()
            .flatMap(rule -> rule.violations(document).stream())
            .map(violation -> fault(operation, document, violation))
            .toList();
    if (!faults.isEmpty()) {
      throw ErrorResponseException.invalid(first(operation, 422, 400), faults);
    }
  }

  /** Returns what the error says of a contradiction. */
  static InvalidField fault(Operation operation, JsonNode body, Violation violation) {
    JsonNode place = body.at(violation.pointer());
    boolean missing =
        place.isObject() && !violation.field().isEmpty() && !place.has(violation.field());
    return new InvalidField(
        operation.tag(),
        violation.field().isEmpty() ? "body" : violation.field(),
        missing ? InvalidField.MISSING : InvalidField.INVALID,
        violation.reason());
  }

  /** Returns the error that a parameter of the path identifies nothing. */
  public ErrorResponseException unknown(String parameter) {
    return unknownStatus(operation) == 404
        ? ErrorResponseException.notFound()
        : unknownInQuery(parameter);
  }

  /** Returns the error that a parameter of the query identifies nothing. */
  public ErrorResponseException unknownInQuery(String parameter) {
    String noun = parameter.replaceFirst("_id$", "").replace('_', ' ');
    return invalid(parameter, "there is no %s %s".formatted(noun, text(parameter).orElse("")));
  }

  /** Returns the status of an operation's response to an invalid request: the documented one. */
  static int invalidStatus(Operation operation) {
    return first(operation, 400, 422);
  }

  /** Returns the status of an operation's response to a path that leads nowhere. */
  static int unknownStatus(Operation operation) {
    return first(operation, 404, 400, 422);
  }

  /** Returns the first status that the operation documents, or the first one if it has none. */
  private static int first(Operation operation, int... statuses) {
    return IntStream.of(statuses)
        .filter(status -> operation.responses().containsKey(status))
        .findFirst()
        .orElse(statuses[0]);
  }
}
