package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A store of cost centers and their members. A user is in one cost center at most. */
public final class CostCenterStore {
  private static final String LIST = "costCenters";
  private static final String ID = "cost_center_id";

  private final ObjectNode document;
  private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
  private final Consumer<ObjectNode> completion;
  private final ObjectNode added;
  private final JsonNode removed;

  /**
   * Creates a store with the documented cost centers.
   *
   * @param completion adds the properties that every cost center has to a new one
   */
  public CostCenterStore(DocumentedExamples examples, Consumer<ObjectNode> completion) {
    this.completion = completion;
    this.document = examples.response("listCostCenters");
    this.added = examples.response("addUsersToCostCenter");
    this.removed = examples.response("removeUsersFromCostCenter");
    for (JsonNode center : document.withArrayProperty(LIST)) {
      if (center instanceof ObjectNode object) {
        byId.put(object.path("id").asText(), object);
      }
    }
  }

  /**
   * Adds a cost center.
   *
   * @throws IllegalArgumentException when there is one of this id
   */
  public synchronized void create(String id, String name, List<String> users) {
    if (byId.containsKey(id)) {
      throw new IllegalArgumentException("there is already a cost center " + id);
    }
    ObjectNode center =
        document.withArrayProperty(LIST).addObject().put("id", id).put("name", name);
    center.putArray("resources");
    completion.accept(center);
    byId.put(id, center);
    users.forEach(user -> add(center, user));
  }

  /** Returns the ids, in the order of the list. */
  public synchronized List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  /** Returns the name of a cost center; empty for an unknown id. */
  public synchronized Optional<String> name(String id) {
    return Optional.ofNullable(byId.get(id)).map(center -> center.path("name").asText());
  }

  synchronized ServerResponse list(ValidRequest request) {
    return request.success(document);
  }

  synchronized ServerResponse addUsers(ValidRequest request) {
    ObjectNode center = requested(request);
    request.body().path("users").forEach(user -> add(center, user.asText()));
    return request.success(added);
  }

  /** Adds users like {@link #addUsers}, and lists those who were in another cost center before. */
  synchronized ServerResponse addUsersListingReassigned(ValidRequest request) {
    ObjectNode center = requested(request);
    ObjectNode response = added.deepCopy();
    ArrayNode reassigned = response.arrayNode();
    for (JsonNode user : request.body().path("users")) {
      of(user.asText())
          .filter(previous -> !previous.path("id").equals(center.path("id")))
          .ifPresent(
              previous ->
                  reassigned
                      .addObject()
                      .put("resource_type", "user")
                      .put("name", user.asText())
                      .put("previous_cost_center", previous.path("name").asText()));
      add(center, user.asText());
    }
    response.set("reassigned_resources", reassigned.isEmpty() ? response.nullNode() : reassigned);
    return request.success(response);
  }

  synchronized ServerResponse removeUsers(ValidRequest request) {
    ObjectNode center = requested(request);
    request.body().path("users").forEach(user -> remove(center, user.asText()));
    return request.success(removed);
  }

  private Optional<ObjectNode> of(String login) {
    return byId.values().stream()
        .filter(center -> resources(center).valueStream().anyMatch(user -> isUser(user, login)))
        .findFirst();
  }

  private ObjectNode requested(ValidRequest request) {
    String id = request.text(ID).orElse("");
    ObjectNode center = byId.get(id);
    if (center == null) {
      // GitHub's documents list a 400 for these operations, and no 404.
      throw request.invalid(ID, "there is no cost center " + id);
    }
    return center;
  }

  private void add(ObjectNode center, String login) {
    for (JsonNode resource : resources(center)) {
      if (isUser(resource, login)) {
        return;
      }
    }
    byId.values().forEach(other -> remove(other, login));
    resources(center).addObject().put("type", "User").put("name", login);
  }

  private static void remove(ObjectNode center, String login) {
    Iterator<JsonNode> resources = resources(center).iterator();
    while (resources.hasNext()) {
      if (isUser(resources.next(), login)) {
        resources.remove();
      }
    }
  }

  private static ArrayNode resources(ObjectNode center) {
    return center.withArrayProperty("resources");
  }

  private static boolean isUser(JsonNode resource, String login) {
    return resource.path("type").asText().equalsIgnoreCase("User")
        && resource.path("name").asText().equalsIgnoreCase(login);
  }
}
