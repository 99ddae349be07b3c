package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A trial in which a resource is created and read.
 *
 * @param first the resource
 * @param single the response to a get of it
 * @param listed the list after its creation
 */
record CreationTrial(
    TestedCollection collection,
    CreatedResource first,
    Optional<OperationResponse> single,
    List<JsonNode> listed) {
  /** Returns the trial of this run, made on the first call. */
  static CreationTrial of(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "create " + collection.path(), CreationTrial.class, () -> attempt(context, collection));
  }

  private static CreationTrial attempt(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return read(context, collection, context.created(collection.require(Action.CREATE), 1).get(0));
  }

  /** Returns the trial in which a resource has distinctive values, made on the first call. */
  static CreationTrial ofDistinctiveValues(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "distinctive in " + collection.path(),
        CreationTrial.class,
        () -> read(context, collection, distinctive(context, collection)));
  }

  /** Creates a resource, at a server on this machine one with values that nobody chose. */
  private static CreatedResource distinctive(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    Operation create = collection.require(Action.CREATE);
    // The oldest one is for trials that need it as it was created.
    context.created(create, 1);
    OperationRequest request = context.request(create);
    if (!collection.mayInvent(context) || request.body().isEmpty()) {
      return context.create(request);
    }
    List<ObjectNode> bodies =
        new DistinctiveValues(collection)
            .created(ExpectedProperties.body(request), context.traffic().size());
    for (ObjectNode body : bodies) {
      OperationResponse response =
          UnusualSpelling.send(context, request.withBody(Optional.of(body.toString())));
      if (response.status() / 100 != 4) {
        Expectation.successful(response).orThrow();
        return CreatedResource.of(collection.contract(), response)
            .orElseThrow(() -> new CheckEndedException(Verdict.failed(request, "an id", "none")));
      }
    }
    throw new CheckEndedException(Verdict.notApplicable("the server refuses " + bodies));
  }

  private static CreationTrial read(
      CheckContext context, TestedCollection collection, CreatedResource first)
      throws InterruptedException {
    Optional<OperationResponse> single =
        collection.can(Action.GET)
            ? Optional.of(context.send(collection.request(context, Action.GET, first.id())))
            : Optional.empty();
    return new CreationTrial(collection, first, single, collection.list(context));
  }

  /** Returns the trial with the resource as it is now. */
  CreationTrial again(CheckContext context) throws InterruptedException {
    return read(context, collection, first);
  }

  private Operation create() {
    return collection.require(Action.CREATE);
  }

  private ExpectedProperties asked() {
    return ExpectedProperties.by(first.response().request(), collection);
  }

  /** Returns what a get and the list show of a resource. */
  List<JsonNode> shown(String id) {
    return Stream.concat(
            single.filter(OperationResponse::isSuccessful).map(TestedCollection::item).stream(),
            collection.withId(listed, id).stream())
        .toList();
  }

  /** Expects the response to the creation to have what was asked. */
  Verdict responds() {
    OperationResponse response = first.response();
    return asked().in(TestedCollection.item(response), create(), response.request());
  }

  /** Expects a get to return the resource with what was asked. */
  Verdict isReadable() {
    OperationResponse response = single.orElseThrow();
    Expectation.successful(response).orThrow();
    JsonNode resource = TestedCollection.item(response);
    String id = resource.at(collection.id()).asText();
    return id.equals(first.id())
        ? asked().in(resource, collection.require(Action.GET), response.request())
        : Verdict.failed(response.request(), "the one with the id " + first.id(), id);
  }

  /** Expects the list to have the resource once, with what was asked. */
  Verdict isListed() {
    List<JsonNode> found = collection.withId(listed, first.id());
    return found.size() == 1
        ? asked().in(found.get(0), collection.require(Action.LIST), whereListed())
        : Verdict.failed(whereListed(), first.id() + " once in the list", found.size() + " times");
  }

  private String whereListed() {
    return first.response().request() + ", then " + collection.require(Action.LIST);
  }

  /** Expects a new resource to have its initial values, wherever it is shown. */
  Verdict hasInitialValues() {
    ObjectNode values = ContractJson.MAPPER.createObjectNode();
    values.setAll(create().resource().orElseThrow().initial());
    return isShown(new ExpectedProperties(collection, values));
  }

  /** Expects a property to be kept as it was asked for, wherever the resource is shown. */
  static Verdict isKept(CheckContext context, TestedCollection collection, String property)
      throws InterruptedException {
    if (!collection.mayInvent(context)) {
      return Verdict.notApplicable("only a server on this machine gets values that nobody chose");
    }
    CreationTrial trial = ofDistinctiveValues(context, collection);
    return trial.isShown(trial.asked().only(property));
  }

  private Verdict isShown(ExpectedProperties asked) {
    OperationResponse created = first.response();
    asked.in(TestedCollection.item(created), create(), created.request()).orThrow();
    if (single.isPresent()) {
      Expectation.successful(single.get()).orThrow();
      asked
          .in(
              TestedCollection.item(single.get()),
              collection.require(Action.GET),
              single.get().request())
          .orThrow();
    }
    for (JsonNode item : collection.withId(listed, first.id())) {
      asked.in(item, collection.require(Action.LIST), whereListed()).orThrow();
    }
    return Verdict.passed();
  }
}
