package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.aspect.PageWalk;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.Spread;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.state.Membership.Member;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Members;
import dev.ghbilling.spec.SampleValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A trial in rounds, in each of which members are added to a resource, shown and removed. */
record MemberRounds(TestedCollection collection, List<Round> rounds) {
  /** How many members a request names if the contract doesn't tell how many it may name. */
  private static final int MANY = 10;

  private static final int MOST_RESOURCES = 5;

  /**
   * A round.
   *
   * @param add the request that adds the members
   * @param added those that the resource has after that where it is listed, and where it is got
   * @param left those that it has after the first of several was removed
   * @param remove the request that removes the others, or the only one
   * @param removed those that the resource has after that
   */
  private record Round(
      List<Member> members,
      OperationRequest add,
      List<Set<String>> added,
      List<Set<String>> left,
      OperationRequest remove,
      List<Set<String>> removed) {}

  /** Returns the trial with two members, and with as many as a request may name. */
  static MemberRounds ofNumbers(CheckContext context, TestedCollection collection, Members members)
      throws InterruptedException {
    return context.memoize(
        "numbers of members " + collection.path(),
        MemberRounds.class,
        () -> {
          Operation add = collection.require(Action.ADD);
          OperationRequest documented = context.request(add);
          String id =
              Objects.requireNonNull(documented.path().get(collection.parameter(Action.ADD)));
          List<Member> all =
              context.isBodyChosen(add)
                  ? Membership.named(documented, members)
                  : made(collection, members, members.most().orElse(MANY));
          List<Round> rounds = new ArrayList<>();
          for (int number : new TreeSet<>(List.of(Math.min(2, all.size()), all.size()))) {
            rounds.add(round(context, collection, members, id, all.subList(0, number)));
          }
          return new MemberRounds(collection, rounds);
        });
  }

  /** Returns the trial with the first resource, with the last, and with some between. */
  static MemberRounds ofResources(
      CheckContext context, TestedCollection collection, Members members)
      throws InterruptedException {
    return context.memoize(
        "each with members " + collection.path(),
        MemberRounds.class,
        () -> {
          Operation add = collection.require(Action.ADD);
          List<String> ids = Spread.of(resources(context, collection), MOST_RESOURCES);
          List<Round> rounds = new ArrayList<>();
          if (context.isBodyChosen(add)) {
            List<Member> one = Membership.named(context.request(add), members).subList(0, 1);
            for (String id : ids) {
              rounds.add(round(context, collection, members, id, one));
            }
          } else {
            rounds.addAll(
                rounds(context, collection, members, ids, made(collection, members, ids.size())));
          }
          return new MemberRounds(collection, rounds);
        });
  }

  /** Returns the trial with members of one name and different kinds, added one after the other. */
  static MemberRounds ofKinds(CheckContext context, TestedCollection collection, Members members)
      throws InterruptedException {
    return context.memoize(
        "kinds of members " + collection.path(),
        MemberRounds.class,
        () -> {
          Operation operation = collection.require(Action.ADD);
          OperationRequest add = context.request(operation);
          if (context.isBodyChosen(operation)) {
            throw new CheckEndedException(Verdict.notApplicable("--body names the members"));
          }
          List<Member> tried = new ArrayList<>();
          for (Member member : ofEachKind(collection, members, kind -> "ghbilling-namesake")) {
            OperationResponse response = context.send(Membership.naming(add, List.of(member)));
            // The names of some kinds may need another form.
            if (response.status() / 100 != 4) {
              Expectation.successful(response).orThrow();
              tried.add(member);
            }
          }
          if (tried.size() < 2) {
            throw new CheckEndedException(
                Verdict.notApplicable("the server has no two kinds of members with one name"));
          }
          String id = Objects.requireNonNull(add.path().get(collection.parameter(Action.ADD)));
          return new MemberRounds(
              collection, List.of(shownAndRemoved(context, collection, members, id, tried, add)));
        });
  }

  /** Expects nobody to be added by a request that is refused because it names somebody wrongly. */
  static Verdict addNobodyIfRefused(
      CheckContext context, TestedCollection collection, Members members)
      throws InterruptedException {
    Operation operation = collection.require(Action.ADD);
    OperationRequest add = context.request(operation);
    List<String> kinds = collection.kinds(members);
    if (context.isBodyChosen(operation) || kinds.size() < 2) {
      return Verdict.notApplicable("needs a generated body with two kinds of members");
    }
    Member valid = ofEachKind(collection, members, kind -> "ghbilling-part").get(0);
    ObjectNode body = Asked.body(Membership.naming(add, List.of(valid)));
    String last = kinds.get(kinds.size() - 1);
    JsonNode items =
        context.contract().resolve(collection.properties(Action.ADD).path(last)).path("items");
    body.putArray(last).add(new SampleValues(context.contract()).ofWrongType(items));
    OperationResponse response = context.send(add.withBody(Optional.of(body.toString())));
    if (response.status() / 100 != 4) {
      return Verdict.notApplicable("the server accepts an invalid member");
    }
    String id = Objects.requireNonNull(add.path().get(collection.parameter(Action.ADD)));
    return Membership.now(context, collection, members).has(id, valid)
        ? Verdict.failed(
            "%s with %s, refused, then %s".formatted(add, body, collection.require(Action.LIST)),
            "nobody added",
            valid.toString())
        : Verdict.passed();
  }

  /** Returns rounds with a member and a resource each, which are listed together. */
  private static List<Round> rounds(
      CheckContext context,
      TestedCollection collection,
      Members members,
      List<String> ids,
      List<Member> tried)
      throws InterruptedException {
    List<OperationRequest> adds = each(context, collection, Action.ADD, ids, tried);
    List<List<Set<String>>> added = shown(context, collection, members, ids);
    List<OperationRequest> removes = each(context, collection, Action.REMOVE, ids, tried);
    List<List<Set<String>>> removed = shown(context, collection, members, ids);
    return IntStream.range(0, ids.size())
        .mapToObj(
            i ->
                new Round(
                    tried.subList(i, i + 1),
                    adds.get(i),
                    added.get(i),
                    List.of(),
                    removes.get(i),
                    removed.get(i)))
        .toList();
  }

  /** Sends a request for each of the resources, which names one of the members. */
  private static List<OperationRequest> each(
      CheckContext context,
      TestedCollection collection,
      Action does,
      List<String> ids,
      List<Member> tried)
      throws InterruptedException {
    List<OperationRequest> requests = new ArrayList<>();
    for (String id : ids) {
      int i = requests.size();
      OperationRequest request =
          Membership.naming(collection.request(context, does, id), tried.subList(i, i + 1));
      Expectation.successful(context.send(request)).orThrow();
      requests.add(request);
    }
    return requests;
  }

  /**
   * Adds a member of each kind to a resource of this run, or one of the first kind to a resource
   * that can't have all.
   *
   * @return the members that it has now; none if nobody may be added who doesn't exist
   */
  static List<Member> fill(CheckContext context, TestedCollection collection, String id)
      throws InterruptedException {
    Optional<Members> members = collection.members();
    if (members.isEmpty()
        || !collection.can(Action.REMOVE)
        || !context.server().isLoopback()
        || context.isBodyChosen(collection.require(Action.ADD))) {
      return List.of();
    }
    List<Member> all = ofEachKind(collection, members.get(), "ghbilling-stays-%s"::formatted);
    OperationRequest add = collection.request(context, Action.ADD, id);
    for (List<Member> some : List.of(all, all.subList(0, 1))) {
      if (context.send(Membership.naming(add, some)).isSuccessful()) {
        return some;
      }
    }
    return List.of();
  }

  /** Returns a member of each kind. */
  private static List<Member> ofEachKind(
      TestedCollection collection, Members members, UnaryOperator<String> name) {
    return collection.kinds(members).stream()
        .map(
            kind ->
                new Member(
                    kind, Objects.requireNonNull(members.kinds().get(kind)), name.apply(kind)))
        .toList();
  }

  /** Returns members of the first kind that nobody has. */
  static List<Member> made(TestedCollection collection, Members members, int number) {
    String kind = collection.kinds(members).get(0);
    String type = Objects.requireNonNull(members.kinds().get(kind));
    return IntStream.rangeClosed(1, number)
        .mapToObj(i -> new Member(kind, type, "ghbilling-member-" + i))
        .toList();
  }

  /** Returns the resources to try; only those of this run where a person chose the members. */
  private static List<String> resources(CheckContext context, TestedCollection collection)
      throws InterruptedException {
    if (!context.server().isLoopback() || context.isBodyChosen(collection.require(Action.ADD))) {
      return collection.can(Action.CREATE)
          ? context.created(collection.require(Action.CREATE), 2).stream()
              .map(CreatedResource::id)
              .toList()
          : List.of();
    }
    return collection.list(context).stream()
        .filter(resource -> !collection.isArchived(resource))
        .map(resource -> resource.at(collection.id()).asText())
        .toList();
  }

  private static Round round(
      CheckContext context,
      TestedCollection collection,
      Members members,
      String id,
      List<Member> tried)
      throws InterruptedException {
    OperationRequest add = Membership.naming(collection.request(context, Action.ADD, id), tried);
    Expectation.successful(UnusualSpelling.send(context, add)).orThrow();
    return shownAndRemoved(context, collection, members, id, tried, add);
  }

  private static Round shownAndRemoved(
      CheckContext context,
      TestedCollection collection,
      Members members,
      String id,
      List<Member> tried,
      OperationRequest add)
      throws InterruptedException {
    List<Set<String>> added = shown(context, collection, members, id);
    OperationRequest remove = collection.request(context, Action.REMOVE, id);
    List<Set<String>> left = List.of();
    List<Member> others = tried;
    if (tried.size() > 1) {
      others = tried.subList(1, tried.size());
      OperationRequest first = Membership.naming(remove, tried.subList(0, 1));
      Expectation.successful(context.send(first)).orThrow();
      left = shown(context, collection, members, id);
    }
    OperationRequest rest = Membership.naming(remove, others);
    Expectation.successful(UnusualSpelling.send(context, rest)).orThrow();
    return new Round(tried, add, added, left, rest, shown(context, collection, members, id));
  }

  /** Returns the members of a resource as it is listed and, if it can be, as it is got. */
  private static List<Set<String>> shown(
      CheckContext context, TestedCollection collection, Members members, String id)
      throws InterruptedException {
    return shown(context, collection, members, List.of(id)).get(0);
  }

  private static List<List<Set<String>>> shown(
      CheckContext context, TestedCollection collection, Members members, List<String> ids)
      throws InterruptedException {
    Membership listed = Membership.now(context, collection, members);
    List<List<Set<String>>> shown = new ArrayList<>();
    for (String id : ids) {
      shown.add(
          collection.can(Action.GET)
              ? List.of(listed.of(id), got(context, collection, members, id))
              : List.of(listed.of(id)));
    }
    return shown;
  }

  private static Set<String> got(
      CheckContext context, TestedCollection collection, Members members, String id)
      throws InterruptedException {
    OperationRequest single = collection.request(context, Action.GET, id);
    List<OperationResponse> pages =
        single.operation().pagination().isPresent()
            ? PageWalk.of(single, context::send).pages()
            : List.of(context.send(single));
    Set<String> got = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (OperationResponse page : pages) {
      Expectation.successful(page).orThrow();
      got.addAll(Membership.of(TestedCollection.item(page), members));
    }
    return got;
  }

  /** Expects every member to be shown after it was added. */
  Verdict areAdded() {
    for (Round round : rounds) {
      for (Set<String> shown : round.added()) {
        List<Member> missing =
            round.members().stream().filter(one -> !shown.contains(one.toString())).toList();
        if (!missing.isEmpty()) {
          return failed(
              round.add(),
              "all %d members".formatted(round.members().size()),
              "without " + missing);
        }
      }
    }
    return verdict();
  }

  /** Expects no member to be shown after it was removed, and those that were not. */
  Verdict areRemoved() {
    for (Round round : rounds) {
      List<Member> first = round.members().subList(0, 1);
      List<Member> others = round.members().subList(1, round.members().size());
      for (Set<String> shown : round.left()) {
        if (!in(shown, first).isEmpty() || in(shown, others).size() < others.size()) {
          return failed(
              Membership.naming(round.remove(), first),
              "the %d others of %d members".formatted(others.size(), round.members().size()),
              "" + in(shown, round.members()));
        }
      }
      for (Set<String> shown : round.removed()) {
        List<Member> left = in(shown, round.members());
        if (!left.isEmpty()) {
          return failed(
              round.remove(),
              "none of the %d members".formatted(round.members().size()),
              "still " + left);
        }
      }
    }
    return verdict();
  }

  private static List<Member> in(Set<String> shown, List<Member> members) {
    return members.stream().filter(one -> shown.contains(one.toString())).toList();
  }

  private Verdict verdict() {
    return rounds.isEmpty()
        ? Verdict.notApplicable("no resource of this run can have members")
        : Verdict.passed();
  }

  private Verdict failed(OperationRequest request, String expected, String actual) {
    return Verdict.failed(
        "%s, then %s or a get".formatted(request, collection.require(Action.LIST)),
        expected,
        actual);
  }
}
