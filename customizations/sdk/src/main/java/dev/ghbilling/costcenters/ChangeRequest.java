package dev.ghbilling.costcenters;

import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterUsers;
import dev.ghbilling.error.CostCenterChangeException.Outcome;
import dev.ghbilling.error.CostCenterChangeException.UserOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request that adds users to a cost center or removes them from it.
 *
 * @param adding whether it adds users
 * @param users the users, at least one
 * @param call the operation
 */
record ChangeRequest(
    boolean adding, List<User> users, Function<CostCenterUsers, CostCenterChange> call) {
  /** GitHub's limit for the users of one request. */
  private static final int MAX_USERS = 50;

  /** A user with what became of the change so far. */
  static final class User {
    private final String login;
    private Outcome outcome = Outcome.NOT_TRIED;
    private @Nullable String reason;

    User(String login) {
      this.login = login;
    }

    void became(Outcome newOutcome, @Nullable String newReason) {
      outcome = newOutcome;
      reason = newReason;
    }

    UserOutcome toOutcome() {
      return new UserOutcome(login, outcome, reason);
    }
  }

  CostCenterChange send() {
    return call.apply(
        CostCenterUsers.builder().users(users.stream().map(user -> user.login).toList()).build());
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
      List<User> chunk = users.subList(from, Math.min(users.size(), from + size));
      chunks.add(new ChangeRequest(adding, chunk, call));
    }
    return chunks;
  }

  /** Sets what became of all its users. */
  void became(Outcome outcome, @Nullable String reason) {
    users.forEach(user -> user.became(outcome, reason));
  }

  /**
   * Sets what became of its users, as a list of the cost center's users shows.
   *
   * @param members the keys of those users
   * @param otherwise what became of a user whose change wasn't made
   */
  void compare(Set<String> members, Outcome otherwise, @Nullable String reason) {
    for (User user : users) {
      if (members.contains(Logins.key(user.login)) == adding) {
        user.became(Outcome.DONE, null);
      } else {
        user.became(otherwise, reason);
      }
    }
  }
}
