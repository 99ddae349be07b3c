package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Members;
import dev.ghbilling.spec.ResourceOperation.Moved;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Mutants that add, move or remove other members than asked. */
final class MembersMutants {
  private final Operation list;
  private final Operation add;
  private final Operation remove;
  private final Members members;
  private final List<Mutant> all = new ArrayList<>();

  private MembersMutants(Contract contract, Operation add) {
    String collection = add.resource().orElseThrow().collection();
    this.add = add;
    this.list = contract.operation(Action.LIST, collection).orElseThrow();
    this.remove = contract.operation(Action.REMOVE, collection).orElseThrow();
    this.members = add.resource().flatMap(ResourceOperation::members).orElseThrow();
  }

  static List<Mutant> of(Contract contract) {
    return contract.operations().stream()
        .filter(
            operation -> operation.resource().filter(one -> one.does() == Action.ADD).isPresent())
        .flatMap(
            operation -> {
              MembersMutants mutants = new MembersMutants(contract, operation);
              mutants.add();
              mutants.remove();
              mutants.limit(mutants.add);
              mutants.limit(mutants.remove);
              return mutants.all.stream();
            })
        .toList();
  }

  private void add() {
    for (String kind : members.kinds().keySet()) {
      String shown = "state/shown/" + kind;
      add(add, shown, "adds no " + kind, naming(add, body -> body.remove(kind)));
      add(add, shown, "adds one of " + kind, naming(add, body -> first(body, kind)));
      add(add, shown, "as another type", listed(1, add, (own, write) -> retype(own, kind)));
    }
    add(add, "state/number", "adds one of two", naming(add, body -> ofTwo(body)));
    add(add, "state/each", "adds nobody to the last one", toLast(add));
    add(
        add,
        "state/number",
        "lists a member as often as it is named",
        listed(1, add, this::doubleRepeated));
    add(
        add,
        "state/number",
        "takes names for numbers",
        Middleware.rewritingResponses(
            list,
            response ->
                response.withBody(
                    new String(response.body(), StandardCharsets.UTF_8)
                        .replace("\"0123\"", "\"123\""))));
    add(
        add,
        "state/number",
        "keeps the last part of a name",
        listed(1, add, (own, write) -> keepLastParts(own)));
    add(
        add,
        "state/number",
        "lists 30 members",
        listed(
            1,
            add,
            (own, write) -> {
              ArrayNode all = own.withArrayProperty(within());
              while (all.size() > 30) {
                all.remove(30);
              }
            }));
    add(add, "state/namesakes", "replaces a member of the name", replacingNamesakes());
    add(
        add,
        "state/refused/body",
        "adds those before the wrong one",
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          if (request.matches(add)
              && response.status() / 100 == 4
              && request.json() instanceof ObjectNode body) {
            body.retain(List.copyOf(members.kinds().keySet()).get(0));
            origin.send(request.withBody(body.toString()));
          }
          return response;
        });
    add(add, "state/only", "removes others", listed(1, add, this::keepNamed));
    add(add, "state/only", "renames it", listed(1, add, MembersMutants::rename));
    add(add, "state/again", "rejects a member", rejectingAgain(add, 409));
    add(
        add,
        "state/again",
        "lists a member twice",
        againListed(
            add,
            (own, write) -> {
              ArrayNode all = own.withArrayProperty(within());
              all.addAll(all.deepCopy());
            }));
    add(
        add,
        "state/again",
        "removes a member",
        againListed(add, (own, write) -> own.withArrayProperty(within()).remove(0)));
    add(add, "state/again", "lists a member once for each case", byCase(true));
    if (members.exclusive()) {
      add(add, "state/exclusive", "compares names with their case", byCase(false));
      add(
          add,
          "state/exclusive",
          "adds to every one",
          new AfterWrite(add, 1, list, this::everywhere));
    }
    members.moved().ifPresent(this::moved);
  }

  private void limit(Operation write) {
    add(write, "state/member-limit", "takes as many of each kind", unlimited(write, false));
    add(write, "state/member-limit", "does a part of what it refuses", unlimited(write, true));
  }

  /** Sends a request for too many members as one for each kind. */
  private Middleware unlimited(Operation write, boolean refused) {
    return (request, origin) -> {
      int named = 0;
      for (String kind : members.kinds().keySet()) {
        named += request.json().path(kind).size();
      }
      ProxiedResponse response = null;
      if (request.matches(write) && named > members.most().orElseThrow()) {
        for (String kind : members.kinds().keySet()) {
          if (request.json() instanceof ObjectNode body && body.has(kind)) {
            response = origin.send(request.withBody(body.retain(kind).toString()));
          }
        }
      }
      return response == null
          ? origin.send(request)
          : refused ? ProxiedResponse.error(400) : response;
    };
  }

  private void moved(Moved moved) {
    String items = moved.items().getMatchingProperty();
    add(
        add,
        "state/moved",
        "moves silently",
        Middleware.rewritingResponses(
            add, response -> response.editJson(body -> body.putNull(items))));
    String from = moved.from().getMatchingProperty();
    add(
        add,
        "state/moved",
        "all come from where the first one came from",
        eachMoved(items, (all, one) -> one.set(from, all.path(0).path(from))));
    add(add, "state/moved", "comes from a former name", formerNames(items, from));
    add(
        add,
        "state/moved",
        "tells who was there already",
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          return request.matches(add) && response.isSuccessful()
              ? response.editJson(
                  body -> {
                    if (body.path(items).isEmpty()) {
                      body.putArray(items)
                          .addObject()
                          .put(moved.type().getMatchingProperty(), "user")
                          .put(
                              moved.name().getMatchingProperty(),
                              request.json().findPath("users").path(0).asText())
                          .put(from, "Cost Center Name");
                    }
                  })
              : response;
        });
    List.of(moved.type(), moved.name(), moved.from()).stream()
        .map(JsonPointer::getMatchingProperty)
        .forEach(
            property ->
                add(
                    add,
                    "state/moved",
                    "another " + property,
                    eachMoved(items, (all, one) -> one.put(property, "another"))));
    add(
        add,
        "state/moved",
        "reports each addition",
        Middleware.rewritingResponses(
            add,
            response ->
                response.editJson(
                    body -> {
                      if (body.path(items).isEmpty()) {
                        body.putArray(items).addObject();
                      }
                    })));
  }

  /**
   * Takes a name in another case than the first one for another member: of any resource, or of the
   * same one only.
   */
  private Middleware byCase(boolean sameOnly) {
    Map<String, String> first = new ConcurrentHashMap<>();
    String mark = "\u200b";
    return (request, origin) -> {
      ProxiedRequest sent = request;
      if ((request.matches(add) || request.matches(remove))
          && parse(request.text()) instanceof ObjectNode body) {
        String scope = sameOnly ? request.path() : "";
        for (String kind : members.kinds().keySet()) {
          ArrayNode names = body.has(kind) ? body.withArrayProperty(kind) : body.arrayNode();
          for (int i = 0; i < names.size(); i++) {
            String name = names.path(i).asText();
            String usual =
                first.computeIfAbsent(scope + kind + name.toLowerCase(Locale.ROOT), any -> name);
            names.set(i, usual.equals(name) ? name : name + mark);
          }
        }
        sent = request.withBody(body.toString());
      }
      ProxiedResponse response = origin.send(sent);
      return response.body().length == 0
          ? response
          : response.withBody(response.json().toString().replace(mark, ""));
    };
  }

  private void remove() {
    add(
        remove,
        "state/removed/" + members.kinds().keySet().iterator().next(),
        "removes a name of the same case only",
        byCase(true));
    for (String kind : members.kinds().keySet()) {
      String removed = "state/removed/" + kind;
      add(remove, removed, "removes no " + kind, naming(remove, body -> body.remove(kind)));
      add(remove, removed, "removes one of " + kind, naming(remove, body -> first(body, kind)));
    }
    add(remove, "state/number", "removes one of many", naming(remove, MembersMutants::ofMany));
    add(remove, "state/each", "removes nobody from the last one", toLast(remove));
    add(
        remove,
        "state/namesakes",
        "removes all of the name",
        naming(
            remove,
            body -> {
              JsonNode names = body.elements().next().deepCopy();
              members.kinds().keySet().forEach(kind -> body.set(kind, names));
            }));
    add(
        remove,
        "state/only",
        "removes everybody",
        listed(1, remove, (own, write) -> own.putArray(within())));
    add(remove, "state/only", "renames it", listed(1, remove, MembersMutants::rename));
    add(remove, "state/again", "rejects who is no member", rejectingAgain(remove, 404));
    add(
        remove,
        "state/again",
        "removes others",
        againListed(remove, (own, write) -> own.putArray(within())));
    add(remove, "state/elsewhere", "removes from whichever has them", removingEverywhere());
  }

  /** Changes each element of the list of those that moved. */
  private Middleware eachMoved(String items, BiConsumer<JsonNode, ObjectNode> change) {
    return Middleware.rewritingResponses(
        add,
        response ->
            response.editJson(
                body ->
                    body.path(items)
                        .forEach(one -> change.accept(body.path(items), (ObjectNode) one))));
  }

  /** Tells the name that a resource had when it was created. */
  private static Middleware formerNames(String items, String from) {
    Map<String, String> former = new ConcurrentHashMap<>();
    Map<String, String> byId = new ConcurrentHashMap<>();
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (response.isSuccessful() && response.body().length > 0) {
        JsonNode shown = response.json();
        if (request.method().equals("POST") && shown.has("id")) {
          byId.put(shown.path("id").asText(), shown.path("name").asText());
        } else if (request.method().equals("PATCH") && shown.has("id")) {
          String old = byId.get(shown.path("id").asText());
          if (old != null) {
            former.put(shown.path("name").asText(), old);
          }
        }
      }
      return response.editJson(
          body -> {
            for (JsonNode one : body.path(items)) {
              String name = one.path(from).asText();
              ((ObjectNode) one).put(from, former.getOrDefault(name, name));
            }
          });
    };
  }

  /** Removes members from whichever resource has them. */
  private Middleware removingEverywhere() {
    String parameter = remove.resource().flatMap(ResourceOperation::parameter).orElseThrow();
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (request.matches(remove) && response.isSuccessful()) {
        ProxiedRequest listing =
            request
                .withMethod(list.method())
                .withPath(request.path().replaceFirst("/[^/]+/[^/]+$", ""))
                .withBody("");
        for (JsonNode one : origin.send(listing).json().at(list.resource().orElseThrow().items())) {
          origin.send(request.withPathValue(remove, parameter, one.at(id()).asText()));
        }
      }
      return response;
    };
  }

  /** Lists once more whom a request named twice. */
  private void doubleRepeated(ObjectNode resource, AfterWrite.Write write) {
    ArrayNode all = resource.withArrayProperty(within());
    for (JsonNode names : parse(write.request().text())) {
      Set<String> named = new HashSet<>();
      for (JsonNode name : names) {
        if (!named.add(name.asText())) {
          all.valueStream()
              .filter(member -> member.at(members.name()).equals(name))
              .findFirst()
              .ifPresent(all::add);
        }
      }
    }
  }

  /** Lists one member only of those whose names end alike. */
  private void keepLastParts(ObjectNode resource) {
    Set<String> seen = new HashSet<>();
    resource
        .withArrayProperty(within())
        .removeIf(
            member -> {
              String name = member.at(members.name()).asText();
              return name.contains("/") && !seen.add(name.substring(name.indexOf('/')));
            });
  }

  private static void rename(ObjectNode resource, AfterWrite.Write write) {
    resource.put("name", write.request().path());
  }

  /** Leaves one of two members that are alone. */
  private static void ofTwo(ObjectNode body) {
    if (body.size() == 1
        && body.elements().next() instanceof ArrayNode names
        && List.of(2, 3).contains(names.size())) {
      names.remove(names.size() - 1);
    }
  }

  /** Leaves out one of many members. */
  private static void ofMany(ObjectNode body) {
    for (JsonNode names : body) {
      if (names.size() > 5) {
        ((ArrayNode) names).remove(0);
      }
    }
  }

  /** Removes members of the names that are added, and of other kinds. */
  private Middleware replacingNamesakes() {
    return (request, origin) -> {
      if (request.matches(add) && parse(request.text()) instanceof ObjectNode body) {
        ObjectNode others = ContractJson.MAPPER.createObjectNode();
        for (String kind : members.kinds().keySet()) {
          if (!body.has(kind)) {
            body.forEach(names -> others.withArrayProperty(kind).addAll((ArrayNode) names));
          }
        }
        origin.send(request.withMethod(remove.method()).withBody(others.toString()));
      }
      return origin.send(request);
    };
  }

  /** Names somebody else in requests for the last resource. */
  private Middleware toLast(Operation operation) {
    String kind = members.kinds().keySet().iterator().next();
    return Middleware.rewritingRequests(
        operation,
        request ->
            request.path().contains("/" + Backends.CENTER + "/")
                ? request.withBody("{\"%s\":[\"nobody\"]}".formatted(kind))
                : request);
  }

  private String within() {
    return members.within().getMatchingProperty();
  }

  private static void first(ObjectNode body, String kind) {
    if (body.path(kind) instanceof ArrayNode names) {
      while (names.size() > 1) {
        names.remove(1);
      }
    }
  }

  private void retype(ObjectNode resource, String kind) {
    for (JsonNode member : resource.at(members.within())) {
      if (member.at(members.type()).asText().equals(members.kinds().get(kind))) {
        ((ObjectNode) member).put(members.type().getMatchingProperty(), "Another");
      }
    }
  }

  private void keepNamed(ObjectNode resource, AfterWrite.Write write) {
    Set<String> named = new HashSet<>();
    parse(write.request().text()).forEach(names -> names.forEach(name -> named.add(name.asText())));
    resource
        .withArrayProperty(within())
        .removeIf(member -> !named.contains(member.at(members.name()).asText()));
  }

  private void everywhere(ObjectNode document, AfterWrite.Write write) {
    JsonNode all = document.at(list.resource().orElseThrow().items());
    all.forEach(
        item -> {
          if (item.at(id()).asText().equals(idOf(write))) {
            all.forEach(other -> ((ObjectNode) other).set(within(), item.at(members.within())));
          }
        });
  }

  private JsonPointer id() {
    return list.resource().orElseThrow().id();
  }

  private static String idOf(AfterWrite.Write write) {
    String path = write.request().path();
    return path.replaceFirst("/[^/]+$", "").replaceFirst("^.*/", "");
  }

  /** Changes how the resource is listed that a write was about. */
  private Middleware listed(
      int times, Operation write, BiConsumer<ObjectNode, AfterWrite.Write> change) {
    return new AfterWrite(write, times, list, (document, last) -> own(document, last, change));
  }

  private void own(
      ObjectNode document,
      AfterWrite.Write write,
      BiConsumer<ObjectNode, AfterWrite.Write> change) {
    for (JsonNode item : document.at(list.resource().orElseThrow().items())) {
      if (item.at(id()).asText().equals(idOf(write))) {
        change.accept((ObjectNode) item, write);
      }
    }
  }

  /** Changes how a resource is listed once the same write was repeated. */
  private Middleware againListed(Operation write, BiConsumer<ObjectNode, AfterWrite.Write> change) {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    Middleware late =
        new AfterWrite(
            write,
            1,
            list,
            (document, last) -> {
              if (seen.contains("again " + key(last.request()))) {
                own(document, last, change);
              }
            });
    return (request, origin) -> {
      if (request.matches(write) && !seen.add(key(request))) {
        seen.add("again " + key(request));
      }
      return late.handle(request, origin);
    };
  }

  private static Middleware rejectingAgain(Operation operation, int status) {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    return (request, origin) ->
        request.matches(operation) && !seen.add(key(request))
            ? ProxiedResponse.error(status)
            : origin.send(request);
  }

  private static String key(ProxiedRequest request) {
    return request.path() + " " + request.text().toLowerCase(Locale.ROOT);
  }

  private static Middleware naming(Operation operation, Consumer<ObjectNode> change) {
    return Middleware.rewritingRequests(
        operation,
        request -> {
          if (!(parse(request.text()) instanceof ObjectNode body)) {
            return request;
          }
          change.accept(body);
          return request.withBody(body.toString());
        });
  }

  private static JsonNode parse(String text) {
    try {
      return ContractJson.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Operation operation, String aspect, String fault, Middleware middleware) {
    all.add(Mutant.of(operation.id() + "/" + aspect, fault, middleware).with(Backend.OWN));
  }
}
