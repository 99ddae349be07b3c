package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Mutants that lose values of resources: those that aren't the documented request's, those that a
 * partial update doesn't name, and one of two that are written at the same time.
 */
final class LostValueMutants {
  private static final int MAX_SECONDS = 5;

  /** The types whose values can be changed to false, 0 or an empty list. */
  private static final Set<String> EMPTIED = Set.of("boolean", "integer", "array");

  private final Contract contract;
  private final List<Mutant> all = new ArrayList<>();

  private LostValueMutants(Contract contract) {
    this.contract = contract;
  }

  static List<Mutant> of(Checks checks) {
    LostValueMutants mutants = new LostValueMutants(checks.contract());
    checks.all().forEach(check -> mutants.add(check.id()));
    return mutants.all;
  }

  private void add(String clause) {
    Operation operation =
        contract.operation(clause.substring(0, clause.indexOf('/'))).orElseThrow();
    String aspect = clause.substring(clause.indexOf('/') + 1);
    if (aspect.startsWith("state/kept/") && !aspect.endsWith("/" + unique(operation))) {
      add(clause, "only the documented value is kept", losing(operation, aspect.substring(11)));
      if (isFreeText(schema(operation, aspect.substring(11)))) {
        add(clause, "a text is kept as HTML", asHtml(operation, aspect.substring(11)));
      }
    } else if (aspect.startsWith("state/only/")) {
      String property = aspect.substring(11);
      add(clause, "changed alone, it resets all others", resetting(operation, property));
      if (isCreated(operation, property)) {
        add(clause, "changed alone, it stays in the list", unlisted(operation, property));
      }
      if (operation(Action.ADD, operation).isPresent()) {
        add(clause, "changed alone, it drops all members", droppingMembers(operation, property));
      }
      JsonNode schema = schema(operation, property);
      boolean unique = property.equals(unique(of(Action.CREATE, operation)));
      if (!unique && (isFreeText(schema) || EMPTIED.contains(schema.path("type").asText()))) {
        add(clause, "none is taken for not given", keepingFilled(operation, property));
      }
    } else if (aspect.equals("state/unique/at-once")) {
      add(clause, "both of two at a time are created", creatingBoth(operation));
    } else if (aspect.equals("state/refused/body")) {
      add(clause, "the valid values are taken before the refusal", takingTheValidOnes(operation));
    } else if (aspect.equals("state/equivalent-json")) {
      add(
          clause,
          "takes no chunks",
          refusing(operation, 400, request -> request.headers().containsKey("Transfer-Encoding")));
      add(
          clause,
          "reads no escapes",
          refusing(operation, 400, request -> request.text().contains("\\u")));
    } else if (aspect.startsWith("state/option/")) {
      add(
          clause,
          "fails at what is optional",
          refusing(
              operation, 500, request -> request.json().path(aspect.substring(13)).asBoolean()));
    } else if (aspect.equals("state/unique/own")) {
      add(clause, "its own value is taken", refusingItsOwn(operation, 1));
      add(clause, "its own value is taken, with another one", refusingItsOwn(operation, 2));
    } else if (aspect.equals("state/unique") && does(operation) == Action.UPDATE) {
      add(clause, "refuses another one's value with 422", withStatus(operation, 422));
      add(clause, "changes the value, and then refuses it", changingAndRefusing(operation));
    } else if (aspect.equals("state/at-once")) {
      add(clause, "a write adds to what was last read", addingToTheLastRead(operation));
    }
  }

  private Middleware takingTheValidOnes(Operation update) {
    JsonNode properties =
        contract.resolve(update.requestBody().orElseThrow().schema()).path("properties");
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (request.matches(update)
          && response.status() / 100 == 4
          && request.json() instanceof ObjectNode body) {
        body.retain(
            body.propertyStream()
                .filter(
                    one ->
                        contract
                            .violations(properties.path(one.getKey()), one.getValue())
                            .isEmpty())
                .map(Map.Entry::getKey)
                .toList());
        origin.send(request.withBody(body.toString()));
      }
      return response;
    };
  }

  private static Middleware refusing(
      Operation operation, int status, Predicate<ProxiedRequest> refused) {
    return (request, origin) ->
        request.matches(operation) && refused.test(request)
            ? ProxiedResponse.error(status)
            : origin.send(request);
  }

  private static Action does(Operation operation) {
    return operation.resource().orElseThrow().does();
  }

  /** Refuses the name that a resource has, in a body of so many properties. */
  private Middleware refusingItsOwn(Operation update, int properties) {
    Operation get = of(Action.GET, update);
    String name = unique(of(Action.CREATE, update));
    return (request, origin) ->
        request.matches(update)
                && request.json().size() == properties
                && request.json().has(name)
                && state(request, origin, get, update).path(name).equals(request.json().path(name))
            ? ProxiedResponse.error(409)
            : origin.send(request);
  }

  private static Middleware withStatus(Operation update, int status) {
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      return request.matches(update) && response.status() == 409
          ? response.withStatus(status)
          : response;
    };
  }

  private Middleware changingAndRefusing(Operation update) {
    String name = unique(of(Action.CREATE, update));
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (request.matches(update) && response.status() == 409) {
        ObjectNode body = (ObjectNode) request.json();
        origin.send(request.withBody(body.put(name, body.path(name).asText() + "-2").toString()));
      }
      return response;
    };
  }

  private static String unique(Operation operation) {
    return operation
        .resource()
        .flatMap(ResourceOperation::unique)
        .map(JsonPointer::getMatchingProperty)
        .orElse("");
  }

  private void add(String clause, String fault, Middleware middleware) {
    all.add(Mutant.of(clause, fault, middleware).with(Backend.OWN));
  }

  private Operation of(Action does, Operation other) {
    return operation(does, other).orElseThrow();
  }

  private Optional<Operation> operation(Action does, Operation other) {
    return contract.operation(does, other.resource().orElseThrow().collection());
  }

  /** Returns the schema of a property of a body, whose parents stand before it with dots. */
  private JsonNode schema(Operation operation, String property) {
    return contract
        .schemaAt(operation.requestBody().orElseThrow().schema(), place(property))
        .orElseThrow();
  }

  private static JsonPointer place(String property) {
    return JsonPointer.compile("/" + property.replace('.', '/'));
  }

  private static boolean isFreeText(JsonNode schema) {
    return schema.path("type").asText().equals("string") && !schema.has("format");
  }

  /** Tells whether the documented resource has a property from the beginning. */
  private boolean isCreated(Operation update, String property) {
    Operation create = of(Action.CREATE, update);
    return create
        .success()
        .body()
        .flatMap(Body::example)
        .orElseThrow()
        .value()
        .at(create.resource().orElseThrow().item())
        .has(property.split("\\.", -1)[0]);
  }

  private static ObjectNode documented(Operation operation) {
    return (ObjectNode)
        operation.requestBody().flatMap(Body::example).map(Example::value).orElseThrow().deepCopy();
  }

  private static Middleware losing(Operation create, String property) {
    return changing(
        create,
        body -> {
          JsonNode standard = documented(create).get(property);
          if (standard == null) {
            body.remove(property);
          } else if (body.has(property)) {
            body.set(property, standard);
          }
        });
  }

  /** A change of a request's body. */
  @FunctionalInterface
  private interface Change {
    void apply(ObjectNode body);
  }

  private static Middleware changing(Operation operation, Change change) {
    return (request, origin) -> {
      if (request.matches(operation) && request.json() instanceof ObjectNode body) {
        change.apply(body);
        return origin.send(request.withBody(body.toString()));
      }
      return origin.send(request);
    };
  }

  private Middleware resetting(Operation update, String property) {
    ObjectNode standard = documented(of(Action.CREATE, update));
    JsonNode properties =
        contract.resolve(update.requestBody().orElseThrow().schema()).path("properties");
    standard.retain(properties.properties().stream().map(Map.Entry::getKey).toList());
    for (Map.Entry<String, JsonNode> other : properties.properties()) {
      if (other.getValue().path("type").asText().equals("boolean")) {
        standard.set(other.getKey(), BooleanNode.FALSE);
      }
    }
    String unique = unique(of(Action.CREATE, update));
    if (!unique.isEmpty()) {
      standard.put(unique, "a value that no other one has");
    }
    return changing(
        update,
        body -> {
          if (isAlone(body, property)) {
            merge(body, standard);
          }
        });
  }

  private static Middleware asHtml(Operation create, String property) {
    return changing(
        create,
        body -> {
          if (body.path(property).isTextual()) {
            body.put(
                property, body.path(property).asText().replace("&", "&amp;").replace("<", "&lt;"));
          }
        });
  }

  /** Removes the members of a resource after a change. */
  private Middleware droppingMembers(Operation update, String property) {
    Members members =
        of(Action.ADD, update).resource().flatMap(ResourceOperation::members).orElseThrow();
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (request.matches(update)
          && response.isSuccessful()
          && request.json() instanceof ObjectNode body
          && isAlone(body, property)) {
        ObjectNode all = ContractJson.MAPPER.createObjectNode();
        members
            .kinds()
            .forEach(
                (kind, type) ->
                    response
                        .json()
                        .at(members.within())
                        .valueStream()
                        .filter(member -> member.at(members.type()).asText().equals(type))
                        .forEach(
                            member -> all.withArrayProperty(kind).add(member.at(members.name()))));
        origin.send(
            request
                .withMethod("DELETE")
                .withPath(request.path() + "/resource")
                .withBody(all.toString()));
      }
      return response;
    };
  }

  /** Changes nothing if the new value is false, 0 or empty. */
  private Middleware keepingFilled(Operation update, String property) {
    Operation get = of(Action.GET, update);
    return (request, origin) -> {
      if (request.matches(update)
          && request.json() instanceof ObjectNode body
          && isAlone(body, property)
          && Set.of("false", "0", "[]", "\"\"").contains(body.at(place(property)).toString())) {
        ObjectNode before = state(request, origin, get, update);
        before.retain(body.properties().iterator().next().getKey());
        return origin.send(request.withBody(before.toString()));
      }
      return origin.send(request);
    };
  }

  private static boolean isAlone(ObjectNode body, String property) {
    JsonNode part = body.at("/" + property.replace('.', '/'));
    return !part.isMissingNode()
        && body.size() == 1
        && (!property.contains(".") || body.properties().iterator().next().getValue().size() == 1);
  }

  /** Adds what a body doesn't have, at any depth. */
  private static void merge(ObjectNode body, ObjectNode standard) {
    for (Map.Entry<String, JsonNode> property : standard.properties()) {
      if (body.get(property.getKey()) instanceof ObjectNode part
          && property.getValue() instanceof ObjectNode whole) {
        merge(part, whole);
      } else if (!body.has(property.getKey())) {
        body.set(property.getKey(), property.getValue());
      }
    }
  }

  /** Lists a resource with the value that a property had when it was created. */
  private Middleware unlisted(Operation update, String property) {
    Operation create = of(Action.CREATE, update);
    Operation list = of(Action.LIST, update);
    String name = property.split("\\.", -1)[0];
    Map<String, JsonNode> created = new ConcurrentHashMap<>();
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (request.matches(create) && response.isSuccessful()) {
        JsonNode item = response.json().at(create.resource().orElseThrow().item());
        created.put(item.path("id").asText(), item);
      }
      return request.matches(list) && response.isSuccessful()
          ? response.editJson(
              body -> {
                for (JsonNode item : items(list, body)) {
                  JsonNode old = created.get(item.path("id").asText());
                  if (old != null && old.has(name)) {
                    ((ObjectNode) item).set(name, old.path(name));
                  } else if (old != null) {
                    ((ObjectNode) item).remove(name);
                  }
                }
              })
          : response;
    };
  }

  private static ArrayNode items(Operation list, JsonNode document) {
    return (ArrayNode) document.at(list.resource().orElseThrow().items());
  }

  /**
   * Creates what comes while another one is created, without a look at that. The second one has
   * another name behind the proxy.
   */
  private Middleware creatingBoth(Operation create) {
    Operation list = of(Action.LIST, create);
    String name = unique(create);
    String mark = "\u200b";
    CyclicBarrier both = new CyclicBarrier(2);
    return (request, origin) -> {
      if (request.matches(create) && request.json() instanceof ObjectNode body && meets(both)) {
        body.put(name, body.path(name).asText() + mark);
        ProxiedResponse second = origin.send(request.withBody(body.toString()));
        return second.withBody(
            second.isSuccessful() ? second.json().toString().replace(mark, "") : "{}");
      }
      ProxiedResponse response = origin.send(request);
      return request.matches(list)
          ? response.withBody(response.json().toString().replace(mark, ""))
          : response;
    };
  }

  /** Waits for another thread; returns true to one of both. */
  private static boolean meets(CyclicBarrier both) throws Exception {
    try {
      return both.await(MAX_SECONDS, TimeUnit.SECONDS) == 0;
    } catch (TimeoutException e) {
      both.reset();
      return false;
    }
  }

  /** Replaces what was written since a resource was read last. */
  private Middleware addingToTheLastRead(Operation write) {
    boolean updates = write.resource().orElseThrow().does() == Action.UPDATE;
    return updates ? updatingTheLastRead(write) : addingAlone(write);
  }

  private Middleware updatingTheLastRead(Operation update) {
    Map<String, ObjectNode> unread = new ConcurrentHashMap<>();
    Operation get = of(Action.GET, update);
    Operation list = of(Action.LIST, update);
    return (request, origin) -> {
      if (request.matches(get) || request.matches(list)) {
        unread.clear();
      }
      if (!request.matches(update) || !(request.json() instanceof ObjectNode body)) {
        return origin.send(request);
      }
      ObjectNode before =
          unread.computeIfAbsent(request.path(), path -> state(request, origin, get, update));
      ObjectNode whole = ContractJson.MAPPER.createObjectNode();
      whole.setAll(body);
      merge(whole, before);
      return origin.send(request.withBody(whole.toString()));
    };
  }

  /** Returns what a resource has of the properties that an update takes. */
  private ObjectNode state(
      ProxiedRequest request, Middleware.Origin origin, Operation get, Operation update) {
    try {
      ProxiedResponse shown = origin.send(request.withMethod("GET").withBody(""));
      ObjectNode item = (ObjectNode) shown.json().at(get.resource().orElseThrow().item());
      JsonNode properties =
          contract.resolve(update.requestBody().orElseThrow().schema()).path("properties");
      return item.retain(properties.properties().stream().map(Map.Entry::getKey).toList());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes those out again who were added since the members were read last. */
  private Middleware addingAlone(Operation add) {
    Operation list = of(Action.LIST, add);
    Map<String, String> unread = new ConcurrentHashMap<>();
    return (request, origin) -> {
      if (request.matches(list)) {
        unread.clear();
      }
      ProxiedResponse response = origin.send(request);
      if (request.matches(add) && response.isSuccessful()) {
        String before = unread.put(request.path(), request.text());
        if (before != null && !before.equals(request.text())) {
          origin.send(request.withMethod("DELETE").withBody(before));
        }
      }
      return response;
    };
  }
}
