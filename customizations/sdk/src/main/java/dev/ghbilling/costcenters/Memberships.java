package dev.ghbilling.costcenters;

import dev.ghbilling.client.model.CostCenter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is in a cost center and what in another one, by a list of all of them. */
final class Memberships {
  private final CostCenter center;

  /** The cost center's resources of known types by key. */
  private final Map<String, Resource> present;

  /** The cost centers of all other resources by key. */
  private final Map<String, CostCenter> elsewhere = new LinkedHashMap<>();

  /**
   * Reads the list.
   *
   * @throws IllegalArgumentException when the cost center isn't in it or isn't active
   */
  Memberships(List<CostCenter> all, String costCenterId) {
    List<CostCenter> listed = all.stream().filter(each -> each.id().equals(costCenterId)).toList();
    if (listed.isEmpty()) {
      throw new IllegalArgumentException("there is no cost center " + costCenterId);
    }
    listed.forEach(CenterState::requireActive);
    this.center = listed.get(0);
    this.present = Resource.distinct(listed.stream().flatMap(Memberships::resources).toList());
    for (CostCenter other : all) {
      if (!other.id().equals(costCenterId) && !CenterState.isDeleted(other)) {
        resources(other).forEach(resource -> elsewhere.putIfAbsent(resource.key(), other));
      }
    }
  }

  /** Plans that the cost center has exactly these resources of a type. */
  CostCenterPlan planOnly(ResourceType type, Map<String, Resource> desired) {
    List<Resource> leaves = new ArrayList<>(present.values());
    leaves.removeIf(each -> each.type() != type || desired.containsKey(each.key()));
    return plan(desired, leaves, Set.of(type));
  }

  /** Plans that the cost center has these resources as well. */
  CostCenterPlan planAlso(Map<String, Resource> added) {
    return plan(added, List.of(), types(added.values()));
  }

  /** Plans that the cost center has none of these resources. */
  CostCenterPlan planWithout(Map<String, Resource> removed) {
    List<Resource> leaves = new ArrayList<>();
    List<Resource> unchanged = new ArrayList<>();
    removed.forEach(
        (key, resource) -> (present.containsKey(key) ? leaves : unchanged).add(resource));
    return new CostCenterPlan(
        center.id(),
        center.name(),
        count(types(removed.values())),
        List.of(),
        List.of(),
        leaves,
        unchanged);
  }

  /** Plans what is left to do of an earlier plan. */
  CostCenterPlan planRest(CostCenterPlan earlier) {
    Map<String, Resource> leaves = Resource.distinct(earlier.leaves());
    leaves.keySet().retainAll(present.keySet());
    return plan(
        Resource.distinct(earlier.added()),
        List.copyOf(leaves.values()),
        types(Stream.concat(earlier.added().stream(), earlier.leaves().stream()).toList()));
  }

  /** Returns the resources of a plan, with what the list says of them. */
  List<ChangedResource> changes(Collection<Resource> resources, boolean added) {
    List<ChangedResource> changes = new ArrayList<>();
    for (Resource resource : Resource.distinct(resources).values()) {
      ChangedResource change = new ChangedResource(resource, added);
      change.doneIfShownBy(present.keySet());
      if (!change.isDone() && added && elsewhere.containsKey(change.key())) {
        change.movedFrom(elsewhere.get(change.key()).name());
      }
      changes.add(change);
    }
    return changes;
  }

  private CostCenterPlan plan(
      Map<String, Resource> added, List<Resource> leaves, Set<ResourceType> types) {
    List<Resource> joins = new ArrayList<>();
    List<CostCenterPlan.Move> moves = new ArrayList<>();
    List<Resource> unchanged = new ArrayList<>();
    added.forEach(
        (key, resource) -> {
          CostCenter from = elsewhere.get(key);
          if (present.containsKey(key)) {
            unchanged.add(resource);
          } else if (from == null) {
            joins.add(resource);
          } else {
            moves.add(new CostCenterPlan.Move(resource, from.id(), from.name()));
          }
        });
    return new CostCenterPlan(
        center.id(), center.name(), count(types), joins, moves, leaves, unchanged);
  }

  private int count(Set<ResourceType> types) {
    return (int) present.values().stream().filter(each -> types.contains(each.type())).count();
  }

  private static Set<ResourceType> types(Collection<Resource> resources) {
    return resources.stream().map(Resource::type).collect(Collectors.toSet());
  }

  /** Returns the keys of the resources of a cost center, or null if it isn't listed. */
  static @Nullable Set<String> keys(List<CostCenter> all, String costCenterId) {
    List<CostCenter> listed = all.stream().filter(each -> each.id().equals(costCenterId)).toList();
    return listed.isEmpty()
        ? null
        : Resource.distinct(listed.stream().flatMap(Memberships::resources).toList()).keySet();
  }

  /** Returns the resources of a cost center whose types are known. */
  static Stream<Resource> resources(CostCenter center) {
    return center.resources().stream()
        .filter(resource -> !resource.name().isBlank())
        .flatMap(
            resource ->
                Stream.ofNullable(ResourceType.of(resource.type()))
                    .map(type -> new Resource(type, resource.name())));
  }
}
