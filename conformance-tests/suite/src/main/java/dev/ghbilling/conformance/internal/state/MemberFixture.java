package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.List;

/** Members that a resource of the run has while it is changed, and that have to stay. */
final class MemberFixture {
  private MemberFixture() {}

  /**
   * Adds a member of each kind to a resource of this run, or one of the first kind to a resource
   * that can't have all.
   *
   * @return the members that it has now; none if nobody may be added who doesn't exist
   */
  static List<Member> add(CheckContext context, TestedCollection collection, String id)
      throws InterruptedException {
    if (collection.members().isEmpty()
        || !collection.can(Action.REMOVE)
        || !context.server().isLoopback()) {
      return List.of();
    }
    TestedMembers members = new TestedMembers(context, collection, collection.members().get());
    if (members.areChosen()) {
      return List.of();
    }
    List<Member> all = members.ofEachKind("ghbilling-stays-%s"::formatted);
    for (List<Member> some : List.of(all, all.subList(0, 1))) {
      if (context.send(members.request(Action.ADD, id, some)).isSuccessful()) {
        return some;
      }
    }
    return List.of();
  }
}
