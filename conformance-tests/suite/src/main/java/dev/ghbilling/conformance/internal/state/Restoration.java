package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Members;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Undoes what a run did: moves members back and deletes what it created. Changes that others made
 * in the meantime stay.
 */
public final class Restoration {
  private final CheckContext context;
  private final Map<TestedCollection, Membership> members = new LinkedHashMap<>();
  private final Map<TestedCollection, Set<String>> existing = new LinkedHashMap<>();
  private boolean ended;

  public Restoration(CheckContext context) {
    this.context = context;
  }

  /**
   * Takes a snapshot of what a check may change, unless that was done before.
   *
   * @throws CheckEndedException could not run, when the server doesn't list the members that would
   *     have to be moved back; not applicable, when the check must not change anything there
   */
  public void begin(Check check) throws InterruptedException {
    ended = false;
    Operation operation = context.contract().operation(check.operationId()).orElseThrow();
    Optional<TestedCollection> collection =
        TestedCollection.of(context.contract(), operation)
            .filter(found -> check.writes() && found.can(Action.LIST));
    if (collection.isEmpty()) {
      return;
    }
    Optional<Members> moved = operation.resource().flatMap(ResourceOperation::members);
    if (moved.isPresent() && !members.containsKey(collection.get())) {
      context.request(operation);
      members.put(collection.get(), membership(collection.get(), moved.get()));
    }
    if (collection.get().can(Action.CREATE, Action.DELETE)
        && !existing.containsKey(collection.get())) {
      existing.put(collection.get(), ids(collection.get()));
    }
  }

  private Membership membership(TestedCollection collection, Members moved)
      throws InterruptedException {
    try {
      return Membership.now(context, collection, moved);
    } catch (CheckEndedException e) {
      throw new CheckEndedException(
          Verdict.couldNotRun(
              "nobody is moved, because the current members are unknown: "
                  + e.verdict().message()));
    }
  }

  /** Returns the ids that the server lists; none when it doesn't. */
  private Set<String> ids(TestedCollection collection) throws InterruptedException {
    try {
      return collection.list(context).stream()
          .map(resource -> resource.at(collection.id()).asText())
          .collect(Collectors.toSet());
    } catch (CheckEndedException e) {
      return Set.of();
    }
  }

  /**
   * Restores what was there, unless that was done since the last check began.
   *
   * @return why that failed, by the checks that stand for it
   */
  public Map<Check, Verdict> end() throws InterruptedException {
    Map<Check, Verdict> failures = new LinkedHashMap<>();
    if (ended) {
      return failures;
    }
    for (Map.Entry<TestedCollection, Membership> entry : members.entrySet()) {
      TestedCollection collection = entry.getKey();
      try {
        restore(collection, entry.getValue());
      } catch (CheckEndedException e) {
        failures.put(
            check(collection.require(Action.REMOVE)),
            Verdict.couldNotRun("the members could not be restored: " + e.verdict().message()));
      }
    }
    for (TestedCollection collection : TestedCollection.all(context.contract())) {
      try {
        if (collection.can(Action.CREATE, Action.DELETE)) {
          delete(collection);
        }
      } catch (CheckEndedException e) {
        failures.put(
            check(collection.require(Action.DELETE)),
            Verdict.couldNotRun("what was created could not be deleted: " + e.verdict().message()));
      }
    }
    members.clear();
    existing.clear();
    // Not earlier: an interrupted end has to be made up for.
    ended = true;
    return failures;
  }

  private static Check check(Operation operation) {
    return new Check(
        operation.id() + "/restored", operation.id(), "", true, any -> Verdict.passed());
  }

  private void restore(TestedCollection collection, Membership before) throws InterruptedException {
    Members terms =
        collection
            .require(Action.REMOVE)
            .resource()
            .flatMap(ResourceOperation::members)
            .orElseThrow();
    Membership now = Membership.now(context, collection, terms);
    List<String> problems = new ArrayList<>();
    for (Member member : moved(collection, terms)) {
      for (String id : now.holders(member)) {
        if (!before.has(id, member) && !collection.isArchived(now.resource(id))) {
          change(collection, Action.REMOVE, id, member).ifPresent(problems::add);
        }
      }
      for (String id : before.holders(member)) {
        if (!now.has(id, member)) {
          change(collection, Action.ADD, id, before.spelled(id, member)).ifPresent(problems::add);
        }
      }
    }
    requireNone(problems);
  }

  /** Returns the members that requests of this run named, whatever the case. */
  private Collection<Member> moved(TestedCollection collection, Members terms) {
    Map<String, Member> moved = new LinkedHashMap<>();
    for (RecordedExchange exchange : context.traffic()) {
      Optional<ResourceOperation> resource = exchange.request().operation().resource();
      if (resource.filter(one -> one.collection().equals(collection.path())).isPresent()) {
        Membership.named(exchange.request(), terms)
            .forEach(one -> moved.putIfAbsent(one.toString().toLowerCase(Locale.ROOT), one));
      }
    }
    return moved.values();
  }

  private Optional<String> change(
      TestedCollection collection, Action does, String id, Member member)
      throws InterruptedException {
    OperationRequest request = collection.request(context, does, id);
    return problem(Membership.naming(request, List.of(member))).map(why -> member + ": " + why);
  }

  /** Deletes what the run created, which a check may do in other collections than its own. */
  private void delete(TestedCollection collection) throws InterruptedException {
    Set<String> ids = new LinkedHashSet<>();
    context.created(collection.require(Action.CREATE)).stream()
        .map(CreatedResource::id)
        .forEach(ids::add);
    List<String> problems = new ArrayList<>();
    try {
      if (existing.containsKey(collection)) {
        ids.addAll(lost(collection, existing.get(collection)));
      }
    } catch (CheckEndedException e) {
      problems.add(e.verdict().message());
    }
    for (String id : ids) {
      problem(collection.request(context, Action.DELETE, id)).ifPresent(problems::add);
    }
    requireNone(problems);
  }

  /** Sends a request. Returns why it failed, unless it deletes what isn't there. */
  private Optional<String> problem(OperationRequest request) throws InterruptedException {
    try {
      OperationResponse response = context.send(request);
      boolean gone = request.method().equals("DELETE") && response.status() == 404;
      if (!gone) {
        Expectation.successful(response).orThrow();
      }
      return Optional.empty();
    } catch (CheckEndedException e) {
      return Optional.of(e.verdict().message());
    }
  }

  private static void requireNone(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new CheckEndedException(Verdict.couldNotRun(String.join("; ", problems)));
    }
  }

  /** Returns the ids of what was created by requests whose response never arrived. */
  private Set<String> lost(TestedCollection collection, Set<String> before)
      throws InterruptedException {
    Operation create = collection.require(Action.CREATE);
    List<ExpectedProperties> asked =
        context.traffic().stream()
            .filter(exchange -> exchange.response().isEmpty())
            .map(RecordedExchange::request)
            .filter(request -> request.operation().equals(create))
            .flatMap(request -> readable(request, collection).stream())
            .toList();
    Set<String> lost = new LinkedHashSet<>();
    if (!asked.isEmpty()) {
      for (JsonNode resource : collection.list(context)) {
        String id = resource.at(collection.id()).asText();
        if (!before.contains(id)
            && asked.stream().anyMatch(one -> one.isShown(resource, Action.LIST))) {
          lost.add(id);
        }
      }
    }
    return lost;
  }

  /** Returns what a request asks for; empty for an invalid body, of which nothing is created. */
  private static Optional<ExpectedProperties> readable(
      OperationRequest request, TestedCollection collection) {
    try {
      return Optional.of(ExpectedProperties.by(request, collection));
    } catch (CheckEndedException e) {
      return Optional.empty();
    }
  }
}
