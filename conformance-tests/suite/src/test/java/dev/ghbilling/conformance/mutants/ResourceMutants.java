package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.Selects;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Mutants that create, change or delete resources in another way than asked. */
final class ResourceMutants {
  private final Checks checks;
  private final String collection;
  private final List<Mutant> all = new ArrayList<>();

  private ResourceMutants(Checks checks, String collection) {
    this.checks = checks;
    this.collection = collection;
  }

  static List<Mutant> of(Checks checks) {
    return checks.contract().operations().stream()
        .filter(operation -> does(operation) == Action.CREATE)
        .map(operation -> operation.resource().orElseThrow().collection())
        .flatMap(
            collection -> {
              ResourceMutants mutants = new ResourceMutants(checks, collection);
              mutants.caches();
              mutants.creation();
              mutants.operation(Action.UPDATE).ifPresent(mutants::update);
              mutants.operation(Action.DELETE).ifPresent(mutants::deletion);
              return mutants.all.stream();
            })
        .toList();
  }

  private static Action does(Operation operation) {
    return operation.resource().map(ResourceOperation::does).orElse(Action.LIST);
  }

  private Optional<Operation> operation(Action does) {
    return checks.contract().operation(does, collection);
  }

  private Operation list() {
    return operation(Action.LIST).orElseThrow();
  }

  private Optional<Operation> get() {
    return operation(Action.GET);
  }

  private void caches() {
    add(list(), "state/fresh", "stays as it was", remembering(list(), any -> true));
    if (list().parameters(Parameter.Location.QUERY).stream()
        .flatMap(parameter -> Selects.of(parameter).stream())
        .anyMatch(selects -> selects.isShown() && !selects.isOfDocument())) {
      add(
          list(),
          "state/fresh",
          "stays as it was with a filter",
          remembering(
              list(), request -> !request.query().replaceAll("&?per_page=[0-9]+", "").isEmpty()));
    }
    add(list(), "conditional/changed", "an ETag for good", tagging(list()));
    get()
        .ifPresent(
            get -> {
              add(
                  get,
                  "state/listed",
                  "404 for the last",
                  (request, origin) -> {
                    ProxiedResponse response = origin.send(request);
                    boolean last = request.matches(get) && request.path().endsWith(lastId());
                    return last ? ProxiedResponse.error(404) : response;
                  });
              if (operation(Action.UPDATE).isPresent()) {
                add(get, "conditional/changed", "an ETag for good", tagging(get));
                add(get, "conditional/changed", "an ETag of the length", taggingByLength(get));
              }
            });
  }

  /** Returns the id of the last documented resource. */
  private String lastId() {
    JsonNode documented = list().success().body().orElseThrow().example().orElseThrow().value();
    ArrayNode all = items(documented);
    return id(all.path(all.size() - 1));
  }

  /** Gives each response the same tag, and takes a response with this tag for unchanged. */
  private static Middleware tagging(Operation operation) {
    return (request, origin) -> {
      if (!request.matches(operation)) {
        return origin.send(request);
      }
      return request.headers().containsKey("If-None-Match")
          ? new ProxiedResponse(
              304, Map.of("ETag", "\"1\""), new byte[0], ProxiedResponse.Ending.COMPLETE)
          : origin.send(request).withHeader("ETag", "\"1\"");
    };
  }

  /** Gives responses of the same length the same tag. */
  private static Middleware taggingByLength(Operation operation) {
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request.withoutHeader("If-None-Match"));
      if (!request.matches(operation) || !response.isSuccessful()) {
        return response;
      }
      String tag = "\"%d\"".formatted(response.body().length);
      return tag.equals(request.headers().get("If-None-Match"))
          ? new ProxiedResponse(
              304, Map.of("ETag", tag), new byte[0], ProxiedResponse.Ending.COMPLETE)
          : response.withHeader("ETag", tag);
    };
  }

  /** Responds to a request as it did the first time. */
  private static Middleware remembering(Operation operation, Predicate<ProxiedRequest> concerned) {
    Map<String, ProxiedResponse> first = new ConcurrentHashMap<>();
    return (request, origin) -> {
      if (!request.matches(operation) || !concerned.test(request)) {
        return origin.send(request);
      }
      String key = request.path() + "?" + request.query();
      ProxiedResponse known = first.get(key);
      if (known == null) {
        known = origin.send(request);
        first.put(key, known);
      }
      return known;
    };
  }

  private void creation() {
    Operation create = operation(Action.CREATE).orElseThrow();
    ResourceOperation resource = create.resource().orElseThrow();
    for (String property : shownAsked(create, create)) {
      rewriting(create, create, "state/asked", property);
      get().ifPresent(get -> rewriting(get, get, "state/asked", property));
    }
    get()
        .ifPresent(
            get ->
                add(
                    get,
                    "state/asked",
                    "another one",
                    Middleware.rewritingResponses(
                        get, response -> response.editJson(this::anotherId))));
    add(
        create,
        "state/listed",
        "not listed",
        after(
            create,
            1,
            (document, write) ->
                items(document).removeIf(item -> id(item).equals(idOfCreated(write)))));
    add(
        create,
        "state/listed",
        "listed twice",
        after(
            create,
            1,
            (document, write) ->
                items(document)
                    .valueStream()
                    .filter(item -> id(item).equals(idOfCreated(write)))
                    .findFirst()
                    .ifPresent(items(document)::add)));
    for (String property : shownAsked(create, list())) {
      add(
          create,
          "state/listed",
          "another " + property,
          after(
              create,
              1,
              (document, write) ->
                  edit(document, idOfCreated(write), item -> change(item, property))));
    }
    for (Operation shower : showers(create)) {
      for (String property : resource.initial().keySet()) {
        if (shows(shower, property)) {
          add(
              create,
              "state/initial",
              "another %s in %s".formatted(property, shower),
              new AfterWrite(
                  create,
                  1,
                  shower,
                  (document, write) ->
                      edit(shower, document, idOfCreated(write), item -> change(item, property))));
        }
      }
    }
    add(create, "state/another", "always the first one", replaying(create));
    add(
        create,
        "state/another",
        "replaces the one before",
        after(
            create,
            2,
            (document, write) ->
                items(document).removeIf(item -> !id(item).equals(idOfCreated(write)))));
    add(create, "state/one", "creates two", doubling(create));
    add(
        create,
        "state/ids",
        operation(Action.DELETE).isPresent() ? "ids of deleted ones" : "the same id again",
        reusingIds(create));
    if (resource.unique().isPresent()) {
      add(create, "state/unique", "accepts it twice", replaying(create));
      add(
          create,
          "state/unique",
          "refuses it with 422",
          Middleware.rewritingErrors(create, response -> response.withStatus(422)));
    }
    checks.all().stream()
        .map(check -> check.id())
        .filter(id -> id.startsWith(create.id() + "/state/default/"))
        .map(id -> id.substring(id.lastIndexOf('/') + 1))
        .forEach(
            property ->
                add(
                    create,
                    "state/default/" + property,
                    "another default",
                    (request, origin) -> {
                      ProxiedResponse response = origin.send(request);
                      return request.matches(create) && !request.text().contains(property)
                          ? response.editJson(
                              document -> change((ObjectNode) item(create, document), property))
                          : response;
                    }));
  }

  /** Creates a second one, with another name if names are unique. */
  private static Middleware doubling(Operation create) {
    String unique =
        create
            .resource()
            .flatMap(ResourceOperation::unique)
            .map(JsonPointer::getMatchingProperty)
            .orElse("");
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (request.matches(create)
          && response.isSuccessful()
          && request.json() instanceof ObjectNode body) {
        if (!unique.isEmpty()) {
          body.put(unique, body.path(unique).asText() + " again");
        }
        origin.send(request.withBody(body.toString()));
      }
      return response;
    };
  }

  /** Gives what is created the id of the one that was deleted last, or else of the first one. */
  private Middleware reusingIds(Operation create) {
    Optional<Operation> delete = operation(Action.DELETE);
    AtomicReference<String> free = new AtomicReference<>("");
    String id = idPointer().getMatchingProperty();
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (delete.filter(request::matches).isPresent() && response.isSuccessful()) {
        free.set(request.path().substring(request.path().lastIndexOf('/') + 1));
      }
      if (!request.matches(create) || !response.isSuccessful()) {
        return response;
      }
      if (delete.isEmpty()) {
        free.compareAndSet("", id(item(create, response.json())));
      }
      String reused = String.valueOf(free.get());
      return reused.isEmpty()
          ? response
          : response.editJson(document -> ((ObjectNode) item(create, document)).put(id, reused));
    };
  }

  private void update(Operation update) {
    for (String property : shownAsked(update, update)) {
      rewriting(update, update, "state/asked", property);
    }
    get()
        .ifPresent(
            get ->
                shownAsked(update, get)
                    .forEach(property -> lateChange(update, "state/shown", get, property)));
    for (String property : shownAsked(update, list())) {
      lateChange(update, "state/listed", list(), property);
    }
    for (String property : stored()) {
      changeOfOthers(update, property);
      if (!asked(update).contains(property)) {
        lateChange(update, "state/only", list(), property);
      }
    }
  }

  /** Returns what a list shows of the properties that a creation sets. */
  private List<String> stored() {
    Operation create = operation(Action.CREATE).orElseThrow();
    return Stream.concat(
            asked(create).stream(), create.resource().orElseThrow().initial().keySet().stream())
        .filter(property -> shows(list(), property))
        .toList();
  }

  private void changeOfOthers(Operation write, String property) {
    add(
        write,
        "state/only",
        "changes %s of others".formatted(property),
        after(
            write,
            1,
            (document, last) ->
                items(document)
                    .forEach(
                        item -> {
                          if (!id(item).equals(idInPath(write, last))) {
                            change((ObjectNode) item, property);
                          }
                        })));
  }

  private void lateChange(Operation update, String aspect, Operation shower, String property) {
    add(
        update,
        aspect,
        "another %s in %s".formatted(property, shower),
        new AfterWrite(
            update,
            1,
            shower,
            (document, write) ->
                edit(shower, document, idInPath(update, write), item -> change(item, property))));
  }

  private void deletion(Operation delete) {
    ResourceOperation resource = delete.resource().orElseThrow();
    String id = idPointer().getMatchingProperty();
    if (shows(delete, id)) {
      add(
          delete,
          "state/asked",
          "another id",
          Middleware.rewritingResponses(
              delete, response -> response.editJson(document -> document.put(id, "another"))));
    }
    if (resource.becomes().isEmpty()) {
      add(delete, "state/again", "deletes it twice", replaying(delete));
      get().ifPresent(get -> add(delete, "state/shown", "still there", remembering(get)));
      add(delete, "state/listed", "still listed", stillListed());
    } else {
      for (String property : resource.becomes().keySet()) {
        get().ifPresent(get -> lateChange(delete, "state/shown", get, property));
        lateChange(delete, "state/listed", list(), property);
      }
      get().ifPresent(get -> add(delete, "state/shown", "gone", goneAfter(delete, get)));
      add(
          delete,
          "state/listed",
          "no longer listed",
          after(
              delete,
              1,
              (document, write) ->
                  items(document).removeIf(item -> id(item).equals(idInPath(delete, write)))));
      get()
          .ifPresent(
              get ->
                  shownAsked(operation(Action.CREATE).orElseThrow(), get)
                      .forEach(property -> lateChange(delete, "state/shown", get, property)));
    }
    stored().forEach(property -> changeOfOthers(delete, property));
    add(delete, "state/shown", "deletes nothing", ignoring(delete));
    add(
        delete,
        "state/only",
        "deletes another one, too",
        after(
            delete,
            1,
            (document, write) -> {
              ArrayNode items = items(document);
              List<JsonNode> others =
                  items
                      .valueStream()
                      .filter(item -> !id(item).equals(idInPath(delete, write)))
                      .limit(write.number())
                      .toList();
              items.removeIf(others::contains);
            }));
  }

  /** Rejects to show what was deleted. */
  private static Middleware goneAfter(Operation delete, Operation get) {
    AtomicBoolean deleted = new AtomicBoolean();
    return (request, origin) -> {
      deleted.compareAndSet(false, request.matches(delete));
      return deleted.get() && request.matches(get)
          ? ProxiedResponse.error(404)
          : origin.send(request);
    };
  }

  /** Responds to the first request only, and then always with the same. */
  private static Middleware replaying(Operation operation) {
    Map<String, ProxiedResponse> first = new ConcurrentHashMap<>();
    return (request, origin) -> {
      String key = request.method().equals("POST") ? "" : request.path();
      if (request.matches(operation) && first.containsKey(key)) {
        return first.get(key);
      }
      ProxiedResponse response = origin.send(request);
      if (request.matches(operation) && response.isSuccessful()) {
        first.put(key, response);
      }
      return response;
    };
  }

  /** Responds with success, and changes nothing. */
  private static Middleware ignoring(Operation operation) {
    String answer =
        operation.success().body().orElseThrow().example().orElseThrow().value().toString();
    return (request, origin) ->
        request.matches(operation)
            ? ProxiedResponse.json(operation.success().status(), answer)
            : origin.send(request);
  }

  /** Shows what is gone as it was when it was created. */
  private Middleware remembering(Operation get) {
    Operation create = operation(Action.CREATE).orElseThrow();
    Map<String, ProxiedResponse> created = new ConcurrentHashMap<>();
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (request.matches(create) && response.isSuccessful()) {
        JsonNode item = item(create, response.json());
        created.put(id(item), ProxiedResponse.json(get.success().status(), item.toString()));
      }
      String parameter = get.resource().flatMap(ResourceOperation::parameter).orElseThrow();
      return request.matches(get) && response.status() == 404
          ? request.pathValue(get, parameter).map(created::get).orElse(response)
          : response;
    };
  }

  /** Lists every resource that was created, whether it still exists or not. */
  private Middleware stillListed() {
    Operation create = operation(Action.CREATE).orElseThrow();
    Map<String, JsonNode> created = new ConcurrentHashMap<>();
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (request.matches(create) && response.isSuccessful()) {
        JsonNode item = item(create, response.json());
        created.put(id(item), item);
      }
      return request.matches(list()) && response.isSuccessful()
          ? response.editJson(
              document -> {
                items(document).removeIf(item -> created.containsKey(id(item)));
                created.values().forEach(items(document)::add);
              })
          : response;
    };
  }

  private AfterWrite after(Operation write, int times, AfterWrite.Change change) {
    return new AfterWrite(write, times, list(), change);
  }

  private void rewriting(Operation checked, Operation shower, String aspect, String property) {
    add(
        checked,
        aspect,
        "another " + property,
        Middleware.rewritingResponses(
            shower,
            response ->
                response.editJson(
                    document -> change((ObjectNode) item(shower, document), property))));
  }

  private void add(Operation operation, String aspect, String fault, Middleware middleware) {
    all.add(Mutant.of(operation.id() + "/" + aspect, fault, middleware).with(Backend.OWN));
  }

  /** Returns the operations that show a new resource. */
  private List<Operation> showers(Operation create) {
    List<Operation> showers = new ArrayList<>(List.of(create, list()));
    get().ifPresent(showers::add);
    return showers;
  }

  /** Returns what the documented request asks for, if an operation shows it. */
  private List<String> shownAsked(Operation asking, Operation shower) {
    return asked(asking).stream().filter(property -> shows(shower, property)).toList();
  }

  private static List<String> asked(Operation operation) {
    JsonNode example = operation.requestBody().orElseThrow().example().orElseThrow().value();
    return example.properties().stream().map(Map.Entry::getKey).toList();
  }

  private boolean shows(Operation operation, String property) {
    ResourceOperation resource = operation.resource().orElseThrow();
    JsonPointer whole =
        resource.does() == Action.LIST
            ? resource.items().append(JsonPointer.compile("/0"))
            : resource.item();
    return checks
        .contract()
        .schemaAt(
            operation.success().body().orElseThrow().schema(),
            whole.append(JsonPointer.compile("/" + property)))
        .isPresent();
  }

  private JsonPointer idPointer() {
    return get().map(get -> get.resource().orElseThrow().id()).orElse(JsonPointer.compile("/id"));
  }

  private String id(JsonNode item) {
    return item.at(idPointer()).asText();
  }

  private void anotherId(ObjectNode document) {
    if (item(get().orElseThrow(), document) instanceof ObjectNode item) {
      item.put(idPointer().getMatchingProperty(), "a1b2c3d4-e5f6-7890-abcd-ef1234567890");
    }
  }

  private static JsonNode item(Operation operation, JsonNode document) {
    return document.at(operation.resource().orElseThrow().item());
  }

  private ArrayNode items(JsonNode document) {
    return (ArrayNode) document.at(list().resource().orElseThrow().items());
  }

  private String idOfCreated(AfterWrite.Write write) {
    return id(item(operation(Action.CREATE).orElseThrow(), write.response().json()));
  }

  private static String idInPath(Operation operation, AfterWrite.Write write) {
    String parameter = operation.resource().flatMap(ResourceOperation::parameter).orElseThrow();
    return write.request().pathValue(operation, parameter).orElseThrow();
  }

  private void edit(ObjectNode list, String id, Consumer<ObjectNode> change) {
    items(list)
        .forEach(
            item -> {
              if (id(item).equals(id)) {
                change.accept((ObjectNode) item);
              }
            });
  }

  private void edit(Operation shower, ObjectNode document, String id, Consumer<ObjectNode> change) {
    if (does(shower) == Action.LIST) {
      edit(document, id, change);
    } else if (item(shower, document) instanceof ObjectNode item && id(item).equals(id)) {
      change.accept(item);
    }
  }

  /** Gives a property another value of its type. */
  private static void change(ObjectNode object, String property) {
    object.set(property, another(object.path(property)));
  }

  private static JsonNode another(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = object.deepCopy();
      Map.Entry<String, JsonNode> first = copy.properties().iterator().next();
      copy.set(first.getKey(), another(first.getValue()));
      return copy;
    }
    if (value instanceof ArrayNode array) {
      return array.isEmpty() ? array.deepCopy().add("another") : array.arrayNode();
    }
    if (value.isNumber()) {
      return value.isIntegralNumber()
          ? LongNode.valueOf(value.asLong() + 1)
          : DecimalNode.valueOf(value.decimalValue().add(BigDecimal.ONE));
    }
    if (value.isBoolean()) {
      return BooleanNode.valueOf(!value.asBoolean());
    }
    if (value.asText().matches("\\d{4}-\\d{2}-\\d{2}")) {
      return TextNode.valueOf(LocalDate.parse(value.asText()).minusDays(1).toString());
    }
    return TextNode.valueOf(value.asText() + "x");
  }
}
