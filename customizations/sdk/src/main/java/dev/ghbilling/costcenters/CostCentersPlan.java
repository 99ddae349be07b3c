package dev.ghbilling.costcenters;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan of the steps that bring all cost centers to a desired state. It is made by {@link
 * CostCenters#plan(List, boolean)} from the list of cost centers, and doesn't follow later changes.
 *
 * @param desired the desired state
 * @param archivesOthers whether cost centers that aren't desired are archived
 * @param steps the steps, in the order in which they are carried out
 * @param sizes how many resources each desired and each archived cost center has now, by its id; of
 *     a desired one, those of the types that the desired state has
 */
public record CostCentersPlan(
    List<DesiredCostCenter> desired,
    boolean archivesOthers,
    List<Step> steps,
    Map<String, Integer> sizes) {

  /** What a step does. */
  public enum Action {
    /** Changes the name of a cost center. */
    RENAME,
    /** Creates a cost center. */
    CREATE,
    /** Adds a resource that is in no cost center. */
    ADD,
    /** Adds a resource that leaves another cost center. */
    MOVE,
    /** Removes a resource, which is in no cost center afterwards. */
    REMOVE,
    /** Archives a cost center. */
    ARCHIVE
  }

  /**
   * A step of a plan.
   *
   * @param action what it does
   * @param costCenterId the cost center's id; null for one that the plan creates
   * @param costCenterName the cost center's name, after it was renamed
   * @param resource the resource; null for a step that concerns the cost center itself
   * @param fromId the id of the cost center that the resource leaves; null unless it moves
   * @param from the name of that cost center, or the former name of a renamed one; otherwise null
   */
  public record Step(
      Action action,
      @Nullable String costCenterId,
      String costCenterName,
      @Nullable Resource resource,
      @Nullable String fromId,
      @Nullable String from) {
    @Override
    public String toString() {
      String what = resource == null ? "" : " " + resource.name();
      return action.name().toLowerCase(Locale.ROOT)
          + what
          + (from == null ? "" : " from " + from)
          + (resource == null ? " " : ", ")
          + costCenterName;
    }
  }

  /** Copies the lists. */
  public CostCentersPlan {
    desired = List.copyOf(desired);
    steps = List.copyOf(steps);
    sizes = Map.copyOf(sizes);
  }

  /** Returns whether there is nothing to do. */
  @JsonIgnore // Or it would be a property, "empty", which no component takes back.
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Returns the steps of an action. */
  public List<Step> steps(Action action) {
    return steps.stream().filter(step -> step.action() == action).toList();
  }

  /**
   * Returns the moves out of cost centers that are neither desired nor archived, and out of desired
   * ones that don't list the type of the resource. They need permission.
   */
  public List<Step> movesFromOthers() {
    return steps(Action.MOVE).stream().filter(this::isFromOther).toList();
  }

  private boolean isFromOther(Step move) {
    Resource moved = move.resource();
    DesiredCostCenter source = source(move);
    return source == null
        ? !sizes.containsKey(move.fromId())
        : moved != null && !source.members().containsKey(moved.type());
  }

  /** Returns the desired cost center that a resource leaves, or null if that isn't desired. */
  private @Nullable DesiredCostCenter source(Step move) {
    for (DesiredCostCenter center : desired) {
      if (center.id() != null && center.id().equals(move.fromId())) {
        return center;
      }
    }
    for (DesiredCostCenter center : desired) {
      if (center.id() == null && center.name().equals(move.from())) {
        return center;
      }
    }
    return null;
  }

  /** Returns how many resources are removed from each cost center that loses more than half. */
  public Map<String, Integer> largeRemovals() {
    Map<String, Integer> removals = new LinkedHashMap<>();
    Map<String, Integer> large = new LinkedHashMap<>();
    for (Step step : steps(Action.REMOVE)) {
      int removed = removals.merge(step.costCenterName(), 1, Integer::sum);
      if (removed > sizes.getOrDefault(step.costCenterId(), 0) / 2) {
        large.put(step.costCenterName(), removed);
      }
    }
    return large;
  }

  /**
   * Requires that it does no more than is allowed.
   *
   * @throws IllegalArgumentException otherwise
   */
  void require(boolean allowMoves, @Nullable Integer allowedRemovals) {
    List<Step> moves = movesFromOthers();
    if (!allowMoves && !moves.isEmpty()) {
      throw new IllegalArgumentException(
          "%d of the resources are in cost centers that the desired state doesn't have, or of which it doesn't list this type, such as %s: allow moves to take them from there"
              .formatted(moves.size(), moves.get(0)));
    }
    Map<String, Integer> large = largeRemovals();
    if (allowedRemovals == null && !large.isEmpty()) {
      String name = large.keySet().iterator().next();
      throw new IllegalArgumentException(
          "the plan removes %d resources, more than half, from %s: allow as many removals"
              .formatted(large.get(name), name));
    }
    int removals = steps(Action.REMOVE).size();
    if (allowedRemovals != null && removals > allowedRemovals) {
      throw new IllegalArgumentException(
          "allowedRemovals must be at least %d, was %d".formatted(removals, allowedRemovals));
    }
  }
}
