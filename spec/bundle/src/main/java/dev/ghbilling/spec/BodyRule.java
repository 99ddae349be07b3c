package dev.ghbilling.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a body has to keep besides its schema, as one rule of {@code x-rules} says. A rule that
 * requires nothing, and allows anything, refuses the bodies that it is for.
 *
 * @param when the values of properties that a body has for which the rule is
 * @param require the properties that such a body needs, not empty
 * @param allow the values of properties, one of which such a body needs
 */
public record BodyRule(
    Map<String, List<JsonNode>> when, List<String> require, Map<String, List<JsonNode>> allow) {

  /** Returns the rules of an operation, in the order of the contract. */
  static List<BodyRule> of(JsonNode operation) {
    return operation
        .path("x-rules")
        .valueStream()
        .map(
            rule ->
                new BodyRule(
                    lists(rule.path("when")),
                    rule.path("require").valueStream().map(JsonNode::asText).toList(),
                    lists(rule.path("allow"))))
        .toList();
  }

  private static Map<String, List<JsonNode>> lists(JsonNode object) {
    Map<String, List<JsonNode>> lists = new LinkedHashMap<>();
    object
        .properties()
        .forEach(one -> lists.put(one.getKey(), one.getValue().valueStream().toList()));
    return lists;
  }

  /** Returns whether the rule is for a body. */
  public boolean isFor(JsonNode body) {
    return when.entrySet().stream().allMatch(one -> has(body, one));
  }

  /** Returns whether no body that the rule is for is allowed. */
  public boolean refuses() {
    return require.isEmpty() && allow.isEmpty();
  }

  /** Returns what contradicts the rule in a body; none if the rule isn't for it. */
  public List<Violation> violations(JsonNode body) {
    List<Violation> violations = new ArrayList<>();
    if (isFor(body)) {
      String condition =
          when.entrySet().stream()
              .map(one -> one.getKey() + " is " + any(one.getValue()))
              .collect(Collectors.joining(" and ", " if ", ""));
      for (String name : require) {
        if (isNothing(body.path(name))) {
          violations.add(new Violation("", name, name + " is required" + condition));
        }
      }
      for (Map.Entry<String, List<JsonNode>> one : allow.entrySet()) {
        String name = one.getKey();
        String needed = "must be " + any(one.getValue()) + condition;
        if (!body.has(name)) {
          violations.add(new Violation("", name, name + " " + needed));
        } else if (!has(body, one)) {
          violations.add(new Violation("/" + name, name, needed));
        }
      }
      if (refuses()) {
        String name = when.keySet().iterator().next();
        String reason = "can't be " + body.path(name).asText() + " here";
        violations.add(new Violation("/" + name, name, reason));
      }
    }
    return violations;
  }

  private static boolean isNothing(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isTextual() && value.asText().isBlank());
  }

  private static boolean has(JsonNode body, Map.Entry<String, List<JsonNode>> one) {
    return one.getValue().contains(body.path(one.getKey()));
  }

  private static String any(List<JsonNode> values) {
    return values.stream().map(JsonNode::asText).collect(Collectors.joining(" or "));
  }
}
