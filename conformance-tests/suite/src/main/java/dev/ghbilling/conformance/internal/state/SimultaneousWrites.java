package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Members;
import java.util.List;
import java.util.Set;

/**
 * Two writes that a server gets at the same time, over two connections: each has to be carried out
 * as if it came before or after the other. Only a server on this machine gets them, if it responds
 * to two requests at a time.
 */
record SimultaneousWrites(CheckContext context, TestedCollection collection) {
  private static final int CONFLICT = 409;

  /** Statuses by which a server may put one of two requests off. */
  private static final Set<Integer> PUT_OFF = Set.of(403, 412, 423, 425, 428, 429, 503);

  /** Expects one of two creations with the same unique value to be refused. */
  Verdict createOnlyOne() throws InterruptedException {
    requireTwoConnections();
    Operation create = collection.require(Action.CREATE);
    ResourceOperation resource = create.resource().orElseThrow();
    JsonPointer unique = resource.unique().orElseThrow();
    OperationRequest request = context.distinct(context.request(create));
    JsonNode value = ExpectedProperties.body(request).at(unique);
    List<OperationResponse> both = bothOf(request, request);
    List<Integer> statuses = both.stream().map(OperationResponse::status).sorted().toList();
    int success = create.success().status();
    if (!statuses.equals(List.of(success, CONFLICT))) {
      return Verdict.failed(
          request + ", twice at the same time",
          "HTTP %d and HTTP %d".formatted(success, CONFLICT),
          "HTTP %d and HTTP %d".formatted(statuses.get(0), statuses.get(1)));
    }
    long listed =
        collection.list(context).stream().filter(item -> item.at(unique).equals(value)).count();
    return listed == 1
        ? Verdict.passed()
        : Verdict.failed(
            "%s, twice at the same time, then %s"
                .formatted(request, collection.require(Action.LIST)),
            "%s once".formatted(value),
            listed + " times");
  }

  /** Expects two changes of different properties to be made both. */
  Verdict changeBoth() throws InterruptedException {
    if (!collection.mayInvent(context)) {
      return Verdict.notApplicable("only a server on this machine gets values that nobody chose");
    }
    List<OperationRequest> requests =
        PartialUpdates.of(context, collection).twoMore(context.traffic().size());
    if (requests.isEmpty()) {
      return Verdict.notApplicable("no two properties can be changed alone");
    }
    requireTwoConnections();
    OperationRequest one = requests.get(0);
    OperationRequest other = requests.get(1);
    requireSuccess(bothOf(one, other));
    Action shows = collection.can(Action.GET) ? Action.GET : Action.LIST;
    String id = one.path().getOrDefault(collection.parameter(Action.UPDATE), "");
    List<JsonNode> now =
        shows == Action.LIST
            ? collection.withId(collection.list(context), id)
            : List.of(TestedCollection.item(got(id)));
    ExpectedProperties asked =
        ExpectedProperties.by(one, collection).with(ExpectedProperties.body(other));
    String where =
        "%s with %s and with %s at the same time, then %s"
            .formatted(
                one,
                ExpectedProperties.body(one),
                ExpectedProperties.body(other),
                collection.require(shows));
    if (now.isEmpty()) {
      return Verdict.failed(where, id + " in the list", "none");
    }
    for (JsonNode resource : now) {
      asked.in(resource, collection.require(shows), where).orThrow();
    }
    return Verdict.passed();
  }

  private OperationResponse got(String id) throws InterruptedException {
    OperationResponse response = context.send(collection.request(context, Action.GET, id));
    Expectation.successful(response).orThrow();
    return response;
  }

  /** Expects two members that are added by two requests to be members both. */
  Verdict addBoth(Members terms) throws InterruptedException {
    TestedMembers members = new TestedMembers(context, collection, terms);
    if (members.areChosen()) {
      return Verdict.notApplicable("a person chose the members");
    }
    OperationRequest request = members.documented();
    requireTwoConnections();
    List<Member> two = members.made(2);
    requireSuccess(
        bothOf(
            Membership.naming(request, two.subList(0, 1)),
            Membership.naming(request, two.subList(1, 2))));
    String id = members.id(request);
    Membership now = members.now();
    Expectation.successful(context.send(members.request(Action.REMOVE, id, two))).orThrow();
    List<Member> missing = two.stream().filter(member -> !now.has(id, member)).toList();
    return missing.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(
            "%s with %s and with %s at the same time, then %s"
                .formatted(request, two.get(0), two.get(1), collection.require(Action.LIST)),
            "both",
            "without " + missing);
  }

  /**
   * Makes sure that the server can be judged.
   *
   * @throws CheckEndedException not applicable, when the server is remote or doesn't respond to two
   *     requests at a time
   */
  private void requireTwoConnections() throws InterruptedException {
    if (!context.server().isLoopback()) {
      throw new CheckEndedException(
          Verdict.notApplicable("only a server on this machine gets two requests at a time"));
    }
    OperationRequest list = context.request(collection.require(Action.LIST));
    try {
      context.memoize("two connections", List.class, () -> bothOf(list, list));
    } catch (CheckEndedException e) {
      throw notTwo(e.verdict().message());
    }
  }

  /** Requires success of both, unless one is refused with the conflict that the contract lists. */
  private static void requireSuccess(List<OperationResponse> both) {
    for (OperationResponse response : both) {
      if (response.status() == CONFLICT
          && response.request().operation().responses().containsKey(CONFLICT)) {
        throw notTwo("HTTP " + CONFLICT);
      }
      Expectation.successful(response).orThrow();
    }
  }

  /**
   * Sends two requests at the same time.
   *
   * @throws CheckEndedException when there is no response to one of them; not applicable, when the
   *     server puts one off
   */
  private List<OperationResponse> bothOf(OperationRequest one, OperationRequest other)
      throws InterruptedException {
    List<OperationResponse> both = context.sendAtOnce(one, other);
    for (OperationResponse response : both) {
      if (PUT_OFF.contains(response.status())) {
        throw notTwo("HTTP " + response.status());
      }
    }
    return both;
  }

  private static CheckEndedException notTwo(String reason) {
    return new CheckEndedException(
        Verdict.notApplicable("the server doesn't take two requests at a time: " + reason));
  }
}
