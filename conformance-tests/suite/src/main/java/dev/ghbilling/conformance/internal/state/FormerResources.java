package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The resources that members have before they move to another one: at a server on this machine two
 * of them by turns, the second of which has got another name with them.
 *
 * @param ids their ids; none if there is no other resource
 */
record FormerResources(List<String> ids) {
  /** Adds members to other resources than one: of our own, if possible. */
  static FormerResources with(TestedMembers members, String but, List<Member> tried)
      throws InterruptedException {
    CheckContext context = members.context();
    TestedCollection collection = members.collection();
    List<String> ids = others(context, collection, but).stream().limit(tried.size()).toList();
    for (int i = 0; i < ids.size(); i++) {
      List<Member> part = part(tried, i, ids.size());
      Expectation.successful(context.send(members.request(Action.ADD, ids.get(i), part))).orThrow();
    }
    if (ids.size() > 1 && collection.can(Action.UPDATE)) {
      context.send(context.distinct(collection.request(context, Action.UPDATE, ids.get(1))));
    }
    return new FormerResources(ids);
  }

  private static List<Member> part(List<Member> members, int turn, int number) {
    return IntStream.range(0, members.size())
        .filter(i -> i % number == turn)
        .mapToObj(members::get)
        .toList();
  }

  private static List<String> others(CheckContext context, TestedCollection collection, String but)
      throws InterruptedException {
    Optional<Operation> create = collection.operation(Action.CREATE);
    if (create.isEmpty() && !context.server().isLoopback()) {
      return List.of();
    }
    int number = create.isPresent() && collection.mayInvent(context) ? 2 : 1;
    try {
      Stream<String> all =
          create.isPresent()
              ? context.created(create.get(), number).stream().map(CreatedResource::id)
              : collection.list(context).stream().map(one -> one.at(collection.id()).asText());
      return all.filter(id -> !id.equals(but)).limit(number).toList();
    } catch (CheckEndedException e) {
      if (e.verdict().outcome() == Outcome.NOT_APPLICABLE) {
        return List.of();
      }
      throw e;
    }
  }

  /** Returns these if the server lists all of them, or else none. */
  FormerResources listed(Membership now) {
    return now.resources().keySet().containsAll(ids) ? this : new FormerResources(List.of());
  }

  /** Returns the id of the one that a member had, by the member's number. */
  String of(int member) {
    return ids.get(member % ids.size());
  }
}
