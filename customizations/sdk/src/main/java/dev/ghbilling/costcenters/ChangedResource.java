package dev.ghbilling.costcenters;

import dev.ghbilling.error.CostCenterChangeException.Outcome;
import dev.ghbilling.error.CostCenterChangeException.ResourceOutcome;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A resource to add to a cost center or to remove from it, with the outcome so far. */
final class ChangedResource {
  private final Resource resource;
  private final boolean added;
  private @Nullable String from;
  private Outcome outcome = Outcome.NOT_TRIED;
  private @Nullable String reason;

  /** The outcome if the cost center's list doesn't show the change; null if it is certain. */
  private @Nullable Outcome unlessListed;

  ChangedResource(Resource resource, boolean added) {
    this.resource = resource;
    this.added = added;
  }

  Resource resource() {
    return resource;
  }

  String key() {
    return resource.key();
  }

  boolean isAdded() {
    return added;
  }

  /** Sets the name of the cost center that the resource was in before, unless it is unknown. */
  void movedFrom(@Nullable String name) {
    from = name == null ? from : name;
  }

  /** Sets a certain outcome. */
  void became(Outcome newOutcome, @Nullable String newReason) {
    outcome = newOutcome;
    reason = newReason;
    unlessListed = null;
  }

  /**
   * Sets the probable outcome, to be compared with the cost center's list.
   *
   * @param probably the outcome if there is no list
   * @param otherwise the outcome if the list doesn't show the change
   */
  void becameProbably(Outcome probably, Outcome otherwise, String newReason) {
    outcome = probably;
    reason = newReason;
    unlessListed = otherwise;
  }

  boolean isUntried() {
    return outcome == Outcome.NOT_TRIED;
  }

  boolean isUncertain() {
    return unlessListed != null;
  }

  /** Returns whether the server reported the change as made or accepted, and the list lacks it. */
  boolean isContradictedBy(Set<String> members) {
    boolean reported = outcome == Outcome.DONE || unlessListed == Outcome.UNCLEAR;
    return isUncertain() && reported && !isShownBy(members);
  }

  /** Returns whether a list of the cost center's resources, by their keys, shows the change. */
  boolean isShownBy(Set<String> members) {
    return members.contains(key()) == added;
  }

  /** Settles an uncertain outcome by the keys of the cost center's resources. */
  void settle(Set<String> members) {
    if (unlessListed != null) {
      became(isShownBy(members) ? Outcome.DONE : unlessListed, reason);
    }
  }

  ResourceOutcome toOutcome() {
    return new ResourceOutcome(
        resource.type().value(),
        resource.name(),
        outcome,
        outcome == Outcome.DONE ? null : reason,
        from);
  }
}
