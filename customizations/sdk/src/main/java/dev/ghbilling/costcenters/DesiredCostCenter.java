package dev.ghbilling.costcenters;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cost center as it should be. For example, {@code new DesiredCostCenter(null, "Engineering",
 * Map.of(ResourceType.USER, List.of("octocat")))} has one user, and whatever organizations,
 * repositories and teams it has already.
 *
 * @param id the id of an existing cost center, which gets the name if it has another one; null for
 *     the one of this name, which is created if there is none
 * @param name its name
 * @param members the names of its resources by type; a type that isn't there stays as it is
 */
public record DesiredCostCenter(
    @Nullable String id, String name, Map<ResourceType, List<String>> members) {
  /** Copies the lists. */
  public DesiredCostCenter {
    Map<ResourceType, List<String>> copy = new EnumMap<>(ResourceType.class);
    members.forEach((type, names) -> copy.put(type, List.copyOf(names)));
    members = Map.copyOf(copy);
  }

  /**
   * Returns the members by their keys, in the order of types.
   *
   * @throws IllegalArgumentException when a name isn't one of its type
   */
  Map<String, Resource> resources() {
    Map<String, Resource> resources = new LinkedHashMap<>();
    for (ResourceType type : ResourceType.values()) {
      resources.putAll(Resource.parseAll(type, members.getOrDefault(type, List.of())));
    }
    return resources;
  }
}
