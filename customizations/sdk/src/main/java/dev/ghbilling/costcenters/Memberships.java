package dev.ghbilling.costcenters;

import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.CostCenterResource;
import dev.ghbilling.error.CostCenterChangeException.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is in a cost center and who in another one, by a list of all of them. */
final class Memberships {
  private final CostCenter center;

  /** The logins of the cost center's users by key. */
  private final Map<String, String> present;

  /** The cost centers of all other users by key. */
  private final Map<String, CostCenter> elsewhere = new LinkedHashMap<>();

  /**
   * Reads the list.
   *
   * @throws IllegalArgumentException when the cost center isn't in it or isn't active
   */
  Memberships(List<CostCenter> all, String costCenterId) {
    List<CostCenter> listed = all.stream().filter(each -> each.id().equals(costCenterId)).toList();
    if (listed.isEmpty()) {
      throw new IllegalArgumentException("there is no cost center " + costCenterId);
    }
    listed.forEach(CostCenterState::requireActive);
    this.center = listed.get(0);
    this.present = Logins.distinct(listed.stream().flatMap(Memberships::users).toList());
    for (CostCenter other : all) {
      if (!other.id().equals(costCenterId) && !CostCenterState.isDeleted(other)) {
        users(other).forEach(login -> elsewhere.putIfAbsent(Logins.key(login), other));
      }
    }
  }

  /** Plans that the cost center has exactly these users. */
  CostCenterPlan planOnly(Map<String, String> desired) {
    List<String> leaves = new ArrayList<>(present.values());
    leaves.removeIf(login -> desired.containsKey(Logins.key(login)));
    return plan(desired, leaves);
  }

  /** Plans that the cost center has these users as well. */
  CostCenterPlan planAlso(Map<String, String> added) {
    return plan(added, List.of());
  }

  /** Plans that the cost center has none of these users. */
  CostCenterPlan planWithout(Map<String, String> removed) {
    List<String> leaves = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    removed.forEach((key, login) -> (present.containsKey(key) ? leaves : unchanged).add(login));
    return new CostCenterPlan(
        center.id(), center.name(), present.size(), List.of(), List.of(), leaves, unchanged);
  }

  /** Plans what is left to do of an earlier plan. */
  CostCenterPlan planRest(CostCenterPlan earlier) {
    Map<String, String> leaves = Logins.distinct(earlier.leaves());
    leaves.keySet().retainAll(present.keySet());
    return plan(Logins.distinct(earlier.added()), List.copyOf(leaves.values()));
  }

  /** Returns the users of a plan, with what the list says of them. */
  List<ChangedUser> users(Collection<String> logins, boolean added) {
    List<ChangedUser> users = new ArrayList<>();
    for (String login : Logins.distinct(logins).values()) {
      ChangedUser user = new ChangedUser(login, added);
      if (user.isShownBy(present.keySet())) {
        user.became(Outcome.DONE, null);
      } else if (added && elsewhere.containsKey(user.key())) {
        user.movedFrom(elsewhere.get(user.key()).name());
      }
      users.add(user);
    }
    return users;
  }

  private CostCenterPlan plan(Map<String, String> added, List<String> leaves) {
    List<String> joins = new ArrayList<>();
    List<CostCenterPlan.Move> moves = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    added.forEach(
        (key, login) -> {
          CostCenter from = elsewhere.get(key);
          if (present.containsKey(key)) {
            unchanged.add(login);
          } else if (from == null) {
            joins.add(login);
          } else {
            moves.add(new CostCenterPlan.Move(login, from.id(), from.name()));
          }
        });
    return new CostCenterPlan(
        center.id(), center.name(), present.size(), joins, moves, leaves, unchanged);
  }

  /** Returns the keys of the users of the cost center with the id, or null if it isn't listed. */
  static @Nullable Set<String> keys(List<CostCenter> all, String costCenterId) {
    List<CostCenter> listed = all.stream().filter(each -> each.id().equals(costCenterId)).toList();
    return listed.isEmpty()
        ? null
        : Logins.distinct(listed.stream().flatMap(Memberships::users).toList()).keySet();
  }

  /** Returns the logins of a cost center's users. */
  private static Stream<String> users(CostCenter center) {
    return center.resources().stream()
        .filter(resource -> resource.type().equalsIgnoreCase("User"))
        .map(CostCenterResource::name)
        .filter(login -> !login.isBlank());
  }
}
