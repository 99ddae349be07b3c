package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.aspect.PageWalk;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Members;
import dev.ghbilling.spec.ResourceOperation.Progress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A collection of resources, with the operations that the contract has for it.
 *
 * @param path its path, with parameters in braces
 */
record TestedCollection(Contract contract, String path) {
  /** Returns the collection that an operation belongs to; empty if it belongs to none. */
  static Optional<TestedCollection> of(Contract contract, Operation operation) {
    return operation
        .resource()
        .map(resource -> new TestedCollection(contract, resource.collection()));
  }

  /** Returns all collections of a contract. */
  static List<TestedCollection> all(Contract contract) {
    return contract.operations().stream()
        .flatMap(operation -> of(contract, operation).stream())
        .distinct()
        .toList();
  }

  Optional<Operation> operation(Action does) {
    return contract.operation(does, path);
  }

  /** Tells whether the contract has all these operations. */
  boolean can(Action... actions) {
    return Stream.of(actions).allMatch(does -> operation(does).isPresent());
  }

  /** Returns the operations that read what belongs to one of its resources. */
  List<Operation> readsBelow() {
    return operation(Action.GET).stream()
        .flatMap(
            get ->
                contract.operations().stream()
                    .filter(operation -> operation.path().startsWith(get.path() + "/")))
        .filter(operation -> !MethodSemantics.writes(operation))
        .toList();
  }

  /** Returns an operation that the collection has. */
  Operation require(Action does) {
    return operation(does).orElseThrow();
  }

  /** Returns how its resources progress by themselves; empty if they don't. */
  Optional<Progress> progress() {
    return operation(Action.CREATE)
        .flatMap(Operation::resource)
        .flatMap(ResourceOperation::progress);
  }

  /** Returns what the members of its resources are; empty if they have none. */
  Optional<Members> members() {
    return operation(Action.ADD).flatMap(Operation::resource).flatMap(ResourceOperation::members);
  }

  /** Returns the property that lists the members of a resource, if it has some. */
  Set<String> memberLists() {
    return members().stream()
        .map(members -> members.within().getMatchingProperty())
        .collect(Collectors.toSet());
  }

  /** Returns the properties that others may change meanwhile; none on this machine. */
  Set<String> changedByOthers(CheckContext context) {
    return context.server().isLoopback() ? Set.of() : memberLists();
  }

  /** Tells whether nobody else should change a resource: on this machine, or if the run made it. */
  boolean isOfRun(CheckContext context, String id) {
    return context.server().isLoopback()
        || operation(Action.CREATE).stream()
            .flatMap(create -> context.created(create).stream())
            .anyMatch(created -> created.id().equals(id));
  }

  /** Tells whether a resource was deleted, yet stays. */
  boolean isArchived(JsonNode resource) {
    Map<String, JsonNode> values =
        operation(Action.DELETE)
            .flatMap(Operation::resource)
            .map(ResourceOperation::becomes)
            .orElse(Map.of());
    return !values.isEmpty()
        && values.entrySet().stream()
            .allMatch(one -> one.getValue().equals(resource.path(one.getKey())));
  }

  /** Tells whether the run may give resources values that nobody chose. */
  boolean mayInvent(CheckContext context) {
    return context.server().isLoopback()
        && Stream.of(Action.CREATE, Action.UPDATE)
            .flatMap(does -> operation(does).stream())
            .noneMatch(context::isBodyChosen);
  }

  /** Returns where a resource has its id. */
  JsonPointer id() {
    return CreatedResource.idPointer(contract, path);
  }

  /** Returns where a resource has the name that people know it by. */
  JsonPointer name() {
    return require(Action.ADD).resource().orElseThrow().name();
  }

  /** Returns a request of an operation for one resource. */
  OperationRequest request(CheckContext context, Action does, String id)
      throws InterruptedException {
    return context.request(require(does), Map.of(parameter(does), id));
  }

  /** Returns the parameter of an operation's path that identifies a resource. */
  String parameter(Action does) {
    return require(does).resource().flatMap(ResourceOperation::parameter).orElseThrow();
  }

  /** Returns the kinds of members that the request to add some can name. */
  List<String> kinds(Members members) {
    JsonNode properties =
        require(Action.ADD)
            .requestBody()
            .map(body -> contract.resolve(body.schema()).path("properties"))
            .orElseThrow();
    return members.kinds().keySet().stream().filter(properties::has).toList();
  }

  /** Lists all resources, as the server does now. */
  List<JsonNode> list(CheckContext context) throws InterruptedException {
    return list(context, context::send);
  }

  /** Lists all resources by responses of a source. */
  List<JsonNode> list(CheckContext context, Source source) throws InterruptedException {
    return list(context.request(require(Action.LIST)), source);
  }

  /** Lists the resources that a request selects, from all pages, by responses of a source. */
  static List<JsonNode> list(OperationRequest request, Source source) throws InterruptedException {
    if (request.operation().pagination().isPresent()) {
      return PageWalk.of(request, source).items();
    }
    OperationResponse response = source.get(request);
    Expectation.successful(response).orThrow();
    return items(response);
  }

  /** Returns the resources in a response that lists them. */
  static List<JsonNode> items(OperationResponse response) {
    JsonPointer items = response.request().operation().resource().orElseThrow().items();
    return response.json().at(items).valueStream().toList();
  }

  /** Returns the resource in a response that is about one. */
  static JsonNode item(OperationResponse response) {
    return response.json().at(response.request().operation().resource().orElseThrow().item());
  }

  /** Returns the resources of an id in a list. */
  List<JsonNode> withId(List<JsonNode> list, String id) {
    return list.stream().filter(item -> item.at(id()).asText().equals(id)).toList();
  }

  /** Tells whether the contract has a property in the resource that an operation responds with. */
  boolean shows(Operation operation, String property) {
    return schema(operation, JsonPointer.compile("/" + property)).isPresent();
  }

  /** Tells whether a resource has a list of URLs at a place. */
  boolean isListOfUrls(Operation operation, JsonPointer place) {
    return schema(operation, place)
        .map(schema -> contract.resolve(schema.path("items")).path("format").asText())
        .filter("uri"::equals)
        .isPresent();
  }

  /** Returns the schema of a place in the resource that an operation responds with. */
  private Optional<JsonNode> schema(Operation operation, JsonPointer place) {
    ResourceOperation resource = operation.resource().orElseThrow();
    JsonPointer whole =
        resource.does() == Action.LIST
            ? resource.items().append(JsonPointer.compile("/0"))
            : resource.item();
    return operation
        .success()
        .body()
        .flatMap(body -> contract.schemaAt(body.schema(), whole.append(place)));
  }

  /** Returns the schemas of the properties in the body of an operation. */
  JsonNode properties(Action does) {
    return require(does)
        .requestBody()
        .map(body -> contract.resolve(body.schema()).path("properties"))
        .orElseGet(ContractJson.MAPPER::createObjectNode);
  }

  /**
   * Returns the properties that only writes change: those that callers can set, the id, the
   * members, and those that creation and deletion set.
   */
  Set<String> stored() {
    Set<String> names = new LinkedHashSet<>(List.of(id().getMatchingProperty()));
    members().ifPresent(members -> names.add(members.within().getMatchingProperty()));
    for (Action does : List.of(Action.CREATE, Action.DELETE)) {
      operation(does)
          .flatMap(Operation::resource)
          .ifPresent(
              resource -> {
                names.addAll(resource.initial().keySet());
                names.addAll(resource.becomes().keySet());
              });
    }
    Stream.of(Action.CREATE, Action.UPDATE)
        .flatMap(does -> operation(does).stream())
        .flatMap(operation -> operation.requestBody().stream())
        .map(body -> contract.resolve(body.schema()).path("properties"))
        .forEach(properties -> properties.fieldNames().forEachRemaining(names::add));
    return names;
  }
}
