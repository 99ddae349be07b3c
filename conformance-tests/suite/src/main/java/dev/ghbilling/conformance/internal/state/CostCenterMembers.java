package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A snapshot of the members of all cost centers.
 *
 * @param byCenter the resources by cost center id, each as {@code type name}, compared without
 *     regard to case
 */
record CostCenterMembers(Map<String, Set<String>> byCenter) {
  private static final String USER = "User ";

  /** Reads the members from a response to {@code listCostCenters}. */
  static CostCenterMembers in(OperationResponse list) {
    Map<String, Set<String>> byCenter = new LinkedHashMap<>();
    for (JsonNode center : list.json().path("costCenters")) {
      Set<String> resources = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      for (JsonNode resource : center.path("resources")) {
        resources.add(resource.path("type").asText() + " " + resource.path("name").asText());
      }
      byCenter.put(center.path("id").asText(), resources);
    }
    return new CostCenterMembers(byCenter);
  }

  Set<String> of(String center) {
    return byCenter.getOrDefault(center, Set.of());
  }

  boolean has(String center, String login) {
    return of(center).contains(USER + login);
  }

  /** Returns a copy with the user in that cost center and in no other. */
  CostCenterMembers with(String center, String login) {
    CostCenterMembers changed = without(login);
    changed
        .byCenter
        .computeIfAbsent(center, id -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER))
        .add(USER + login);
    return changed;
  }

  /** Returns a copy without the user. */
  CostCenterMembers without(String login) {
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    byCenter.forEach(
        (center, resources) -> {
          Set<String> remaining = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
          remaining.addAll(resources);
          remaining.remove(USER + login);
          copy.put(center, remaining);
        });
    return new CostCenterMembers(copy);
  }

  /** Returns the ids of the cost centers that a user belongs to. */
  List<String> centersOf(String login) {
    return byCenter.keySet().stream().filter(center -> has(center, login)).toList();
  }

  /** Returns a user's login as the cost center spells it. */
  String spelling(String center, String login) {
    return of(center).stream()
        .filter(resource -> resource.equalsIgnoreCase(USER + login))
        .map(resource -> resource.substring(USER.length()))
        .findFirst()
        .orElse(login);
  }
}
