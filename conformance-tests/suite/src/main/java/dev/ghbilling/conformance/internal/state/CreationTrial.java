package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.SimilarValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.SampleValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A trial in which a resource is created and read. A next one leaves out what has a default.
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
  /** The default of a date that is the current one in UTC, as the contract writes it. */
  private static final String TODAY = "today";

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
    if (!isInvented(context, collection) || request.body().isEmpty()) {
      return context.create(request);
    }
    List<ObjectNode> bodies =
        new DistinctiveValues(collection).created(Asked.body(request), context.traffic().size());
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

  /** Tells whether resources get values that nobody chose. */
  static boolean isInvented(CheckContext context, TestedCollection collection) {
    return context.server().isLoopback()
        && Stream.of(Action.CREATE, Action.UPDATE)
            .flatMap(does -> collection.operation(does).stream())
            .noneMatch(context::isBodyChosen);
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

  private Asked asked() {
    return Asked.by(first.response().request(), collection);
  }

  /** Returns the next resource, created on the first call. */
  private CreatedResource next(CheckContext context) throws InterruptedException {
    return context.memoize(
        "next of " + collection.path(),
        CreatedResource.class,
        () -> {
          if (collection.progress().isPresent()) {
            // The server may reject another one while the first is processing.
            ObservedProgress.of(context, collection);
          }
          OperationRequest request = withoutDefaults(context);
          Optional<OperationResponse> inOtherCase = Optional.empty();
          if (isInvented(context, collection)) {
            for (Parameter owner : owners(create())) {
              inOtherCase = Optional.of(context.send(inOtherCase(request, owner)));
            }
          }
          Optional<CreatedResource> created =
              inOtherCase
                  .filter(OperationResponse::isSuccessful)
                  .flatMap(response -> CreatedResource.of(collection.contract(), response));
          return created.isPresent() ? created.get() : context.create(request);
        });
  }

  /** Returns the parameter that says whose the resources are, where its case doesn't matter. */
  static List<Parameter> owners(Operation create) {
    return create.parameters(Parameter.Location.PATH).stream()
        .filter(parameter -> parameter.name().equals(CheckContext.scope(create)))
        .filter(parameter -> parameter.node().path("x-ignores-case").asBoolean())
        .toList();
  }

  private static OperationRequest inOtherCase(OperationRequest request, Parameter owner) {
    String usual = Objects.requireNonNull(request.path().get(owner.name()));
    return request.withPath(owner.name(), SimilarValues.inOtherCase(usual));
  }

  /** Expects what was created for the owner in another case to be the usual owner's. */
  Verdict isOfOwner(CheckContext context, Parameter owner) throws InterruptedException {
    CreatedResource next = next(context);
    OperationRequest request = next.response().request();
    String usual = Objects.requireNonNull(first.response().request().path().get(owner.name()));
    if (usual.equals(request.path().get(owner.name()))) {
      return Verdict.notApplicable("the server refuses a creation for the owner in another case");
    }
    OperationResponse found = context.send(collection.request(context, Action.GET, next.id()));
    return found.isSuccessful()
        ? Verdict.passed()
        : Verdict.failed(
            "%s, then %s".formatted(request, found.request()),
            "HTTP " + found.request().operation().success().status(),
            "HTTP " + found.status());
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
    return isShown(new Asked(collection, values));
  }

  /** Expects a property to be kept as it was asked for, wherever the resource is shown. */
  static Verdict isKept(CheckContext context, TestedCollection collection, String property)
      throws InterruptedException {
    if (!isInvented(context, collection)) {
      return Verdict.notApplicable("only a server on this machine gets values that nobody chose");
    }
    CreationTrial trial = ofDistinctiveValues(context, collection);
    return trial.isShown(trial.asked().only(property));
  }

  private Verdict isShown(Asked asked) {
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

  /** Expects the next creation to make another resource. */
  Verdict isNotTheNext(CheckContext context) throws InterruptedException {
    CreatedResource next = next(context);
    OperationRequest request = next.response().request();
    if (first.id().equals(next.id())) {
      return Verdict.failed(request, "another id than the creation before", "again " + next.id());
    }
    Optional<CreatedResource> again = repeated(context);
    if (again.filter(one -> List.of(first.id(), next.id()).contains(one.id())).isPresent()) {
      return Verdict.failed(
          first.response().request() + ", twice", "another id", "again " + again.get().id());
    }
    List<JsonNode> list = collection.list(context);
    for (CreatedResource created : List.of(first, next)) {
      int times = collection.withId(list, created.id()).size();
      if (times != 1) {
        return Verdict.failed(
            request + ", then " + collection.require(Action.LIST),
            "both %s and %s once".formatted(first.id(), next.id()),
            "%s %d times".formatted(created.id(), times));
      }
    }
    return Verdict.passed();
  }

  /** Returns what the first request creates when it is repeated; empty if the server refuses it. */
  private Optional<CreatedResource> repeated(CheckContext context) throws InterruptedException {
    OperationResponse response = context.send(first.response().request());
    return response.isSuccessful()
        ? CreatedResource.of(collection.contract(), response)
        : Optional.empty();
  }

  /** Expects 409 for a second creation by the request of one that succeeded just before. */
  static Verdict isRefusedTwice(CheckContext context, Operation create)
      throws InterruptedException {
    OperationRequest request = context.create(context.request(create)).response().request();
    int status = context.send(request).status();
    return status == 409
        ? Verdict.passed()
        : Verdict.failed(request + ", twice", "HTTP 409", "HTTP " + status);
  }

  /** Expects a creation to succeed by the request of one that was deleted just before. */
  static Verdict isFreedByDeletion(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    CreatedResource own = context.create(context.request(collection.require(Action.CREATE)));
    OperationRequest request = own.response().request();
    OperationRequest delete = collection.request(context, Action.DELETE, own.id());
    Expectation.successful(context.send(delete)).orThrow();
    OperationResponse again = context.send(request);
    return again.isSuccessful()
        ? Verdict.passed()
        : Verdict.failed(
            "%s, %s, then the first again".formatted(request, delete),
            "a new one",
            "HTTP " + again.status());
  }

  /** Expects a creation to succeed by the request of one that has another name now. */
  static Verdict isFreedByRenaming(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    if (!isInvented(context, collection)) {
      return Verdict.notApplicable("only a server on this machine gets another one");
    }
    Operation create = collection.require(Action.CREATE);
    CreatedResource renamed = context.created(create, 2).get(1);
    OperationRequest request = renamed.response().request();
    JsonPointer unique = create.resource().flatMap(ResourceOperation::unique).orElseThrow();
    UpdateTrial trial = UpdateTrial.of(context, collection);
    JsonNode name = Asked.body(trial.response().request()).at(unique);
    if (!trial.id().equals(renamed.id())
        || name.isMissingNode()
        || name.equals(Asked.body(request).at(unique))) {
      return Verdict.notApplicable("no resource of this run has another name than before");
    }
    OperationResponse again = context.send(request);
    return again.isSuccessful()
        ? Verdict.passed()
        : Verdict.failed(
            "%s, %s, then the first again".formatted(request, trial.response().request()),
            "a new one",
            "HTTP " + again.status());
  }

  /**
   * Returns the values of properties of the body that no documented request has: both of a flag,
   * the first of an enumeration.
   */
  static Map<String, List<JsonNode>> options(TestedCollection collection) {
    Operation create = collection.require(Action.CREATE);
    Map<String, List<JsonNode>> options = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : collection.properties(Action.CREATE).properties()) {
      String name = property.getKey();
      boolean documented =
          create.requestBody().stream()
              .flatMap(body -> body.examples().stream())
              .anyMatch(example -> example.value().has(name));
      if (!documented) {
        JsonNode schema = collection.contract().resolve(property.getValue());
        List<JsonNode> flags = List.of(BooleanNode.TRUE, BooleanNode.FALSE);
        JsonNode sample = new SampleValues(collection.contract()).valid(schema, name);
        options.put(name, SampleValues.type(schema).equals("boolean") ? flags : List.of(sample));
      }
    }
    return options;
  }

  /** Expects a creation to succeed with each value of a property that is optional. */
  static Verdict isTaken(
      CheckContext context, Operation create, String property, List<JsonNode> values)
      throws InterruptedException {
    if (!context.server().isLoopback() || context.isBodyChosen(create)) {
      return Verdict.notApplicable("generated bodies are only sent to a server on this machine");
    }
    for (JsonNode value : values) {
      OperationRequest request = context.request(create);
      String body = Asked.body(request).<ObjectNode>set(property, value).toString();
      OperationResponse response = context.send(request.withBody(Optional.of(body)));
      if (response.status() == 409) {
        return Verdict.notApplicable("the server accepts one at a time: HTTP 409");
      }
      if (!response.isSuccessful()) {
        return Verdict.failed(
            "%s with %s %s".formatted(request, property, value),
            "HTTP " + create.success().status(),
            "HTTP " + response.status());
      }
    }
    return Verdict.passed();
  }

  /** Returns the defaults of the body's properties that the response shows. */
  static Map<String, JsonNode> defaults(TestedCollection collection) {
    Operation create = collection.require(Action.CREATE);
    Map<String, JsonNode> defaults = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : collection.properties(Action.CREATE).properties()) {
      JsonNode schema = collection.contract().resolve(property.getValue());
      JsonNode value = schema.path(schema.has("x-default") ? "x-default" : "default");
      if (!value.isMissingNode() && collection.shows(create, property.getKey())) {
        defaults.put(property.getKey(), value);
      }
    }
    return defaults;
  }

  /** Tells whether a default is the current day. */
  static boolean isToday(JsonNode value) {
    return value.asText().equals(TODAY);
  }

  /** Expects a property that the next creation left out to have its default. */
  Verdict nextHasDefault(CheckContext context, String property) throws InterruptedException {
    OperationResponse response = next(context).response();
    JsonNode value = Objects.requireNonNull(defaults(collection).get(property));
    String actual = TestedCollection.item(response).path(property).toString();
    Set<String> expected =
        isToday(value) ? days(context, first.response(), response) : Set.of(value.toString());
    return expected.contains(actual)
        ? Verdict.passed()
        : Verdict.failed(
            response.request(),
            "%s %s, the default".formatted(property, String.join(" or ", expected)),
            actual.isEmpty() ? "none" : actual);
  }

  /** Returns the days in UTC on which the server sent the responses, as JSON. */
  private static Set<String> days(CheckContext context, OperationResponse... responses) {
    return Stream.of(responses)
        .map(response -> TextNode.valueOf(context.day(response).toString()).toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Leaves out what has a default. Where that is today, other dates become yesterday. */
  private OperationRequest withoutDefaults(CheckContext context) throws InterruptedException {
    OperationRequest request = context.request(create());
    Map<String, JsonNode> defaults = defaults(collection);
    if (defaults.isEmpty()) {
      return request;
    }
    ObjectNode body = Asked.body(request);
    body.remove(defaults.keySet());
    if (defaults.values().stream().anyMatch(CreationTrial::isToday)) {
      for (Map.Entry<String, JsonNode> property :
          collection.properties(Action.CREATE).properties()) {
        JsonNode schema = collection.contract().resolve(property.getValue());
        if (body.has(property.getKey()) && schema.path("format").asText().equals("date")) {
          body.put(property.getKey(), context.day(first.response()).minusDays(1).toString());
        }
      }
    }
    return request.withBody(Optional.of(body.toString()));
  }
}
