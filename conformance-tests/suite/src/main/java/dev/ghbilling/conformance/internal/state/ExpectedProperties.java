package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Properties that a resource must have because somebody asked for them.
 *
 * @param values the values by property
 */
record ExpectedProperties(TestedCollection collection, ObjectNode values) {
  /**
   * Returns what the body of a request asks for.
   *
   * @throws CheckEndedException could not run, when it isn't a JSON object
   */
  static ExpectedProperties by(OperationRequest request, TestedCollection collection) {
    return new ExpectedProperties(collection, body(request));
  }

  /** Returns what a resource has that only writes change. */
  static ExpectedProperties stored(JsonNode resource, TestedCollection collection) {
    ObjectNode stored = ContractJson.MAPPER.createObjectNode();
    for (String name : collection.stored()) {
      if (resource.has(name)) {
        stored.set(name, resource.path(name));
      }
    }
    return new ExpectedProperties(collection, stored);
  }

  /** Returns these properties without some. */
  ExpectedProperties without(Set<String> names) {
    ObjectNode rest = values.deepCopy();
    rest.remove(names);
    return new ExpectedProperties(collection, rest);
  }

  /** Returns these properties without those that others ask for. */
  ExpectedProperties without(ExpectedProperties others) {
    Set<String> names = new HashSet<>();
    others.values.fieldNames().forEachRemaining(names::add);
    return without(names);
  }

  /** Returns one of these properties, if it is among them. */
  ExpectedProperties only(String property) {
    ObjectNode one = values.deepCopy();
    one.retain(property);
    return new ExpectedProperties(collection, one);
  }

  /** Returns these properties with other values of those that a patch has, at any depth. */
  ExpectedProperties with(ObjectNode patch) {
    ObjectNode changed = values.deepCopy();
    merge(changed, patch);
    return new ExpectedProperties(collection, changed);
  }

  private static void merge(ObjectNode values, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> property : patch.properties()) {
      if (values.path(property.getKey()) instanceof ObjectNode object
          && property.getValue() instanceof ObjectNode part) {
        merge(object, part);
      } else {
        values.set(property.getKey(), property.getValue());
      }
    }
  }

  /**
   * Returns the body of a request.
   *
   * @throws CheckEndedException could not run, when it isn't a JSON object
   */
  static ObjectNode body(OperationRequest request) {
    try {
      if (ContractJson.MAPPER.readTree(request.body().orElse("{}")) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      // It is no JSON object either.
    }
    throw new CheckEndedException(
        Verdict.couldNotRun("the request body is not a JSON object; check --body"));
  }

  /**
   * Expects these values of all properties that the contract has in an operation's response.
   *
   * @param operation the operation that shows the resource
   * @param where the requests that lead to its response
   */
  Verdict in(JsonNode resource, Operation operation, Object where) {
    for (Map.Entry<String, JsonNode> property : values.properties()) {
      JsonNode actual = resource.path(property.getKey());
      if (collection.shows(operation, property.getKey())
          && !isSame(property.getValue(), actual)
          && !(actual.isMissingNode() && isNothing(property.getValue()))) {
        return Verdict.failed(
            where,
            property.getKey() + " " + property.getValue(),
            actual.isMissingNode() ? "none" : actual.toString());
      }
    }
    return Verdict.passed();
  }

  /** Tells whether a resource, as an operation shows it, has these values. */
  boolean isShown(JsonNode resource, Action does) {
    return in(resource, collection.require(does), "").outcome() == Outcome.PASSED;
  }

  /** Tells whether a value is the asked one. An object may have more, a list another order. */
  static boolean isSame(JsonNode asked, JsonNode actual) {
    if (asked.isObject()) {
      return asked.properties().stream()
          .allMatch(property -> isSame(property.getValue(), actual.path(property.getKey())));
    }
    if (asked.isArray()) {
      List<JsonNode> one = asked.valueStream().toList();
      List<JsonNode> other = actual.valueStream().toList();
      return actual.isArray()
          && JsonValues.missing(one, other).isEmpty()
          && JsonValues.missing(other, one).isEmpty();
    }
    return JsonValues.normalized(asked).equals(JsonValues.normalized(actual));
  }

  /** Tells whether a value says as much as its absence. */
  private static boolean isNothing(JsonNode value) {
    return value.isNull()
        || (value.isTextual() && value.asText().isEmpty())
        || (value.isContainerNode() && value.isEmpty());
  }
}
