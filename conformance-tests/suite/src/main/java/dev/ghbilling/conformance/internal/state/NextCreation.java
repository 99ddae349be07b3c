package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.SimilarValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A creation after the first one. Its request leaves out what has a default, and at a server on
 * this machine has the owner in another case, unless that is refused.
 *
 * @param first the resource that was created before
 * @param next the resource that it creates
 */
record NextCreation(TestedCollection collection, CreatedResource first, CreatedResource next) {
  /** Returns the creation of this run, made on the first call. */
  static NextCreation of(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "next of " + collection.path(), NextCreation.class, () -> attempt(context, collection));
  }

  private static NextCreation attempt(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    CreatedResource first = CreationTrial.of(context, collection).first();
    if (collection.progress().isPresent()) {
      // The server may reject another one while the first is processing.
      ObservedProgress.of(context, collection);
    }
    OperationRequest request = withoutDefaults(context, collection, first);
    Optional<CreatedResource> next = inOtherCase(context, collection, request);
    return new NextCreation(
        collection, first, next.isPresent() ? next.get() : context.create(request));
  }

  private static OperationRequest withoutDefaults(
      CheckContext context, TestedCollection collection, CreatedResource first)
      throws InterruptedException {
    OperationRequest request = context.request(collection.require(Action.CREATE));
    DefaultValues defaults = new DefaultValues(collection);
    if (defaults.properties().isEmpty()) {
      return request;
    }
    ObjectNode body = ExpectedProperties.body(request);
    defaults.leaveOutOf(body, context.day(first.response()));
    return request.withBody(Optional.of(body.toString()));
  }

  /** Creates a resource for the owner in another case; empty if the server refuses that. */
  private static Optional<CreatedResource> inOtherCase(
      CheckContext context, TestedCollection collection, OperationRequest request)
      throws InterruptedException {
    Optional<Parameter> owner = owner(collection).filter(any -> collection.mayInvent(context));
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    String name = owner.get().name();
    String usual = Objects.requireNonNull(request.path().get(name));
    OperationResponse response =
        context.send(request.withPath(name, SimilarValues.inOtherCase(usual)));
    return response.isSuccessful()
        ? CreatedResource.of(collection.contract(), response)
        : Optional.empty();
  }

  /** Returns the parameter that says whose the resources are, if its case doesn't matter. */
  static Optional<Parameter> owner(TestedCollection collection) {
    Operation create = collection.require(Action.CREATE);
    return create.parameters(Parameter.Location.PATH).stream()
        .filter(parameter -> parameter.name().equals(CheckContext.scope(create)))
        .filter(parameter -> parameter.node().path("x-ignores-case").asBoolean())
        .findFirst();
  }

  /** Expects what was created for the owner in another case to be the usual owner's. */
  Verdict isOfOwner(CheckContext context, Parameter owner) throws InterruptedException {
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

  /** Expects it to make another resource, and so its first request when it is repeated. */
  Verdict isOfAnother(CheckContext context) throws InterruptedException {
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

  /** Expects a property that the request left out to have its default. */
  Verdict hasDefault(CheckContext context, String property) {
    OperationResponse response = next.response();
    DefaultValues defaults = new DefaultValues(collection);
    Set<String> expected =
        defaults.isToday(property)
            ? days(context, first.response(), response)
            : Set.of(defaults.of(property).toString());
    String actual = TestedCollection.item(response).path(property).toString();
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
}
