package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The values that properties of a resource have if the request that creates it leaves them out. */
record DefaultValues(TestedCollection collection) {
  /** The default of a date that is the current one in UTC, as the contract writes it. */
  private static final String TODAY = "today";

  /** Returns the properties with a default that the response to a creation shows. */
  Set<String> properties() {
    return values().keySet();
  }

  private Map<String, JsonNode> values() {
    Operation create = collection.require(Action.CREATE);
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : collection.properties(Action.CREATE).properties()) {
      JsonNode schema = collection.contract().resolve(property.getValue());
      JsonNode value = schema.path(schema.has("x-default") ? "x-default" : "default");
      if (!value.isMissingNode() && collection.shows(create, property.getKey())) {
        values.put(property.getKey(), value);
      }
    }
    return values;
  }

  /** Returns the default of a property; missing if it has none. */
  JsonNode of(String property) {
    JsonNode value = values().get(property);
    return value == null ? MissingNode.getInstance() : value;
  }

  /** Tells whether the default of a property is the current day. */
  boolean isToday(String property) {
    return of(property).asText().equals(TODAY);
  }

  /**
   * Leaves out of the body of a creation what has a default. Where that is today, other dates
   * become the day before.
   */
  void leaveOutOf(ObjectNode body, LocalDate today) {
    Set<String> properties = properties();
    body.remove(properties);
    if (properties.stream().anyMatch(this::isToday)) {
      for (Map.Entry<String, JsonNode> property :
          collection.properties(Action.CREATE).properties()) {
        JsonNode schema = collection.contract().resolve(property.getValue());
        if (body.has(property.getKey()) && schema.path("format").asText().equals("date")) {
          body.put(property.getKey(), today.minusDays(1).toString());
        }
      }
    }
  }
}
