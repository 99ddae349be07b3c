package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Parameter.Location;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Compares the requests of clients with the vectors. Safe for use by several threads. */
final class RequestComparison {
  private final Contract contract;
  private final Set<SentDefaults> sentDefaults;
  private final Set<SentDefaults> seenDefaults = ConcurrentHashMap.newKeySet();

  RequestComparison(Contract contract, Set<SentDefaults> sentDefaults) {
    this.contract = contract;
    this.sentDefaults = Set.copyOf(sentDefaults);
  }

  /** Returns the listed defaults that no client sent. */
  Set<SentDefaults> unseenDefaults() {
    Set<SentDefaults> unseen = new HashSet<>(sentDefaults);
    unseen.removeAll(seenDefaults);
    return unseen;
  }

  /** Returns the differences between a client's request and its vector. */
  List<String> mistakes(String language, Vector vector, SentRequest sent) {
    List<String> mistakes = new ArrayList<>();
    expect(mistakes, "the method", vector.operation().method(), sent.method());
    expect(mistakes, "the token", "Bearer " + vector.token(), sent.authorization());
    expect(mistakes, "the path", path(vector), sent.path());
    Map<String, List<String>> query = query(vector);
    expect(mistakes, "the query", query, withoutDefaults(language, vector, sent.query(), query));
    JsonNode body = vector.body().orElseGet(MissingNode::getInstance);
    mistakes.addAll(
        ExactJson.differences(body, withoutDefaults(language, vector, sent.body(), body)));
    return mistakes;
  }

  private static List<String> path(Vector vector) {
    return Arrays.stream(vector.operation().path().substring(1).split("/", -1))
        .map(
            segment ->
                segment.startsWith("{")
                    ? vector.parameters().path(segment.substring(1, segment.length() - 1)).asText()
                    : segment)
        .toList();
  }

  private static Map<String, List<String>> query(Vector vector) {
    Map<String, List<String>> query = new TreeMap<>();
    for (Parameter parameter : vector.operation().parameters(Location.QUERY)) {
      JsonNode value = vector.parameters().get(parameter.name());
      if (value != null) {
        query.put(
            parameter.name(),
            value.isArray()
                ? value.valueStream().map(RequestComparison::text).toList()
                : List.of(text(value)));
      }
    }
    return query;
  }

  private static String text(JsonNode value) {
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
  }

  private Map<String, List<String>> withoutDefaults(
      String language,
      Vector vector,
      Map<String, List<String>> sent,
      Map<String, List<String>> wanted) {
    Map<String, List<String>> rest = new TreeMap<>(sent);
    for (Parameter parameter : vector.operation().parameters(Location.QUERY)) {
      String byDefault = parameter.schema().path("default").asText();
      if (parameter.schema().has("default")
          && !wanted.containsKey(parameter.name())
          && List.of(byDefault).equals(sent.get(parameter.name()))
          && isSaidToSend(language, "query")) {
        rest.remove(parameter.name());
      }
    }
    return rest;
  }

  private JsonNode withoutDefaults(String language, Vector vector, JsonNode sent, JsonNode wanted) {
    if (!(sent.deepCopy() instanceof ObjectNode rest)
        || vector.operation().requestBody().isEmpty()) {
      return sent;
    }
    JsonNode schema = contract.resolve(vector.operation().requestBody().get().schema());
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode byDefault = property.getValue().path("default");
      if (!byDefault.isMissingNode()
          && !wanted.has(property.getKey())
          && byDefault.equals(sent.path(property.getKey()))
          && isSaidToSend(language, "body")) {
        rest.remove(property.getKey());
      }
    }
    return rest;
  }

  private boolean isSaidToSend(String language, String part) {
    SentDefaults habit = new SentDefaults(language, part);
    if (sentDefaults.contains(habit)) {
      seenDefaults.add(habit);
      return true;
    }
    return false;
  }

  private static void expect(List<String> mistakes, String what, Object wanted, Object sent) {
    if (!wanted.equals(sent)) {
      mistakes.add("%s %s, not %s".formatted(what, sent, wanted));
    }
  }
}
