package dev.ghbilling.costcenters;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.model.CostCenterChange;
import feign.TypedResponse;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A response of success to a {@link ChangeRequest}. Whether it says that all was done depends on
 * its status and on its properties, of which only the contract's are understood.
 */
final class ChangeResponse {
  /** The statuses that say that all was done; 202 and 207 don't. */
  private static final Set<Integer> DONE = Set.of(200, 201, 204);

  private static final int ACCEPTED = 202;

  /** The resources that were in another cost center, which early responses had as mere names. */
  private static final String REASSIGNED = "reassigned_resources";

  private static final String MESSAGE = "message";

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> PROPERTIES =
      new TypeReference<>() {};

  private static final int MAX_NAMES = 100;

  private final int status;
  private final CostCenterChange body;

  /** The properties that aren't understood. */
  private final Map<String, @Nullable Object> unknown;

  private final List<Reassigned> reassigned;

  /**
   * A resource that was in another cost center.
   *
   * @param type its type as the server has it, such as user
   * @param from the name of that cost center; null when it isn't named
   */
  record Reassigned(String type, String name, @Nullable String from) {
    /** Returns the resource, or null if its type isn't known. */
    @Nullable Resource resource() {
      ResourceType known = ResourceType.of(type);
      return known == null ? null : new Resource(known, name);
    }

    private static @Nullable Reassigned of(@Nullable Object value) {
      if (value instanceof Map<?, ?> resource && resource.get("name") instanceof String name) {
        return new Reassigned(
            resource.get("resource_type") instanceof String type ? type : "user",
            name,
            resource.get("previous_cost_center") instanceof String from ? from : null);
      }
      return value instanceof String name ? new Reassigned("user", name, null) : null;
    }
  }

  ChangeResponse(TypedResponse<CostCenterChange> response) {
    this.status = response.status();
    this.body = response.body();
    // As JSON, which treats the contract's properties and unknown ones alike.
    this.unknown = ApiJson.mapper().convertValue(body, PROPERTIES);
    unknown.remove(MESSAGE);
    Object listed = unknown.remove(REASSIGNED);
    this.reassigned =
        elements(listed).stream().map(Reassigned::of).flatMap(Stream::ofNullable).toList();
    if (listed != null
        && !(listed instanceof Collection<?> all && all.size() == reassigned.size())) {
      unknown.put(REASSIGNED, listed);
    }
    unknown.values().removeIf(ChangeResponse::isEmpty);
  }

  CostCenterChange body() {
    return body;
  }

  /** Returns whether the status says that the change was made for all resources. */
  boolean isDone() {
    return DONE.contains(status);
  }

  /** Returns whether the status says that the change is yet to be made. */
  boolean isAccepted() {
    return status == ACCEPTED;
  }

  /** Returns whether it says that all was done, and has no property that may say otherwise. */
  boolean isUnderstood() {
    return isDone() && unknown.isEmpty();
  }

  /** Describes it by its status and the names of the properties that aren't understood. */
  String description() {
    String names = String.join(", ", unknown.keySet());
    String shown = names.length() > MAX_NAMES ? names.substring(0, MAX_NAMES) + "..." : names;
    return "HTTP " + status + (shown.isEmpty() ? "" : " with " + shown);
  }

  /** Returns all texts of the properties that aren't understood, in lower case. */
  Set<String> names() {
    Set<String> names = new HashSet<>();
    unknown.values().forEach(value -> addTexts(value, names));
    return names;
  }

  private static void addTexts(@Nullable Object value, Set<String> into) {
    if (value instanceof String text) {
      into.add(Logins.key(text));
    } else if (value instanceof Map<?, ?> properties) {
      properties.forEach(
          (name, property) -> {
            into.add(Logins.key(String.valueOf(name)));
            addTexts(property, into);
          });
    } else {
      elements(value).forEach(element -> addTexts(element, into));
    }
  }

  /** Returns the resources that were in another cost center, as far as they are named. */
  List<Reassigned> reassigned() {
    return reassigned;
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null || (value instanceof Collection<?> list && list.isEmpty());
  }

  private static Collection<?> elements(@Nullable Object value) {
    return value instanceof Collection<?> list ? list : List.of();
  }
}
