package dev.ghbilling.costcenters;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plan that makes a cost center's users those that are wanted. It is immutable, comes from {@link
 * CostCenters#plan}, and is as old as the list of cost centers that it was made from.
 *
 * @param costCenterId the cost center's id
 * @param costCenterName the cost center's name
 * @param joins the users to add who are in no cost center
 * @param moves the users to add who are in another cost center and leave it
 * @param leaves the users to remove
 */
public record CostCenterPlan(
    String costCenterId,
    String costCenterName,
    List<String> joins,
    List<Move> moves,
    List<String> leaves) {

  /**
   * A user who is in another cost center.
   *
   * @param login the user
   * @param fromId the other cost center's id
   * @param fromName the other cost center's name
   */
  public record Move(String login, String fromId, String fromName) {}

  public CostCenterPlan {
    joins = List.copyOf(joins);
    moves = List.copyOf(moves);
    leaves = List.copyOf(leaves);
  }

  /** Returns whether the cost center has the wanted users already. */
  @JsonIgnore // Or it would be a property, "empty", which no component takes back.
  public boolean isEmpty() {
    return joins.isEmpty() && moves.isEmpty() && leaves.isEmpty();
  }

  /** Returns all users to add: those who join, then those who move. */
  public List<String> added() {
    return Stream.concat(joins.stream(), moves.stream().map(Move::login)).toList();
  }
}
