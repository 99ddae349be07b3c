package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.SampleValues;
import java.util.List;
import java.util.Optional;

/**
 * A request to add a member that is refused because another one that it names isn't valid.
 *
 * @param valid the member
 * @param isAdded whether it is listed after that
 */
record RefusedAddition(
    TestedCollection collection, OperationRequest request, Member valid, boolean isAdded) {

  /**
   * Sends the request, and lists the members.
   *
   * @throws CheckEndedException not applicable, when a person chose the members, or the server
   *     accepts an invalid one
   */
  static RefusedAddition of(TestedMembers members) throws InterruptedException {
    TestedCollection collection = members.collection();
    OperationRequest add = members.documented();
    List<String> kinds = collection.kinds(members.terms());
    if (members.areChosen() || kinds.size() < 2) {
      throw new CheckEndedException(
          Verdict.notApplicable("needs a generated body with two kinds of members"));
    }
    Member valid = members.member(kinds.get(0), "ghbilling-part");
    ObjectNode body = ExpectedProperties.body(Membership.naming(add, List.of(valid)));
    String last = kinds.get(kinds.size() - 1);
    JsonNode items =
        collection.contract().resolve(collection.properties(Action.ADD).path(last)).path("items");
    body.putArray(last).add(new SampleValues(collection.contract()).ofWrongType(items));
    OperationRequest request = add.withBody(Optional.of(body.toString()));
    OperationResponse response = members.context().send(request);
    if (response.status() / 100 != 4) {
      throw new CheckEndedException(Verdict.notApplicable("the server accepts an invalid member"));
    }
    return new RefusedAddition(
        collection, request, valid, members.now().has(members.id(add), valid));
  }

  /** Expects nobody to be added. */
  Verdict addsNobody() {
    return isAdded
        ? Verdict.failed(
            "%s with %s, refused, then %s"
                .formatted(request, request.body().orElse(""), collection.require(Action.LIST)),
            "nobody added",
            valid.toString())
        : Verdict.passed();
  }
}
