package dev.ghbilling.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The cost centers and who is charged to them. A user is in one of them at most. */
final class CostCenters {
  private static final String LIST = "costCenters";
  private static final String ID = "cost_center_id";

  private final ObjectNode document;
  private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
  private final Consumer<ObjectNode> completion;
  private final ObjectNode added;
  private final JsonNode removed;

  /**
   * The documented cost centers.
   *
   * @param completion gives a new one what every cost center has
   */
  CostCenters(DocumentedExamples examples, Consumer<ObjectNode> completion) {
    this.completion = completion;
    this.document = examples.answer("listCostCenters");
    this.added = examples.answer("addUsersToCostCenter");
    this.removed = examples.answer("removeUsersFromCostCenter");
    for (JsonNode center : document.withArrayProperty(LIST)) {
      if (center instanceof ObjectNode object) {
        byId.put(object.path("id").asText(), object);
      }
    }
  }

  synchronized void create(String id, String name, List<String> users) {
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

  /** The ids, in the order of the list. */
  synchronized List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  synchronized Optional<String> name(String id) {
    return Optional.ofNullable(byId.get(id)).map(center -> center.path("name").asText());
  }

  synchronized Reply list(Call call) {
    return call.success(document);
  }

  synchronized Reply addUsers(Call call) {
    ObjectNode center = asked(call);
    call.body().path("users").forEach(user -> add(center, user.asText()));
    return call.success(added);
  }

  /** Adds users as {@link #addUsers} does, and says who was in another cost center before. */
  synchronized Reply addUsersAndTell(Call call) {
    ObjectNode center = asked(call);
    ObjectNode answer = added.deepCopy();
    ArrayNode reassigned = answer.arrayNode();
    for (JsonNode user : call.body().path("users")) {
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
    answer.set("reassigned_resources", reassigned.isEmpty() ? answer.nullNode() : reassigned);
    return call.success(answer);
  }

  synchronized Reply removeUsers(Call call) {
    ObjectNode center = asked(call);
    call.body().path("users").forEach(user -> remove(center, user.asText()));
    return call.success(removed);
  }

  private Optional<ObjectNode> of(String login) {
    return byId.values().stream()
        .filter(center -> resources(center).valueStream().anyMatch(user -> isUser(user, login)))
        .findFirst();
  }

  private ObjectNode asked(Call call) {
    String id = call.text(ID).orElse("");
    ObjectNode center = byId.get(id);
    if (center == null) {
      // The documents give these operations a 400, and no 404.
      throw Refusal.invalid(call, ID, "there is no cost center " + id);
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
