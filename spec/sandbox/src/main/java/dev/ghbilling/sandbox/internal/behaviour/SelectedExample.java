package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import java.util.Optional;

/**
 * The documented example with only those items that the request's parameters select. What the
 * document itself repeats becomes what was asked.
 */
final class SelectedExample {
  private SelectedExample() {}

  /**
   * Returns a copy of the operation's example, narrowed to the request.
   *
   * @throws ErrorResponseException 501 when the contract has no example of it
   */
  static JsonNode of(ValidRequest request) {
    JsonNode document = example(request.operation()).deepCopy();
    for (Parameter parameter : request.operation().parameters(Parameter.Location.QUERY)) {
      Optional<Selects> selects = Selects.of(parameter).filter(Selects::isShown);
      JsonNode asked = request.arguments().get(parameter.name());
      if (selects.isPresent() && asked != null) {
        narrow(document, selects.get(), asked);
      }
    }
    return document;
  }

  private static void narrow(JsonNode document, Selects selects, JsonNode asked) {
    if (selects.isOfDocument()) {
      repeat(document, selects.by(), asked);
    } else if (document.at(selects.items()) instanceof ArrayNode items) {
      items.removeIf(item -> !takes(selects, item, asked));
    }
  }

  private static boolean takes(Selects selects, JsonNode item, JsonNode asked) {
    return asked.isArray()
        ? asked.valueStream().anyMatch(value -> selects.takes(item, value.asText()))
        : selects.takes(item, asked.asText());
  }

  private static void repeat(JsonNode document, JsonPointer by, JsonNode asked) {
    JsonNode owner = document;
    JsonPointer rest = by;
    while (!rest.tail().matches() && owner instanceof ObjectNode object) {
      owner = object.withObjectProperty(rest.getMatchingProperty());
      rest = rest.tail();
    }
    if (owner instanceof ObjectNode object) {
      object.set(rest.getMatchingProperty(), asked);
    }
  }

  private static JsonNode example(Operation operation) {
    return operation
        .success()
        .body()
        .flatMap(Body::example)
        .map(Example::value)
        .orElseThrow(
            () ->
                ErrorResponseException.of(501, "The contract has no example of " + operation.id()));
  }
}
