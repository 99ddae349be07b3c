package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is charged to which cost center.
 *
 * @param byCenter the resources of each cost center, by its id, as {@code type name}
 */
record Members(Map<String, Set<String>> byCenter) {
  private static final String USER = "user ";

  static Members in(Reply list) {
    Map<String, Set<String>> byCenter = new LinkedHashMap<>();
    for (JsonNode center : list.json().path("costCenters")) {
      Set<String> resources = new TreeSet<>();
      for (JsonNode resource : center.path("resources")) {
        resources.add(
            (resource.path("type").asText() + " " + resource.path("name").asText())
                .toLowerCase(Locale.ROOT));
      }
      byCenter.put(center.path("id").asText(), resources);
    }
    return new Members(byCenter);
  }

  Set<String> of(String center) {
    return byCenter.getOrDefault(center, Set.of());
  }

  boolean has(String center, String login) {
    return of(center).contains(USER + login.toLowerCase(Locale.ROOT));
  }

  /** The same, with the user in that cost center and in no other. */
  Members with(String center, String login) {
    Members changed = without(login);
    changed.byCenter.computeIfAbsent(center, id -> new TreeSet<>()).add(user(login));
    return changed;
  }

  /** The same, without the user. */
  Members without(String login) {
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    byCenter.forEach(
        (center, resources) -> {
          Set<String> others = new TreeSet<>(resources);
          others.remove(user(login));
          copy.put(center, others);
        });
    return new Members(copy);
  }

  /** The logins that are in the cost center here and not there. */
  List<String> usersMissing(String center, Members there) {
    List<String> missing = new ArrayList<>();
    for (String resource : of(center)) {
      if (resource.startsWith(USER) && !there.of(center).contains(resource)) {
        missing.add(resource.substring(USER.length()));
      }
    }
    return missing;
  }

  private static String user(String login) {
    return USER + login.toLowerCase(Locale.ROOT);
  }
}
