package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.state.ChangeTrial.Reading;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A trial in which each property of a resource is changed alone, those of an object within it as
 * well, one after the other: to another value, to none, and to other words of an enumeration. The
 * resource has members meanwhile, if it can have some.
 *
 * @param steps the changes, in their order
 * @param filled the change of all properties together from none to other values, if there was one
 * @param invalid the response to a change of which one value isn't valid; empty if none was sent
 * @param now the resource as the response to the last change shows it
 * @param first the gets of the resource around the first change; empty if it can't be got, or if
 *     the server refuses the change
 * @param listed what the list has of the resource after these changes
 * @param expected what it has to have of it
 * @param nested lists by values that contain others, while the resource had one of these
 */
record PartialUpdates(
    TestedCollection collection,
    List<Step> steps,
    Optional<Step> filled,
    Optional<OperationResponse> invalid,
    JsonNode now,
    Optional<Reading> first,
    Optional<JsonNode> listed,
    ExpectedProperties expected,
    List<NestedValues> nested) {
  /**
   * A change of one property.
   *
   * @param patch the body, which has nothing else
   * @param expected what its response has to show
   * @param single the response to a get after it; empty where there is none
   * @param got what that has to show
   */
  private record Step(
      JsonPointer place,
      ObjectNode patch,
      OperationResponse response,
      ExpectedProperties expected,
      Optional<OperationResponse> single,
      ExpectedProperties got) {
    boolean isRefused() {
      return response.status() / 100 == 4;
    }

    private String where() {
      return "%s with %s".formatted(response.request(), patch);
    }

    Verdict changes(JsonPointer one) {
      Expectation.successful(response).orThrow();
      return expected
          .only(one.getMatchingProperty())
          .in(TestedCollection.item(response), response.request().operation(), where());
    }

    Verdict changesNothingElse() {
      Expectation.successful(response).orThrow();
      String where = where();
      expected.in(TestedCollection.item(response), response.request().operation(), where).orThrow();
      if (single.isPresent()) {
        OperationResponse shown = single.get();
        Expectation.successful(shown).orThrow();
        Operation get = shown.request().operation();
        got.in(TestedCollection.item(shown), get, where + ", then " + get).orThrow();
      }
      return Verdict.passed();
    }
  }

  /** Returns the trial of this run, made on the first call. */
  static PartialUpdates of(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    return context.memoize(
        "parts of " + collection.path(),
        PartialUpdates.class,
        () -> new Attempt(context, collection).make());
  }

  /** Returns the places that an update can change, of those that the documented resource has. */
  static List<JsonPointer> places(TestedCollection collection) {
    JsonNode documented = new DistinctiveValues(collection).documented();
    return places(collection, collection.properties(Action.UPDATE), JsonPointer.empty())
        .filter(place -> !documented.at(place).isMissingNode())
        .toList();
  }

  private static Stream<JsonPointer> places(
      TestedCollection collection, JsonNode properties, JsonPointer parent) {
    return properties.properties().stream()
        .flatMap(
            property -> {
              JsonPointer place = parent.appendProperty(property.getKey());
              JsonNode parts =
                  collection.contract().resolve(property.getValue()).path("properties");
              return parts.isEmpty() ? Stream.of(place) : places(collection, parts, place);
            });
  }

  /** Returns the body of a change that has one value only, at a place. */
  static ObjectNode patch(JsonPointer place, JsonNode value) {
    ObjectNode patch = ContractJson.MAPPER.createObjectNode();
    String property = place.getMatchingProperty();
    return patch.set(property, place.tail().matches() ? value : patch(place.tail(), value));
  }

  /** Expects changes of a property to be made, and nothing else to change. */
  Verdict changesOnly(JsonPointer place) {
    if (!steps.isEmpty() && steps.stream().allMatch(Step::isRefused)) {
      Step step = steps.get(0);
      return Verdict.failed(
          "%s with %s, and each other property alone"
              .formatted(step.response().request(), step.patch()),
          "HTTP " + step.response().request().operation().success().status(),
          "HTTP " + step.response().status());
    }
    List<Step> own = steps.stream().filter(step -> step.place().equals(place)).toList();
    List<Step> made = own.stream().filter(step -> !step.isRefused()).toList();
    if (made.isEmpty()) {
      return Verdict.notApplicable(
          own.isEmpty()
              ? "the chosen body has no other value for it"
              : "the server refuses " + own.get(own.size() - 1).patch());
    }
    for (Step step : made) {
      step.changesNothingElse().orThrow();
    }
    if (filled.isPresent() && !filled.get().isRefused()) {
      filled.get().changes(place).orThrow();
    }
    String where =
        "%s with each property alone, then %s"
            .formatted(made.get(0).response().request(), collection.require(Action.LIST));
    return listed
        .map(
            now ->
                expected
                    .only(place.getMatchingProperty())
                    .in(now, collection.require(Action.LIST), where))
        .orElse(Verdict.passed());
  }

  /** Expects a change of which one value isn't valid not to be made at all. */
  Verdict isRefusedAsAWhole() {
    if (invalid.isEmpty() || invalid.get().status() / 100 != 4 || listed.isEmpty()) {
      return Verdict.notApplicable("no invalid change was refused");
    }
    Operation list = collection.require(Action.LIST);
    return expected.in(
        listed.get(),
        list,
        "%s with an invalid value, then %s".formatted(invalid.get().request(), list));
  }

  /** Expects a list to select by a whole value of a filter. */
  Verdict selects(Parameter filter) {
    List<NestedValues> all = nested.stream().filter(one -> one.filter().equals(filter)).toList();
    for (NestedValues one : all) {
      one.isListedByItsOwn().orThrow();
    }
    return all.isEmpty()
        ? Verdict.notApplicable("the server refuses each value that contains another one")
        : Verdict.passed();
  }

  /**
   * Returns requests that change two properties once more, each alone: two of the same object if
   * there are such, which a server stores as one most easily; none if it refused most of them.
   *
   * @param number what names are distinguished by
   */
  List<OperationRequest> twoMore(int number) {
    List<JsonPointer> places =
        steps.stream()
            .filter(step -> step.response().isSuccessful())
            .map(Step::place)
            .distinct()
            .filter(place -> !now.at(place).isMissingNode())
            .sorted(Comparator.comparing(place -> place.tail().matches()))
            .limit(2)
            .toList();
    return places.size() < 2
        ? List.of()
        : places.stream().map(place -> another(place, number)).toList();
  }

  private OperationRequest another(JsonPointer place, int number) {
    JsonNode value = new DistinctiveValues(collection).others(place, now.at(place), number).get(0);
    return steps.get(0).response().request().withBody(Optional.of(patch(place, value).toString()));
  }

  /** Expects a client with the response from before the first change to get the new one. */
  Verdict isRevalidated() {
    return new ChangeTrial(collection, MissingNode.getInstance(), first.stream().toList())
        .isRevalidated();
  }

  /** The changes while they are made. */
  private static final class Attempt {
    private final CheckContext context;
    private final TestedCollection collection;
    private final CreatedResource created;
    private final List<Member> members;
    private final OperationRequest update;
    private final List<Step> steps = new ArrayList<>();
    private final List<NestedValues> nested = new ArrayList<>();
    private final Optional<OperationResponse> single;
    private JsonNode shown;
    private ExpectedProperties got;
    private ExpectedProperties listed;
    private Optional<Reading> first = Optional.empty();

    Attempt(CheckContext context, TestedCollection collection) throws InterruptedException {
      this.context = context;
      this.collection = collection;
      CreationTrial trial = CreationTrial.ofDistinctiveValues(context, collection);
      this.created = trial.first();
      this.members = MemberFixture.add(context, collection, created.id());
      // Also if it seems that none was added.
      trial = collection.can(Action.ADD) ? trial.again(context) : trial;
      this.update = collection.request(context, Action.UPDATE, created.id());
      this.single = trial.single().filter(OperationResponse::isSuccessful);
      ObjectNode item = TestedCollection.item(created.response()).deepCopy();
      for (String list : collection.memberLists()) {
        single.map(TestedCollection::item).ifPresent(got -> item.set(list, got.path(list)));
      }
      this.shown = item;
      this.got =
          ExpectedProperties.stored(single.map(TestedCollection::item).orElse(shown), collection);
      this.listed =
          ExpectedProperties.stored(
              collection.withId(trial.listed(), created.id()).stream()
                  .findFirst()
                  .orElseGet(ContractJson.MAPPER::createObjectNode),
              collection);
    }

    PartialUpdates make() throws InterruptedException {
      Map<JsonPointer, List<JsonNode>> words = new LinkedHashMap<>();
      for (JsonPointer place : places(collection)) {
        List<JsonNode> values = values(place);
        if (!values.isEmpty()) {
          // What a change does to the rest, a get after a later change shows as well.
          change(place, values.get(0), words.isEmpty() || !place.tail().matches());
          words.put(place, values.subList(1, values.size()));
        }
      }
      Optional<Step> filled = emptyAndFill(words.keySet());
      Optional<OperationResponse> invalid = changeInvalidly(List.copyOf(words.keySet()));
      Optional<JsonNode> inList =
          collection.withId(collection.list(context), created.id()).stream().findFirst();
      ExpectedProperties expected = listed;
      for (Map.Entry<JsonPointer, List<JsonNode>> more : words.entrySet()) {
        for (JsonNode value : more.getValue()) {
          changeAgain(more.getKey(), value);
        }
      }
      if (!members.isEmpty()) {
        OperationRequest remove = collection.request(context, Action.REMOVE, created.id());
        context.send(Membership.naming(remove, members));
      }
      return new PartialUpdates(
          collection, steps, filled, invalid, shown, first, inList, expected, nested);
    }

    /** Changes all places, the last one to a value of a wrong type. */
    private Optional<OperationResponse> changeInvalidly(List<JsonPointer> places)
        throws InterruptedException {
      if (places.size() < 2 || !collection.mayInvent(context)) {
        return Optional.empty();
      }
      DistinctiveValues values = new DistinctiveValues(collection);
      ExpectedProperties body =
          new ExpectedProperties(collection, ContractJson.MAPPER.createObjectNode());
      for (JsonPointer place : places) {
        JsonNode value =
            place.equals(places.get(places.size() - 1))
                ? values.ofWrongType(place)
                : values.others(place, shown.at(place), context.traffic().size()).get(0);
        body = body.with(patch(place, value));
      }
      OperationResponse response = send(body.values());
      if (response.isSuccessful()) {
        // The server takes what it has to refuse, which other checks say.
        listed = new ExpectedProperties(collection, ContractJson.MAPPER.createObjectNode());
      }
      return Optional.of(response);
    }

    /** Changes each place to none, and then all of them back. */
    private Optional<Step> emptyAndFill(Set<JsonPointer> places) throws InterruptedException {
      Map<JsonPointer, JsonNode> nothing = new LinkedHashMap<>();
      ExpectedProperties before =
          new ExpectedProperties(collection, ContractJson.MAPPER.createObjectNode());
      if (collection.mayInvent(context)) {
        for (JsonPointer place : places) {
          JsonNode current = shown.at(place);
          Optional<JsonNode> value = new DistinctiveValues(collection).nothing(place, current);
          if (value.isPresent() && !current.isMissingNode()) {
            nothing.put(place, value.get());
            before = before.with(patch(place, current));
          }
        }
      }
      int left = nothing.size();
      for (Map.Entry<JsonPointer, JsonNode> change : nothing.entrySet()) {
        left--;
        change(change.getKey(), change.getValue(), left == 0);
      }
      if (nothing.isEmpty()) {
        return Optional.empty();
      }
      ObjectNode all = before.values();
      ExpectedProperties expected = ExpectedProperties.stored(shown, collection).with(all);
      Step filled =
          new Step(JsonPointer.empty(), all, send(all), expected, Optional.empty(), expected);
      show(filled);
      return Optional.of(filled);
    }

    private List<JsonNode> values(JsonPointer place) {
      JsonNode current = shown.at(place);
      if (collection.mayInvent(context)) {
        return new DistinctiveValues(collection).others(place, current, context.traffic().size());
      }
      // Another resource of the run has the value that was chosen for one that is unique.
      boolean unique = new DistinctiveValues(collection).isUnique(place.toString().substring(1));
      JsonNode chosen =
          ExpectedProperties.body(unique ? context.distinct(update) : update).at(place);
      return chosen.isMissingNode() || ExpectedProperties.isSame(chosen, current)
          ? List.of()
          : List.of(chosen);
    }

    /** Changes a place, and compares all other properties. */
    private void change(JsonPointer place, JsonNode value, boolean read)
        throws InterruptedException {
      OperationResponse response = send(patch(place, value));
      ExpectedProperties asked = asked(place, value);
      ExpectedProperties expected =
          ExpectedProperties.stored(shown, collection).with(asked.values());
      got = response.isSuccessful() ? got.with(asked.values()) : got;
      Optional<OperationResponse> after =
          response.isSuccessful() && read && single.isPresent()
              ? Optional.of(reading(single.get()))
              : Optional.empty();
      add(new Step(place, patch(place, value), response, expected, after, got));
      if (after.isPresent()) {
        got = ExpectedProperties.stored(TestedCollection.item(after.get()), collection);
      }
    }

    /** Gives a place one more value. Others may depend on it. */
    private void changeAgain(JsonPointer place, JsonNode value) throws InterruptedException {
      OperationResponse response = send(patch(place, value));
      ExpectedProperties asked = asked(place, value);
      // A server may cut what it stores, and respond with what it was asked.
      boolean read =
          single.isPresent() && !new DistinctiveValues(collection).canBeCreated(place, value);
      add(
          new Step(
              place,
              patch(place, value),
              response,
              asked,
              read && response.isSuccessful()
                  ? Optional.of(context.send(single.get().request()))
                  : Optional.empty(),
              asked));
      if (response.isSuccessful() && nested.isEmpty()) {
        NestedValues.of(context, collection, place, shown).ifPresent(nested::add);
      }
    }

    private OperationResponse send(ObjectNode patch) throws InterruptedException {
      OperationRequest request = update.withBody(Optional.of(patch.toString()));
      return steps.isEmpty() ? UnusualSpelling.send(context, request) : context.send(request);
    }

    /** Returns what a change asks for; nothing of what the resource doesn't have. */
    private ExpectedProperties asked(JsonPointer place, JsonNode value) {
      boolean has = shown.has(place.getMatchingProperty());
      return new ExpectedProperties(
          collection, has ? patch(place, value) : ContractJson.MAPPER.createObjectNode());
    }

    private void add(Step step) {
      steps.add(step);
      show(step);
    }

    private void show(Step step) {
      if (step.response().isSuccessful()) {
        shown = TestedCollection.item(step.response());
        ObjectNode inList = step.patch().deepCopy();
        inList.retain(listed.values().propertyStream().map(Map.Entry::getKey).toList());
        listed = listed.with(inList);
      }
    }

    private OperationResponse reading(OperationResponse before) throws InterruptedException {
      if (first.isEmpty()) {
        first = Optional.of(Reading.after(context, before));
        return first.get().after();
      }
      return context.send(before.request());
    }
  }
}
