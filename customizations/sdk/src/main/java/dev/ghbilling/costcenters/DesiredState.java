package dev.ghbilling.costcenters;

import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.costcenters.CostCentersPlan.Action;
import dev.ghbilling.costcenters.CostCentersPlan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cost centers that there should be, to be compared with those that there are. */
final class DesiredState {
  private final List<DesiredCostCenter> desired;

  /** The desired resources of each desired cost center, by key. */
  private final Map<DesiredCostCenter, Map<String, Resource>> resources = new LinkedHashMap<>();

  /** The desired cost center of each desired resource. */
  private final Map<String, DesiredCostCenter> homes = new HashMap<>();

  /**
   * Takes the desired cost centers.
   *
   * @throws IllegalArgumentException when there is none, or they contradict each other
   */
  DesiredState(List<DesiredCostCenter> desired) {
    if (desired.isEmpty()) {
      throw new IllegalArgumentException("at least one cost center must be desired");
    }
    this.desired = List.copyOf(desired);
    Set<String> names = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (DesiredCostCenter center : desired) {
      if (!names.add(Logins.key(CostCenterCalls.requireName(center.name())))) {
        throw new IllegalArgumentException(center.name() + " is desired twice");
      }
      if (center.id() != null && !ids.add(center.id())) {
        throw new IllegalArgumentException(
            "the cost center %s is desired twice, also as %s"
                .formatted(center.id(), center.name()));
      }
      resources.put(center, parsed(center));
      resources.get(center).values().forEach(resource -> takeHome(resource, center));
    }
  }

  private static Map<String, Resource> parsed(DesiredCostCenter center) {
    try {
      return center.resources();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("in %s: %s".formatted(center.name(), e.getMessage()), e);
    }
  }

  private void takeHome(Resource resource, DesiredCostCenter center) {
    DesiredCostCenter other = homes.put(resource.key(), center);
    if (other != null) {
      throw new IllegalArgumentException(
          "%s is desired in both %s and %s"
              .formatted(resource.name(), other.name(), center.name()));
    }
  }

  /**
   * Plans how to get there.
   *
   * @param all the cost centers of any state
   * @throws IllegalArgumentException when a desired cost center can't be told or named
   */
  CostCentersPlan plan(List<CostCenter> all, boolean archiveOthers) {
    Map<String, CostCenter> active = new LinkedHashMap<>();
    all.stream()
        .filter(center -> !CenterState.isDeleted(center))
        .forEach(center -> active.putIfAbsent(center.id(), center));
    Map<DesiredCostCenter, CostCenter> present = present(active);
    List<CostCenter> others = new ArrayList<>(active.values());
    others.removeAll(present.values());

    List<Step> steps = renames(present, others);
    for (DesiredCostCenter center : desired) {
      if (!present.containsKey(center)) {
        steps.add(new Step(Action.CREATE, null, center.name(), null, null, null));
      }
    }
    Map<String, CostCenter> owners = new HashMap<>();
    Map<String, List<Resource>> members = new HashMap<>();
    for (CostCenter center : all) {
      CostCenter owner = active.get(center.id());
      if (owner != null) {
        List<Resource> listed = Memberships.resources(center).toList();
        listed.forEach(resource -> owners.putIfAbsent(resource.key(), owner));
        members.computeIfAbsent(owner.id(), id -> new ArrayList<>()).addAll(listed);
      }
    }
    Map<String, String> names = new HashMap<>();
    active.values().forEach(center -> names.put(center.id(), center.name()));
    present.forEach((wanted, center) -> names.put(center.id(), wanted.name()));
    Map<String, Integer> sizes = new HashMap<>();
    for (DesiredCostCenter center : desired) {
      CostCenter now = present.get(center);
      String id = now == null ? null : now.id();
      addMembers(center, id, owners, names, steps);
      if (id != null) {
        removeMembers(center, id, members.getOrDefault(id, List.of()), steps, sizes);
      }
    }
    if (archiveOthers) {
      for (CostCenter other : others) {
        CenterState.requireActive(other);
        sizes.put(other.id(), other.resources().size());
        steps.add(new Step(Action.ARCHIVE, other.id(), other.name(), null, null, null));
      }
    }
    return new CostCentersPlan(desired, archiveOthers, steps, sizes);
  }

  /** Returns the present cost centers of those desired ones that there are. */
  private Map<DesiredCostCenter, CostCenter> present(Map<String, CostCenter> active) {
    Map<DesiredCostCenter, CostCenter> present = new HashMap<>();
    Map<String, CostCenter> unclaimed = new LinkedHashMap<>(active);
    for (DesiredCostCenter center : desired) {
      if (center.id() != null) {
        CostCenter found = unclaimed.remove(center.id());
        if (found == null) {
          throw new IllegalArgumentException(
              "there is no active cost center %s for %s".formatted(center.id(), center.name()));
        }
        present.put(center, found);
      }
    }
    for (DesiredCostCenter center : desired) {
      if (center.id() == null) {
        CostCenter found = named(center.name(), unclaimed.values());
        if (found != null) {
          present.put(center, found);
        }
      }
    }
    present.values().forEach(CenterState::requireActive);
    return present;
  }

  private static @Nullable CostCenter named(String name, Iterable<CostCenter> centers) {
    List<CostCenter> found = new ArrayList<>();
    for (CostCenter center : centers) {
      if (center.name().equalsIgnoreCase(name)) {
        found.add(center);
      }
    }
    if (found.isEmpty()) {
      return null;
    }
    CostCenter first = found.get(0);
    if (found.size() > 1 || !first.name().equals(name)) {
      throw new IllegalArgumentException(
          "there are %d cost centers of the name %s, one of them %s (%s): give the id of the one that is meant"
              .formatted(found.size(), name, first.name(), first.id()));
    }
    return first;
  }

  /** Returns the renames, each after the one that frees its name. */
  private List<Step> renames(Map<DesiredCostCenter, CostCenter> present, List<CostCenter> others) {
    Map<String, String> taken = new HashMap<>();
    others.forEach(other -> taken.put(Logins.key(other.name()), other.id()));
    present.values().forEach(center -> taken.put(Logins.key(center.name()), center.id()));
    List<Step> waiting = new ArrayList<>();
    for (DesiredCostCenter center : desired) {
      CostCenter before = present.get(center);
      if (before != null && !before.name().equals(center.name())) {
        waiting.add(new Step(Action.RENAME, before.id(), center.name(), null, null, before.name()));
      }
    }
    List<Step> steps = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Step next =
          waiting.stream()
              .filter(
                  step -> {
                    String holder = taken.get(Logins.key(step.costCenterName()));
                    return holder == null || holder.equals(step.costCenterId());
                  })
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "another active cost center has the name %s: rename it first"
                              .formatted(waiting.get(0).costCenterName())));
      waiting.remove(next);
      taken.values().removeIf(id -> id.equals(next.costCenterId()));
      steps.add(next);
    }
    return steps;
  }

  /**
   * Adds the steps that give a cost center the resources that it lacks.
   *
   * @param names the names of the cost centers after the renames, by id
   */
  private void addMembers(
      DesiredCostCenter center,
      @Nullable String id,
      Map<String, CostCenter> owners,
      Map<String, String> names,
      List<Step> steps) {
    List<Step> moves = new ArrayList<>();
    resources
        .getOrDefault(center, Map.of())
        .forEach(
            (key, resource) -> {
              CostCenter owner = owners.get(key);
              if (owner == null) {
                steps.add(new Step(Action.ADD, id, center.name(), resource, null, null));
              } else if (!owner.id().equals(id)) {
                String from = names.get(owner.id());
                moves.add(new Step(Action.MOVE, id, center.name(), resource, owner.id(), from));
              }
            });
    steps.addAll(moves);
  }

  private void removeMembers(
      DesiredCostCenter center,
      String id,
      List<Resource> members,
      List<Step> steps,
      Map<String, Integer> sizes) {
    Map<String, Resource> planned = Resource.distinct(members);
    planned.values().removeIf(resource -> !center.members().containsKey(resource.type()));
    sizes.put(id, planned.size());
    planned.forEach(
        (key, resource) -> {
          if (!homes.containsKey(key)) {
            steps.add(new Step(Action.REMOVE, id, center.name(), resource, null, null));
          }
        });
  }
}
