package dev.ghbilling.costcenters;

import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterUsers;
import feign.TypedResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A request that adds users to a cost center or removes them from it.
 *
 * @param users the users, at least one
 * @param call the operation
 */
record ChangeRequest(
    List<ChangedUser> users, Function<CostCenterUsers, TypedResponse<CostCenterChange>> call) {
  /** GitHub's limit for the users of one request. */
  private static final int MAX_USERS = 50;

  ChangeResponse send() {
    return new ChangeResponse(
        call.apply(
            CostCenterUsers.builder()
                .users(users.stream().map(ChangedUser::login).toList())
                .build()));
  }

  /** Returns requests for the same users, none with more than GitHub takes. */
  List<ChangeRequest> chunks() {
    return chunks(MAX_USERS);
  }

  /** Returns the two requests of half as many users. */
  List<ChangeRequest> halves() {
    return chunks((users.size() + 1) / 2);
  }

  private List<ChangeRequest> chunks(int size) {
    List<ChangeRequest> chunks = new ArrayList<>();
    for (int from = 0; from < users.size(); from += size) {
      chunks.add(new ChangeRequest(users.subList(from, Math.min(users.size(), from + size)), call));
    }
    return chunks;
  }
}
