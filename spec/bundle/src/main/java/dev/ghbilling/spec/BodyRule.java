package dev.ghbilling.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A constraint on a request's body beyond its schema, as {@code x-rules} declares it. It applies to
 * a body in which each property of {@code when} has one of the listed values. A rule that has
 * neither {@code require} nor {@code allow} rejects every body that it applies to.
 *
 * @param when the values that make the rule apply, by property
 * @param require the properties that such a body must have, neither null nor blank
 * @param allow the values that such a body may have, by property
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

  /** Returns whether the rule applies to a body. */
  public boolean isFor(JsonNode body) {
    return when.entrySet().stream().allMatch(one -> has(body, one));
  }

  /** Returns whether the rule rejects every body that it applies to. */
  public boolean refuses() {
    return require.isEmpty() && allow.isEmpty();
  }

  /** Returns the violations in a body; empty if the rule doesn't apply to it. */
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
        String reason = "can't be " + body.path(name).asText() + " in this operation";
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
