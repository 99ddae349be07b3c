package dev.ghbilling.costcenters;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A plan of the additions and removals that give a cost center the desired users. It is made by
 * {@link CostCenters#plan}, {@link CostCenters#planAdding} or {@link CostCenters#planRemoving} from
 * the list of cost centers, and doesn't follow later changes.
 *
 * @param costCenterId the cost center's id
 * @param costCenterName the cost center's name
 * @param currentUsers how many users the cost center has now
 * @param joins the users to add who are in no other cost center
 * @param moves the users to add who leave another cost center
 * @param leaves the users to remove
 * @param unchanged the users for whom there is nothing to do
 */
public record CostCenterPlan(
    String costCenterId,
    String costCenterName,
    int currentUsers,
    List<String> joins,
    List<Move> moves,
    List<String> leaves,
    List<String> unchanged) {

  /**
   * A user who is in another cost center.
   *
   * @param login the user's login
   * @param fromId the other cost center's id
   * @param fromName the other cost center's name
   */
  public record Move(String login, String fromId, String fromName) {}

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

  /** Returns all users to add: those who join, then those who move. */
  public List<String> added() {
    return Stream.concat(joins.stream(), moves.stream().map(Move::login)).toList();
  }

  /**
   * Requires that it does no more than is allowed.
   *
   * @throws IllegalArgumentException when it has moves and they aren't allowed, removes more users
   *     than allowed, or both adds and removes a user
   */
  void require(boolean allowMoves, int allowedRemovals) {
    Map<String, String> removed = Logins.distinct(leaves);
    for (String login : added()) {
      if (removed.containsKey(Logins.key(login))) {
        throw new IllegalArgumentException("the plan both adds and removes " + login);
      }
    }
    if (!allowMoves && !moves.isEmpty()) {
      Move first = moves.get(0);
      throw new IllegalArgumentException(
          "%d of the users are in another cost center, such as %s in %s: allow moves to take them from it"
              .formatted(moves.size(), first.login(), first.fromName()));
    }
    if (leaves.size() > allowedRemovals) {
      throw new IllegalArgumentException(
          "allowedRemovals must be at least %d to remove %d of the %d users of %s, was %d"
              .formatted(
                  leaves.size(), leaves.size(), currentUsers, costCenterName, allowedRemovals));
    }
  }

  /** Returns how many users may be removed without more: half of the current ones. */
  int uncriticalRemovals() {
    return currentUsers / 2;
  }

  /** Returns whether more than half of the cost center's users are to be removed. */
  public boolean removesMost() {
    return leaves.size() > uncriticalRemovals();
  }
}
