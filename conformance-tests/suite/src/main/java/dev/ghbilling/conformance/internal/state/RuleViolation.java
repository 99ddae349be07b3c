package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.BodyRule;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.SampleValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A body that breaks one rule of an operation, and no other.
 *
 * @param write the operation
 * @param property the property at fault
 * @param applying the property in {@code when}, with the value that makes the rule apply
 * @param kept the body of a creation that keeps all rules with that value
 * @param change what breaks the rule in such a body; a missing node for a property to leave out
 */
record RuleViolation(
    Operation write, String property, ObjectNode applying, ObjectNode kept, JsonNode change) {
  /** Returns the violations of the rules of an operation that creates or updates a resource. */
  static List<RuleViolation> of(TestedCollection collection, Operation write) {
    Operation create = collection.require(Action.CREATE);
    List<RuleViolation> violations = new ArrayList<>();
    if (create.requestBody().flatMap(Body::example).map(Example::value).orElse(null)
        instanceof ObjectNode documented) {
      for (BodyRule rule : write.rules()) {
        Map.Entry<String, List<JsonNode>> when = rule.when().entrySet().iterator().next();
        for (JsonNode value : when.getValue()) {
          ObjectNode kept = documented.deepCopy();
          kept.set(when.getKey(), value);
          create.rules().forEach(one -> keep(collection.contract(), create, one, kept));
          if (isKept(create, rule, kept)) {
            ObjectNode applying = ContractJson.MAPPER.createObjectNode();
            applying.set(when.getKey(), value);
            changes(rule, value, documented)
                .forEach(
                    (property, change) ->
                        violations.add(new RuleViolation(write, property, applying, kept, change)));
          }
        }
      }
    }
    return violations;
  }

  /** Changes a body so that it keeps a rule, if it can. */
  private static void keep(Contract contract, Operation create, BodyRule rule, ObjectNode body) {
    if (rule.isFor(body)) {
      JsonNode schema = contract.resolve(create.requestBody().orElseThrow().schema());
      SampleValues samples = new SampleValues(contract);
      for (String name : rule.require()) {
        body.set(name, samples.valid(schema.path("properties").path(name), name));
      }
      rule.allow().forEach((name, values) -> body.set(name, values.get(0)));
    }
  }

  /** Returns what breaks a rule, by property; nothing has to change if it refuses the body. */
  private static Map<String, JsonNode> changes(
      BodyRule rule, JsonNode value, ObjectNode documented) {
    Map<String, JsonNode> changes = new LinkedHashMap<>();
    rule.require().forEach(name -> changes.put(name, MissingNode.getInstance()));
    rule.allow()
        .forEach((name, allowed) -> changes.put(name, other(documented.path(name), allowed)));
    if (rule.refuses()) {
      String property = rule.when().keySet().iterator().next();
      changes.put(property, value);
    }
    return changes;
  }

  /** Returns a value that isn't allowed: the documented one, if that is none of these. */
  private static JsonNode other(JsonNode documented, List<JsonNode> allowed) {
    if (documented.isBoolean() && allowed.contains(documented)) {
      return BooleanNode.valueOf(!documented.booleanValue());
    }
    return allowed.contains(documented) ? TextNode.valueOf(SampleValues.UNKNOWN_ID) : documented;
  }

  /** Tells whether a body keeps all rules but one, which it may break. */
  private static boolean isKept(Operation create, BodyRule but, ObjectNode body) {
    return create.rules().stream()
        .filter(rule -> !rule.equals(but))
        .allMatch(rule -> rule.violations(body).isEmpty());
  }

  /** Returns the body of a creation that breaks the rule. */
  ObjectNode broken() {
    return changed(kept.deepCopy());
  }

  /** Returns a body with the change. */
  ObjectNode changed(ObjectNode body) {
    if (change.isMissingNode()) {
      body.remove(property);
    } else {
      body.set(property, change);
    }
    return body;
  }

  /** Returns the last parts of the id of a check. */
  String name() {
    return property + "/" + applying.elements().next().asText();
  }
}
