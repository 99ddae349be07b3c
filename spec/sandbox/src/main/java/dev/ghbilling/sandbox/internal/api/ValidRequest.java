package dev.ghbilling.sandbox.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.sandbox.internal.http.Content;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException.InvalidField;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.spec.Operation;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

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

  /** Returns the same request for another operation, without a body. */
  public ValidRequest withOperation(Operation other) {
    return new ValidRequest(other, request, arguments, MissingNode.getInstance());
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

  /** Returns a 400 that names one parameter or property at fault. */
  public ErrorResponseException invalid(String field, String message) {
    return ErrorResponseException.invalid(
        List.of(new InvalidField(operation.tag(), field, InvalidField.INVALID, message)));
  }
}
