package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.aspect.PageWalk;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.Selects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A trial in which the same requests are sent before and after a write, as somebody does who keeps
 * responses and asks whether they are still the same.
 *
 * @param written the resource that the write was about, as its response shows it
 * @param readings what the requests showed
 */
record ChangeTrial(TestedCollection collection, JsonNode written, List<Reading> readings) {
  /**
   * What a request showed.
   *
   * @param before the response before the write
   * @param after the response after it
   * @param conditional the response after it to the request with the tag of the first response;
   *     empty if that has no tag
   */
  record Reading(
      OperationResponse before, OperationResponse after, Optional<OperationResponse> conditional) {
    /** Sends a request again, and once more with the tag of the response from before. */
    static Reading after(CheckContext context, OperationResponse before)
        throws InterruptedException {
      OperationResponse after = successful(context, before.request());
      String tag = before.header("ETag");
      return new Reading(
          before,
          after,
          tag.isEmpty()
              ? Optional.empty()
              : Optional.of(context.send(before.request().withHeader("If-None-Match", tag))));
    }

    boolean isChanged() {
      return !before.json().equals(after.json());
    }

    /** Expects another tag, and the new content instead of HTTP 304. */
    Verdict isRevalidated() {
      OperationResponse response = conditional.orElseThrow();
      if (response.status() == 304) {
        return Verdict.failed(
            response.request() + " with the tag from before the change", "HTTP 200", "HTTP 304");
      }
      String tag = before.header("ETag");
      return after.header("ETag").equals(tag)
          ? Verdict.failed(after.request(), "another ETag after the change", "still " + tag)
          : Expectation.successful(response);
    }
  }

  /** A write between two readings, which returns the response to it. */
  @FunctionalInterface
  private interface Write {
    OperationResponse send() throws InterruptedException;
  }

  /** Returns the trial in which a resource is created, and listed in every way. */
  static ChangeTrial ofList(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "change in " + collection.path(),
        ChangeTrial.class,
        () -> {
          if (collection.progress().isPresent()) {
            // The server may reject another one while the first is processing.
            ObservedProgress.of(context, collection);
          }
          Operation create = collection.require(Action.CREATE);
          CreatedResource first = context.created(create, 1).get(0);
          return attempt(
              context,
              collection,
              lists(context, collection, TestedCollection.item(first.response())),
              () -> context.create(context.request(create)).response());
        });
  }

  /** Returns the trial in which a member is added. */
  static ChangeTrial ofAddition(TestedMembers members) throws InterruptedException {
    return members.trial(
        "addition in",
        ChangeTrial.class,
        () -> {
          ChangeTrial trial = ofMember(members, Action.ADD);
          successful(members.context(), ofFirst(members, Action.REMOVE));
          return trial;
        });
  }

  /** Returns the trial in which a member is removed. */
  static ChangeTrial ofRemoval(TestedMembers members) throws InterruptedException {
    return members.trial(
        "removal in",
        ChangeTrial.class,
        () -> {
          successful(members.context(), ofFirst(members, Action.ADD));
          return ofMember(members, Action.REMOVE);
        });
  }

  private static ChangeTrial ofMember(TestedMembers members, Action does)
      throws InterruptedException {
    CheckContext context = members.context();
    TestedCollection collection = members.collection();
    OperationRequest write = ofFirst(members, does);
    List<OperationRequest> readings = new ArrayList<>();
    if (collection.can(Action.GET)) {
      String id = MembersTrial.of(members).id();
      readings.add(collection.request(context, Action.GET, id));
    }
    readings.add(PageWalk.largest(context.request(collection.require(Action.LIST))));
    return attempt(context, collection, readings, () -> successful(context, write));
  }

  /** Returns the request to add or remove the first member of the trial with several. */
  private static OperationRequest ofFirst(TestedMembers members, Action does)
      throws InterruptedException {
    MembersTrial trial = MembersTrial.of(members);
    return members.request(does, trial.id(), trial.tried().subList(0, 1));
  }

  private static ChangeTrial attempt(
      CheckContext context,
      TestedCollection collection,
      List<OperationRequest> requests,
      Write write)
      throws InterruptedException {
    List<OperationResponse> before = new ArrayList<>();
    for (OperationRequest request : requests) {
      before.add(successful(context, request));
    }
    OperationResponse written = write.send();
    List<Reading> readings = new ArrayList<>();
    for (OperationResponse old : before) {
      readings.add(Reading.after(context, old));
    }
    return new ChangeTrial(collection, TestedCollection.item(written), readings);
  }

  private static OperationResponse successful(CheckContext context, OperationRequest request)
      throws InterruptedException {
    OperationResponse response = context.send(request);
    Expectation.successful(response).orThrow();
    return response;
  }

  /** Returns requests that list a resource: without a filter, and with each that it passes. */
  private static List<OperationRequest> lists(
      CheckContext context, TestedCollection collection, JsonNode resource)
      throws InterruptedException {
    OperationRequest all = PageWalk.largest(context.request(collection.require(Action.LIST)));
    List<OperationRequest> requests = new ArrayList<>(List.of(all));
    requests.addAll(filteredLists(context, collection, resource));
    return requests;
  }

  /** Returns requests that list a resource, each with a filter that it passes. */
  static List<OperationRequest> filteredLists(
      CheckContext context, TestedCollection collection, JsonNode resource)
      throws InterruptedException {
    Operation list = collection.require(Action.LIST);
    OperationRequest all = PageWalk.largest(context.request(list));
    List<OperationRequest> requests = new ArrayList<>();
    for (Parameter parameter : list.parameters(Parameter.Location.QUERY)) {
      String value =
          Selects.of(parameter)
              .filter(selects -> selects.isShown() && !selects.isOfDocument())
              .map(selects -> resource.at(selects.by()).asText())
              .orElse("");
      if (!value.isEmpty()) {
        requests.add(all.withQuery(parameter.name(), value));
      }
    }
    return requests;
  }

  /** Expects each list to have the new resource that its filter lets pass. */
  Verdict isListed() {
    String id = written.at(collection.id()).asText();
    for (Reading reading : readings) {
      OperationResponse after = reading.after();
      if (passes(after.request(), written)
          && !PageWalk.isFollowed(after)
          && collection.withId(TestedCollection.items(after), id).isEmpty()) {
        return Verdict.failed(
            "%s, then %s".formatted(collection.require(Action.CREATE), after.request()),
            id + " in the list",
            TestedCollection.items(after).size() + " others");
      }
    }
    return Verdict.passed();
  }

  /** Expects the list without a filter to have one more resource than before, at this machine. */
  Verdict isTheOnlyNew(CheckContext context) {
    if (!context.server().isLoopback()) {
      return Verdict.notApplicable("somebody else may create one at the same time");
    }
    Reading all = readings.get(0);
    OperationRequest request = all.after().request();
    String where = "%s, then %s".formatted(collection.require(Action.CREATE), request);
    Optional<Pagination> pages =
        request.operation().pagination().filter(one -> !one.total().isEmpty());
    if (pages.isPresent()) {
      long before = all.before().json().at(pages.get().total()).asLong();
      long after = all.after().json().at(pages.get().total()).asLong();
      if (after != before + 1) {
        return Verdict.failed(where, "a total of " + (before + 1), Long.toString(after));
      }
    }
    if (PageWalk.isFollowed(all.before()) || PageWalk.isFollowed(all.after())) {
      return Verdict.passed();
    }
    Set<String> known = new HashSet<>(ids(all.before()));
    known.add(written.at(collection.id()).asText());
    List<String> more = ids(all.after()).stream().filter(id -> !known.contains(id)).toList();
    return more.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(where, "one new one", "%s as well".formatted(more));
  }

  private List<String> ids(OperationResponse list) {
    return TestedCollection.items(list).stream()
        .map(item -> item.at(collection.id()).asText())
        .toList();
  }

  /** Tells whether the filters of a request let a resource pass. */
  static boolean passes(OperationRequest request, JsonNode resource) {
    return request.operation().parameters(Parameter.Location.QUERY).stream()
        .allMatch(
            parameter ->
                Selects.of(parameter)
                    .map(
                        selects ->
                            request.query().getOrDefault(parameter.name(), List.of()).stream()
                                .allMatch(value -> selects.takes(resource, value)))
                    .orElse(true));
  }

  /** Expects a client with the responses from before the write to get the new ones. */
  Verdict isRevalidated() {
    List<Reading> changed =
        readings.stream()
            .filter(reading -> reading.conditional().isPresent() && reading.isChanged())
            .toList();
    for (Reading reading : changed) {
      reading.isRevalidated().orThrow();
    }
    return changed.isEmpty()
        ? Verdict.notApplicable("no response with an ETag changed by the write")
        : Verdict.passed();
  }
}
