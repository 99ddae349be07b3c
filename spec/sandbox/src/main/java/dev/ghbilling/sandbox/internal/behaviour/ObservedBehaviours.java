package dev.ghbilling.sandbox.internal.behaviour;

import dev.ghbilling.sandbox.internal.api.Behaviour;
import java.util.Map;

/** The behaviours of operations that differ from the documents, as observed. */
public final class ObservedBehaviours {
  private static final int MOST_RESOURCES = 50;

  private ObservedBehaviours() {}

  /** Returns the behaviours by operation id. */
  public static Map<String, Behaviour> of(DocumentedExamples changed, CostCenterStore costCenters) {
    return Map.of(
        "getActionsBilling", request -> request.success(changed.response(request.operation().id())),
        "getPackagesBilling",
            request -> request.success(changed.response(request.operation().id())),
        "getSharedStorageBilling",
            request -> request.success(changed.response(request.operation().id())),
        "addUsersToCostCenter", limited(costCenters::addUsersListingReassigned),
        "removeUsersFromCostCenter", limited(costCenters::removeUsers));
  }

  private static Behaviour limited(Behaviour inner) {
    return request -> {
      int users = request.body().path("users").size();
      if (users > MOST_RESOURCES) {
        throw request.invalid("users", "%d are more than %d".formatted(users, MOST_RESOURCES));
      }
      return inner.respond(request);
    };
  }
}
