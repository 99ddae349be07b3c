package dev.ghbilling.costcenters;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
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
   * @param from the name of that cost center, after it was renamed, or the former name of a renamed
   *     one; otherwise null
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
      String what =
          switch (action) {
            case RENAME -> from + " to ";
            case CREATE, ARCHIVE -> "";
            case ADD -> name() + " to ";
            case MOVE -> name() + " from " + from + " to ";
            case REMOVE -> name() + " from ";
          };
      return action.name().toLowerCase(Locale.ROOT) + " " + what + costCenterName;
    }

    private String name() {
      return resource == null ? "" : resource.name();
    }
  }

  /**
   * Removals of more than half of what there is.
   *
   * @param action {@link Action#REMOVE} or {@link Action#ARCHIVE}
   * @param removed how many are removed or archived
   * @param present how many there are now
   * @param what what they are, such as {@code users of Engineering}
   */
  public record LargeRemoval(Action action, int removed, int present, String what) {
    @Override
    public String toString() {
      return "%s %d of %d %s"
          .formatted(action.name().toLowerCase(Locale.ROOT), removed, present, what);
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

  /** Returns how many resources are removed and cost centers archived. */
  public int removals() {
    return steps(Action.REMOVE).size() + steps(Action.ARCHIVE).size();
  }

  /**
   * Returns the removals of more than half of what there is: of the resources of a cost center, of
   * the types that the desired state lists for it, and of the active cost centers.
   */
  public List<LargeRemoval> largeRemovals() {
    List<LargeRemoval> large = new ArrayList<>();
    for (DesiredCostCenter center : desired) {
      List<Step> removed =
          steps(Action.REMOVE).stream()
              .filter(step -> step.costCenterName().equals(center.name()))
              .toList();
      if (!removed.isEmpty()) {
        int present = sizes.getOrDefault(removed.get(0).costCenterId(), 0);
        String nouns = ResourceType.nouns(center.members().keySet(), present);
        addLarge(large, Action.REMOVE, removed.size(), present, nouns + " of " + center.name());
      }
    }
    // A plan that archives knows the sizes of all active cost centers.
    String centers = sizes.size() == 1 ? "active cost center" : "active cost centers";
    addLarge(large, Action.ARCHIVE, steps(Action.ARCHIVE).size(), sizes.size(), centers);
    return large;
  }

  private static void addLarge(
      List<LargeRemoval> into, Action action, int removed, int present, String what) {
    if (removed > present / 2) {
      into.add(new LargeRemoval(action, removed, present, what));
    }
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
          "%s in cost centers that the desired state doesn't have, or of which it doesn't list this type, such as %s: allow moves to take them from there"
              .formatted(
                  moves.size() == 1 ? "1 resource is" : moves.size() + " resources are",
                  moves.get(0)));
    }
    List<LargeRemoval> large = largeRemovals();
    if (allowedRemovals == null && !large.isEmpty()) {
      throw new IllegalArgumentException(
          "the plan would %s, more than half: allow removals up to %d"
              .formatted(large.get(0), removals()));
    }
    if (allowedRemovals != null && removals() > allowedRemovals) {
      throw new IllegalArgumentException(
          "the plan removes or archives %d: allow removals up to that, not %d"
              .formatted(removals(), allowedRemovals));
    }
  }
}
