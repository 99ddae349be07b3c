package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Memos;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Members;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The members of a collection's resources, as trials of a run add and remove them.
 *
 * @param terms what the contract says of them
 */
record TestedMembers(CheckContext context, TestedCollection collection, Members terms) {
  /** Returns a trial of this run, made on the first call. */
  <T> T trial(String name, Class<T> type, Memos.Computation<T> attempt)
      throws InterruptedException {
    return context.memoize(name + " " + collection.path(), type, attempt);
  }

  /** Tells whether a person chose the members to add. */
  boolean areChosen() {
    return context.isBodyChosen(collection.require(Action.ADD));
  }

  /** Returns the documented request to add members. */
  OperationRequest documented() throws InterruptedException {
    return context.request(collection.require(Action.ADD));
  }

  /** Returns the id of the resource that a request to add members is for. */
  String id(OperationRequest add) {
    return Objects.requireNonNull(add.path().get(collection.parameter(Action.ADD)));
  }

  /** Returns a request that adds members to a resource, or removes them from it. */
  OperationRequest request(Action does, String id, List<Member> some) throws InterruptedException {
    return Membership.naming(collection.request(context, does, id), some);
  }

  /** Reads the members that the server lists now. */
  Membership now() throws InterruptedException {
    return Membership.now(context, collection, terms);
  }

  Member member(String kind, String name) {
    return new Member(kind, Objects.requireNonNull(terms.kinds().get(kind)), name);
  }

  /** Tells whether the documented names of a kind have an owner before a slash. */
  boolean haveOwners(String kind) {
    Operation list = collection.require(Action.LIST);
    return list.success().body().flatMap(Body::example).stream()
        .flatMap(example -> example.value().at(list.resource().orElseThrow().items()).valueStream())
        .flatMap(resource -> resource.at(terms.within()).valueStream())
        .filter(one -> one.at(terms.type()).asText().equals(terms.kinds().get(kind)))
        .anyMatch(one -> one.at(terms.name()).asText().contains("/"));
  }

  /** Returns a member of each kind. */
  List<Member> ofEachKind(UnaryOperator<String> name) {
    return collection.kinds(terms).stream().map(kind -> member(kind, name.apply(kind))).toList();
  }

  /** Returns members of the first kind that nobody has. */
  List<Member> made(int number) {
    String kind = collection.kinds(terms).get(0);
    return IntStream.rangeClosed(1, number)
        .mapToObj(i -> member(kind, "ghbilling-member-" + i))
        .toList();
  }
}
