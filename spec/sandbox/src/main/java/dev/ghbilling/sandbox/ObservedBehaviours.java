package dev.ghbilling.sandbox;

import java.util.Map;

/** What operations have been seen to do beyond the documents. */
final class ObservedBehaviours {
  private static final int MOST_RESOURCES = 50;

  private ObservedBehaviours() {}

  static Map<String, Behaviour> of(DocumentedExamples changed, CostCenters costCenters) {
    return Map.of(
        "getActionsBilling", call -> call.success(changed.answer(call.operation().id())),
        "getPackagesBilling", call -> call.success(changed.answer(call.operation().id())),
        "getSharedStorageBilling", call -> call.success(changed.answer(call.operation().id())),
        "addUsersToCostCenter", limited(costCenters::addUsersAndTell),
        "removeUsersFromCostCenter", limited(costCenters::removeUsers));
  }

  private static Behaviour limited(Behaviour inner) {
    return call -> {
      int users = call.body().path("users").size();
      if (users > MOST_RESOURCES) {
        throw Refusal.invalid(
            call, "users", "%d are more than %d".formatted(users, MOST_RESOURCES));
      }
      return inner.answer(call);
    };
  }
}
