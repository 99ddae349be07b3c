package dev.ghbilling.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.spec.Operation;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request that the contract allows.
 *
 * @param operation what is asked for
 * @param request how it was asked
 * @param arguments the values of the path and query parameters, defaults included
 * @param body the JSON document, or {@link MissingNode}
 */
record Call(Operation operation, Request request, Map<String, JsonNode> arguments, JsonNode body) {

  /** The same request, as if it were for another operation without a body. */
  Call to(Operation other) {
    return new Call(other, request, arguments, MissingNode.getInstance());
  }

  Optional<String> text(String parameter) {
    return Optional.ofNullable(arguments.get(parameter)).map(JsonNode::asText);
  }

  /** An integer; one beyond an {@code int} counts as the nearest there is. */
  OptionalInt integer(String parameter) {
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

  /** The documented answer to a request that did what it is for, carrying this document. */
  Reply success(JsonNode document) {
    return success(Bytes.json(document));
  }

  Reply success(Content json) {
    return Reply.json(operation.success().status(), json);
  }
}
