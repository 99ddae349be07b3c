package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.export.ReportExports;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A collection of resources: the documented ones, and what operations have made of them since, as
 * the {@code x-resource} of each says. It lists the newest first.
 */
public final class ResourceCollection {
  private final DocumentedExamples examples;
  private final ResourceValues values;
  private final ReportExports exports;
  private final Clock clock;
  private final Duration delay;
  private final ResourceOperation description;
  private final Optional<Operation> create;
  private final Map<String, JsonNode> becomes;
  private final Optional<Progress> progress;
  private final Optional<ResourceMembers> memberships;
  private final List<Stored> resources = new ArrayList<>();

  /**
   * A resource.
   *
   * @param values its properties, those that its progress brings included
   * @param end when its progress ends; empty if it makes none
   */
  private record Stored(ObjectNode values, Optional<Instant> end) {}

  ResourceCollection(
      Contract contract,
      String path,
      DocumentedExamples examples,
      ReportExports exports,
      Clock clock,
      Duration delay) {
    this.examples = examples;
    this.values = new ResourceValues(contract, examples, clock);
    this.exports = exports;
    this.clock = clock;
    this.delay = delay;
    List<ResourceOperation> all =
        contract.operations().stream()
            .flatMap(operation -> operation.resource().stream())
            .filter(resource -> resource.collection().equals(path))
            .toList();
    this.description =
        all.stream().filter(one -> one.parameter().isPresent()).findFirst().orElse(all.get(0));
    this.create = contract.operation(Action.CREATE, path);
    this.becomes =
        contract
            .operation(Action.DELETE, path)
            .flatMap(Operation::resource)
            .map(ResourceOperation::becomes)
            .orElse(Map.of());
    this.progress = create.flatMap(Operation::resource).flatMap(ResourceOperation::progress);
    this.memberships =
        all.stream().filter(one -> one.members().isPresent()).findFirst().map(ResourceMembers::new);
    examples
        .resources(path)
        .forEach(documented -> resources.add(new Stored(documented, Optional.empty())));
  }

  /**
   * Adds a resource behind those that there are, as if it had been created before.
   *
   * @param members the names of its members, which are of the first kind that the contract lists
   * @throws IllegalArgumentException when there is one of this id
   */
  public synchronized void configure(String id, String name, List<String> members) {
    if (stored(id).isPresent()) {
      throw new IllegalArgumentException("there is already a resource " + id);
    }
    ObjectNode made =
        create
            .map(operation -> values.created(operation, MissingNode.getInstance()))
            .or(() -> resources.stream().map(one -> one.values().deepCopy()).findFirst())
            .orElseGet(ContractJson.MAPPER::createObjectNode);
    JsonPlace.set(made, description.id(), TextNode.valueOf(id));
    JsonPlace.set(made, description.name(), TextNode.valueOf(name));
    resources.add(new Stored(made, Optional.empty()));
    memberships.ifPresent(
        list -> {
          ObjectNode body = ContractJson.MAPPER.createObjectNode();
          members.forEach(body.putArray(list.firstKind())::add);
          list.clear(made);
          list.add(made, body, all());
        });
  }

  /** Returns a resource as it is now; the case of its id doesn't matter. */
  synchronized Optional<ObjectNode> find(String id) {
    return stored(id).map(this::shown);
  }

  /** Returns the name of a resource; empty for an unknown id. */
  public synchronized Optional<String> name(String id) {
    return stored(id).map(found -> found.values().at(description.name()).asText());
  }

  /** Carries out an operation, and returns the document that it responds with. */
  synchronized JsonNode carryOut(ValidRequest request) {
    Operation operation = request.operation();
    ResourceOperation resource = operation.resource().orElseThrow();
    return switch (resource.does()) {
      case LIST -> list(request, resource);
      case CREATE -> document(operation, resource, shown(create(request, resource)));
      case GET -> document(operation, resource, shown(requested(request, resource)));
      case UPDATE -> {
        Stored updated = requested(request, resource);
        JsonNode schema = examples.schema(operation, resource.item());
        ObjectNode wanted = updated.values().deepCopy();
        values.update(wanted, request.body(), schema);
        request.requireRules(wanted);
        if (operation.responses().containsKey(409)) {
          requireUnique(wanted, updated.values());
        }
        updated.values().setAll(wanted);
        yield document(operation, resource, shown(updated));
      }
      case DELETE -> document(operation, resource, shown(delete(request, resource)));
      case ADD, REMOVE -> changeMembers(request, resource);
    };
  }

  private JsonNode list(ValidRequest request, ResourceOperation resource) {
    Operation operation = request.operation();
    ArrayNode items = ContractJson.MAPPER.createArrayNode();
    JsonNode schema =
        examples.schema(operation, resource.items().append(JsonPointer.compile("/0")));
    resources.forEach(stored -> items.add(values.complete(shown(stored), schema)));
    if (resource.items().matches()) {
      return items;
    }
    ObjectNode document = examples.object(operation);
    JsonPlace.set(document, resource.items(), items);
    if (!examples.schema(operation, EffectiveBudget.PLACE).isMissingNode()) {
      request.text("user").ifPresent(login -> EffectiveBudget.show(login, items, document));
    }
    return document;
  }

  private Stored create(ValidRequest request, ResourceOperation resource) {
    ObjectNode made = values.created(request.operation(), request.body());
    JsonPlace.set(made, description.id(), TextNode.valueOf(UUID.randomUUID().toString()));
    requireUnique(made, MissingNode.getInstance());
    Instant now = clock.instant();
    if (resource.progress().isPresent()) {
      boolean running =
          resources.stream().anyMatch(one -> one.end().filter(now::isBefore).isPresent());
      exports.create(request, id(made), made, running);
    }
    Stored created = new Stored(made, resource.progress().map(progress -> now.plus(delay)));
    resources.add(0, created);
    return created;
  }

  /**
   * Refuses a new value at the place that is unique if another resource, which isn't deleted, has
   * it.
   */
  private void requireUnique(ObjectNode wanted, JsonNode stored) {
    JsonPointer unique =
        create.flatMap(Operation::resource).flatMap(ResourceOperation::unique).orElse(null);
    if (unique != null
        && !wanted.at(unique).equals(stored.at(unique))
        && all().stream()
            .filter(one -> !isArchived(one) && !id(one).equalsIgnoreCase(id(wanted)))
            .anyMatch(one -> one.at(unique).equals(wanted.at(unique)))) {
      throw ErrorResponseException.of(
          409,
          "Another one already has the %s %s."
              .formatted(unique.last().getMatchingProperty(), wanted.at(unique)));
    }
  }

  private Stored delete(ValidRequest request, ResourceOperation resource) {
    Stored deleted = requested(request, resource);
    if (becomes.isEmpty()) {
      resources.remove(deleted);
    } else if (isArchived(deleted.values())) {
      throw unknown(request, resource);
    }
    ResourceValues.setAll(deleted.values(), becomes);
    return deleted;
  }

  /** Returns whether a resource was deleted, yet stays. */
  private boolean isArchived(ObjectNode resource) {
    return !becomes.isEmpty() && resource.properties().containsAll(becomes.entrySet());
  }

  private ObjectNode changeMembers(ValidRequest request, ResourceOperation resource) {
    ResourceMembers list = new ResourceMembers(resource);
    ObjectNode changed = requested(request, resource).values();
    list.requireWithinLimit(request);
    ObjectNode document = examples.object(request.operation());
    if (resource.does() == Action.REMOVE) {
      list.remove(changed, request.body());
    } else {
      List<ObjectNode> active = all().stream().filter(one -> !isArchived(one)).toList();
      ArrayNode moved = list.add(changed, request.body(), active);
      resource
          .members()
          .flatMap(ResourceOperation.Members::moved)
          .ifPresent(
              shown -> {
                JsonNode schema = examples.schema(request.operation(), shown.items());
                boolean nullable = schema.path("type").toString().contains("null");
                JsonPlace.set(
                    document,
                    shown.items(),
                    moved.isEmpty() && nullable ? NullNode.getInstance() : moved);
              });
    }
    return document;
  }

  /** Returns the document that shows a resource, or tells something about it. */
  private ObjectNode document(Operation operation, ResourceOperation resource, ObjectNode shown) {
    ObjectNode document = examples.object(operation);
    if (!resource.item().matches()) {
      JsonPlace.set(document, resource.item(), shown);
      values.complete(shown, examples.schema(operation, resource.item()));
    } else if (resource.does() == Action.DELETE) {
      for (Map.Entry<String, JsonNode> property : document.properties()) {
        boolean isId = resource.parameter().equals(Optional.of(property.getKey()));
        JsonNode value = isId ? shown.at(description.id()) : shown.get(property.getKey());
        property.setValue(value == null ? property.getValue() : value);
      }
    } else if (!id(document).equalsIgnoreCase(id(shown)) || resource.does() != Action.GET) {
      document = shown;
    } else {
      document.setAll(shown);
    }
    return values.complete(document, examples.schema(operation, JsonPointer.empty()));
  }

  private ObjectNode shown(Stored stored) {
    ObjectNode shown = stored.values().deepCopy();
    if (progress.isPresent() && stored.end().isPresent()) {
      boolean running = clock.instant().isBefore(stored.end().get());
      String status = running ? progress.get().from() : progress.get().to().get(0);
      JsonPlace.set(shown, progress.get().status(), TextNode.valueOf(status));
      if (running) {
        JsonPlace.remove(shown, progress.get().brings());
      } else {
        exports
            .urls(id(shown))
            .ifPresent(urls -> JsonPlace.set(shown, progress.get().brings(), urls));
      }
    }
    return shown;
  }

  private Stored requested(ValidRequest request, ResourceOperation resource) {
    return stored(request.text(resource.parameter().orElseThrow()).orElse(""))
        .orElseThrow(() -> unknown(request, resource));
  }

  private static RuntimeException unknown(ValidRequest request, ResourceOperation resource) {
    return request.unknown(resource.parameter().orElseThrow());
  }

  private Optional<Stored> stored(String id) {
    return resources.stream().filter(one -> id(one.values()).equalsIgnoreCase(id)).findFirst();
  }

  private String id(ObjectNode resource) {
    return resource.at(description.id()).asText();
  }

  private List<ObjectNode> all() {
    return resources.stream().map(Stored::values).toList();
  }
}
