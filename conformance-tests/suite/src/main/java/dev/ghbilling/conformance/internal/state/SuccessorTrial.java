package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trial in which a resource is deleted and created again by the same request. At a server on this
 * machine, it had two members, one of which the new resource gets. Then the deleted one is asked to
 * take this member back, and to change.
 *
 * @param deleted the deleted resource
 * @param delete the request that deleted it
 * @param again the response to the second creation
 * @param succession what became of the members; empty if there were none
 */
record SuccessorTrial(
    TestedCollection collection,
    CreatedResource deleted,
    OperationRequest delete,
    OperationResponse again,
    Optional<Succession> succession) {
  /**
   * What became of members.
   *
   * @param id the new resource
   * @param two the members that the deleted resource had
   * @param added the response to the addition of the first one to the new resource
   * @param changes the requests to the deleted resource after that
   * @param after the members after these
   */
  record Succession(
      String id,
      List<Member> two,
      OperationResponse added,
      List<OperationRequest> changes,
      Membership after) {
    Member moved() {
      return two.get(0);
    }
  }

  /** Returns the trial of this run, made on the first call. */
  static SuccessorTrial of(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "successor in " + collection.path(),
        SuccessorTrial.class,
        () -> attempt(context, collection));
  }

  private static SuccessorTrial attempt(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    CreatedResource first = context.create(context.request(collection.require(Action.CREATE)));
    List<Member> two = addTwo(context, collection, first.id());
    OperationRequest delete = collection.request(context, Action.DELETE, first.id());
    Expectation.successful(context.send(delete)).orThrow();
    OperationResponse again = context.send(first.response().request());
    Optional<String> id =
        again.isSuccessful() && !two.isEmpty()
            ? CreatedResource.of(context.contract(), again).map(CreatedResource::id)
            : Optional.empty();
    return new SuccessorTrial(
        collection,
        first,
        delete,
        again,
        id.isEmpty()
            ? Optional.empty()
            : Optional.of(succession(context, collection, first.id(), id.get(), two)));
  }

  /** Adds two members that nobody has. Returns them; none if the server doesn't take them. */
  private static List<Member> addTwo(CheckContext context, TestedCollection collection, String id)
      throws InterruptedException {
    if (collection.members().isEmpty()
        || !collection.can(Action.REMOVE)
        || !collection.mayInvent(context)) {
      return List.of();
    }
    TestedMembers members = new TestedMembers(context, collection, collection.members().get());
    List<Member> two = members.areChosen() ? List.of() : members.made(2);
    return !two.isEmpty() && context.send(members.request(Action.ADD, id, two)).isSuccessful()
        ? two
        : List.of();
  }

  private static Succession succession(
      CheckContext context,
      TestedCollection collection,
      String deleted,
      String id,
      List<Member> two)
      throws InterruptedException {
    List<Member> one = two.subList(0, 1);
    OperationResponse added =
        context.send(Membership.naming(collection.request(context, Action.ADD, id), one));
    OperationRequest back =
        Membership.naming(collection.request(context, Action.ADD, deleted), one);
    context.send(back);
    List<OperationRequest> changes = List.of(back);
    if (collection.can(Action.UPDATE)) {
      OperationRequest update =
          context.distinct(collection.request(context, Action.UPDATE, deleted));
      context.send(update);
      changes = List.of(back, update);
    }
    Membership after = Membership.now(context, collection, collection.members().orElseThrow());
    if (added.isSuccessful()) {
      context.send(Membership.naming(collection.request(context, Action.REMOVE, id), one));
    }
    return new Succession(id, two, added, changes, after);
  }

  private String where() {
    return "%s, %s, then the first again".formatted(deleted.response().request(), delete);
  }

  /** Expects the second creation to make another resource, which has nothing of the deleted one. */
  Verdict isNew() {
    if (!again.isSuccessful()) {
      return Verdict.failed(where(), "a new one", "HTTP " + again.status());
    }
    JsonNode item = TestedCollection.item(again);
    if (item.at(collection.id()).asText().equals(deleted.id())) {
      return Verdict.failed(where(), "another id", "again " + deleted.id());
    }
    Operation create = again.request().operation();
    ObjectNode initial = ContractJson.MAPPER.createObjectNode();
    initial.setAll(create.resource().orElseThrow().initial());
    new ExpectedProperties(collection, initial).in(item, create, where()).orThrow();
    for (Succession one : succession.stream().toList()) {
      Member left = one.two().get(1);
      if (one.after().has(one.id(), left)) {
        return Verdict.failed(
            "%s, then %s".formatted(where(), collection.require(Action.LIST)),
            "no members of the deleted one in " + one.id(),
            left.toString());
      }
    }
    return Verdict.passed();
  }

  /** Expects the new resource to get a member of the deleted one. */
  Verdict releasesMembers() {
    if (succession.isEmpty()) {
      return noMembers();
    }
    OperationResponse added = succession.get().added();
    String where = "%s, which had been in a deleted one".formatted(added.request());
    if (!added.isSuccessful()) {
      return Verdict.failed(
          where,
          "HTTP " + added.request().operation().success().status(),
          "HTTP " + added.status());
    }
    return Verdict.passed();
  }

  /** Expects a deleted resource to take no member from the new one. */
  Verdict takesNoMembers() {
    if (succession.isEmpty() || !succession.get().added().isSuccessful()) {
      return noMembers();
    }
    Succession all = succession.get();
    return all.after().has(all.id(), all.moved())
        ? Verdict.passed()
        : Verdict.failed(
            "%s, then %s for the deleted one".formatted(all.added().request(), all.changes()),
            "still %s in %s".formatted(all.moved(), all.id()),
            "" + all.after().of(all.id()));
  }

  /** Expects a deleted resource to stay one, whatever is asked of it. */
  Verdict staysDeleted() {
    if (succession.isEmpty()) {
      return noMembers();
    }
    Succession all = succession.get();
    JsonNode listed = all.after().resource(deleted.id());
    if (listed.isMissingNode()) {
      return Verdict.notApplicable("the list lacks it, which another check tells");
    }
    ObjectNode values = ContractJson.MAPPER.createObjectNode();
    Map<String, JsonNode> becomes = delete.operation().resource().orElseThrow().becomes();
    values.setAll(becomes);
    return new ExpectedProperties(collection, values)
        .in(
            listed,
            collection.require(Action.LIST),
            "%s, then %s".formatted(where(), all.changes()));
  }

  private static Verdict noMembers() {
    return Verdict.notApplicable("only at a server on this machine, a deleted one had members");
  }
}
