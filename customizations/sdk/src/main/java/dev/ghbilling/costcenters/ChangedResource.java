package dev.ghbilling.costcenters;

import dev.ghbilling.error.ChangeOutcome;
import dev.ghbilling.error.CostCenterChangeException.ResourceOutcome;
import dev.ghbilling.internal.change.TrackedChange;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A resource to add to a cost center or to remove from it, with the outcome so far. The keys of the
 * cost center's resources show it.
 */
final class ChangedResource extends TrackedChange<Set<String>> {
  private final Resource resource;
  private final boolean added;
  private @Nullable String from;

  ChangedResource(Resource resource, boolean added) {
    super(members -> members.contains(resource.key()) == added);
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

  boolean isUntried() {
    return outcome() == ChangeOutcome.NOT_TRIED;
  }

  ResourceOutcome toOutcome() {
    return new ResourceOutcome(resource.type().value(), resource.name(), outcome(), reason(), from);
  }
}
