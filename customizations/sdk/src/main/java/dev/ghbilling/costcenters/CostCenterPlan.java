package dev.ghbilling.costcenters;

import java.util.List;
import java.util.stream.Stream;

/**
 * What it takes to make a cost center's users those that are wanted. Immutable; made by {@link
 * CostCenters#plan}, and as old as the list of cost centers that it was made from.
 *
 * @param costCenterId the cost center's id
 * @param costCenterName the cost center's name
 * @param joins users to add who are in no cost center
 * @param moves users to add who are in another cost center, and would leave it
 * @param leaves users to remove
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

  /** Whether the cost center has the wanted users already. */
  public boolean isEmpty() {
    return joins.isEmpty() && moves.isEmpty() && leaves.isEmpty();
  }

  /** All users to add: who joins, then who moves. */
  public List<String> added() {
    return Stream.concat(joins.stream(), moves.stream().map(Move::login)).toList();
  }
}
