package dev.ghbilling.costcenters;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan of the additions and removals that give a cost center the desired resources. It is made by
 * {@link CostCenters#plan(String, Collection)}, {@link CostCenters#planAdding} or {@link
 * CostCenters#planRemoving} from the list of cost centers, and doesn't follow later changes.
 *
 * @param costCenterId the cost center's id
 * @param costCenterName the cost center's name
 * @param current how many resources of the types in question the cost center has now
 * @param joins the resources to add that are in no other cost center
 * @param moves the resources to add that leave another cost center
 * @param leaves the resources to remove
 * @param unchanged the resources for which there is nothing to do
 */
public record CostCenterPlan(
    String costCenterId,
    String costCenterName,
    int current,
    List<Resource> joins,
    List<Move> moves,
    List<Resource> leaves,
    List<Resource> unchanged) {

  /**
   * A resource that is in another cost center.
   *
   * @param resource the resource
   * @param fromId the other cost center's id
   * @param fromName the other cost center's name
   */
  public record Move(Resource resource, String fromId, String fromName) {}

  /** Copies the lists. */
  public CostCenterPlan {
    joins = List.copyOf(joins);
    moves = List.copyOf(moves);
    leaves = List.copyOf(leaves);
    unchanged = List.copyOf(unchanged);
  }

  /** Returns whether there is nothing to do. */
  @JsonIgnore // Or it would be a property, "empty", which no component takes back.
  public boolean isEmpty() {
    return joins.isEmpty() && moves.isEmpty() && leaves.isEmpty();
  }

  /** Returns all resources to add: those that join, then those that move. */
  public List<Resource> added() {
    return Stream.concat(joins.stream(), moves.stream().map(Move::resource)).toList();
  }

  /**
   * Requires that it does no more than is allowed.
   *
   * @throws IllegalArgumentException when it has moves and they aren't allowed, removes more
   *     resources than allowed, or both adds and removes one
   */
  void require(boolean allowMoves, int allowedRemovals) {
    Map<String, Resource> removed = Resource.distinct(leaves);
    for (Resource resource : added()) {
      if (removed.containsKey(resource.key())) {
        throw new IllegalArgumentException("the plan both adds and removes " + resource.name());
      }
    }
    if (!allowMoves && !moves.isEmpty()) {
      Move first = moves.get(0);
      throw new IllegalArgumentException(
          "%d of the %s are in another cost center, such as %s in %s: allow moves to take them from it"
              .formatted(
                  moves.size(), Resource.noun(added()), first.resource().name(), first.fromName()));
    }
    if (leaves.size() > allowedRemovals) {
      throw new IllegalArgumentException(
          "the plan would %s: allow removals up to %d, not %d"
              .formatted(removal(), leaves.size(), allowedRemovals));
    }
  }

  /** Returns how many resources may be removed without more: half of the current ones. */
  int uncriticalRemovals() {
    return current / 2;
  }

  /** Returns what is removed, in words such as {@code remove 2 of 3 users of Engineering}. */
  public String removal() {
    Set<ResourceType> types =
        Stream.of(added(), leaves, unchanged)
            .flatMap(List::stream)
            .map(Resource::type)
            .collect(Collectors.toSet());
    return "remove %d of %d %s of %s"
        .formatted(leaves.size(), current, ResourceType.nouns(types, current), costCenterName);
  }

  /** Returns whether more than half of the cost center's resources are to be removed. */
  public boolean removesMost() {
    return leaves.size() > uncriticalRemovals();
  }
}
