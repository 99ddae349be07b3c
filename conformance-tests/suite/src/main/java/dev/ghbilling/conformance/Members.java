package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is charged to which cost center.
 *
 * @param byCenter the resources of each cost center, by its id, as {@code type name} without regard
 *     to case
 */
record Members(Map<String, Set<String>> byCenter) {
  private static final String USER = "User ";

  static Members in(Reply list) {
    Map<String, Set<String>> byCenter = new LinkedHashMap<>();
    for (JsonNode center : list.json().path("costCenters")) {
      Set<String> resources = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      for (JsonNode resource : center.path("resources")) {
        resources.add(resource.path("type").asText() + " " + resource.path("name").asText());
      }
      byCenter.put(center.path("id").asText(), resources);
    }
    return new Members(byCenter);
  }

  Set<String> of(String center) {
    return byCenter.getOrDefault(center, Set.of());
  }

  boolean has(String center, String login) {
    return of(center).contains(USER + login);
  }

  /** The same, with the user in that cost center and in no other. */
  Members with(String center, String login) {
    Members changed = without(login);
    changed
        .byCenter
        .computeIfAbsent(center, id -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER))
        .add(USER + login);
    return changed;
  }

  /** The same, without the user. */
  Members without(String login) {
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    byCenter.forEach(
        (center, resources) -> {
          Set<String> others = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
          others.addAll(resources);
          others.remove(USER + login);
          copy.put(center, others);
        });
    return new Members(copy);
  }

  /** The ids of the cost centers that a user is in. */
  List<String> centersOf(String login) {
    return byCenter.keySet().stream().filter(center -> has(center, login)).toList();
  }

  /** A user's login as the cost center spells it. */
  String spelling(String center, String login) {
    return of(center).stream()
        .filter(resource -> resource.equalsIgnoreCase(USER + login))
        .map(resource -> resource.substring(USER.length()))
        .findFirst()
        .orElse(login);
  }
}
