package dev.ghbilling.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What an operation does to a stored resource, as its {@code x-resource} says. The operations of
 * one collection have its path in common.
 *
 * @param does what the operation does
 * @param collection the path of the collection, with parameters in braces
 * @param parameter the parameter of the path that identifies the resource; empty for an operation
 *     of the collection as a whole
 * @param items where the list of resources is in the response of an operation that lists them
 * @param item where the resource is in the response; empty for the document itself
 * @param id the resource's property that {@code parameter} names
 * @param name the resource's property that people know it by
 * @param initial the properties that a new resource has besides those of the request
 * @param unique where no two resources that aren't deleted have the same value: a new one is
 *     refused with 409; empty if they may
 * @param becomes the properties of a resource that stays when it is deleted; empty if it is gone
 * @param progress how a new resource goes on by itself; empty if it doesn't
 * @param members the members that are added or removed; empty for any other operation
 */
public record ResourceOperation(
    Action does,
    String collection,
    Optional<String> parameter,
    JsonPointer items,
    JsonPointer item,
    JsonPointer id,
    JsonPointer name,
    Map<String, JsonNode> initial,
    Optional<JsonPointer> unique,
    Map<String, JsonNode> becomes,
    Optional<Progress> progress,
    Optional<Members> members) {

  /** What an operation does to a resource, or to a collection of resources. */
  public enum Action {
    LIST,
    CREATE,
    GET,
    UPDATE,
    DELETE,
    /** Adds members to the resource. */
    ADD,
    /** Removes members from the resource. */
    REMOVE
  }

  /**
   * The progress of a resource that a server completes after its creation.
   *
   * @param status the resource's property that tells its state
   * @param from the state of a new resource
   * @param to the states that it can end in, that of success first
   * @param brings a property that the resource has only at the end
   * @param files what the files are whose URLs it brings; empty if it brings no such files
   */
  public record Progress(
      JsonPointer status,
      String from,
      List<String> to,
      JsonPointer brings,
      Optional<Files> files) {}

  /**
   * The files of a resource: CSV whose first line names the columns.
   *
   * @param date the column with the date of each row
   * @param first the resource's property with the first date that rows may have
   * @param last the resource's property with the last date that rows may have
   * @param of the id of the operation whose rows the files have, those of all groups together
   * @param sums where the operation's rows have the numbers of a column, by its name; the sums over
   *     all rows are equal
   * @param only the values of the resource's properties with which the sums are equal
   * @param days how many days there may be from the first to the last date, by the value of one of
   *     the resource's properties; a longer range is refused
   */
  public record Files(
      String date,
      JsonPointer first,
      JsonPointer last,
      String of,
      Map<String, JsonPointer> sums,
      Map<String, List<JsonNode>> only,
      Map<String, Map<String, Integer>> days) {

    /** Returns how many days a resource may have; empty if the contract doesn't say. */
    public OptionalInt mostDays(JsonNode resource) {
      return days.entrySet().stream()
          .flatMap(by -> Stream.ofNullable(by.getValue().get(resource.path(by.getKey()).asText())))
          .mapToInt(Integer::intValue)
          .min();
    }
  }

  /**
   * The members of a resource.
   *
   * @param within the resource's list of members
   * @param type where a member has its type
   * @param name where a member has its name
   * @param kinds the types by the properties of the request that list names
   * @param exclusive whether a member belongs to one resource of the collection at most
   * @param most how many members a request may name; empty if the contract doesn't say
   * @param moved where the response lists the members that came from another resource; empty if it
   *     doesn't
   */
  public record Members(
      JsonPointer within,
      JsonPointer type,
      JsonPointer name,
      Map<String, String> kinds,
      boolean exclusive,
      OptionalInt most,
      Optional<Moved> moved) {}

  /**
   * The list of the members that came from another resource.
   *
   * @param items where the list is in the response
   * @param type where an element has the member's type
   * @param name where an element has the member's name
   * @param from where an element has the name of the other resource
   * @param types how the list spells a member's type, where that differs
   */
  public record Moved(
      JsonPointer items,
      JsonPointer type,
      JsonPointer name,
      JsonPointer from,
      Map<String, String> types) {}

  /** Returns what an operation does to a resource; empty if it has no {@code x-resource}. */
  static Optional<ResourceOperation> of(String path, JsonNode operation) {
    JsonNode node = operation.path("x-resource");
    if (!node.isObject()) {
      return Optional.empty();
    }
    Action does = Action.valueOf(node.path("does").asText().toUpperCase(Locale.ROOT));
    boolean whole = does == Action.LIST || does == Action.CREATE;
    int parameter = path.lastIndexOf("/{");
    return Optional.of(
        new ResourceOperation(
            does,
            whole ? path : path.substring(0, parameter),
            whole
                ? Optional.empty()
                : Optional.of(path.substring(parameter + 2, path.indexOf('}', parameter))),
            pointer(node, "items"),
            pointer(node, "item"),
            JsonPointer.compile(node.path("id").asText("/id")),
            JsonPointer.compile(node.path("name").asText("/name")),
            values(node.path("initial")),
            Optional.of(pointer(node, "unique")).filter(unique -> !unique.matches()),
            values(node.path("becomes")),
            Optional.of(node.path("progress"))
                .filter(JsonNode::isObject)
                .map(ResourceOperation::progress),
            Optional.of(node.path("members"))
                .filter(JsonNode::isObject)
                .map(ResourceOperation::members)));
  }

  private static Progress progress(JsonNode node) {
    return new Progress(
        pointer(node, "status"),
        node.path("from").asText(),
        node.path("to").valueStream().map(JsonNode::asText).toList(),
        pointer(node, "brings"),
        Optional.of(node.path("files")).filter(JsonNode::isObject).map(ResourceOperation::files));
  }

  private static Files files(JsonNode node) {
    Map<String, JsonPointer> sums = new LinkedHashMap<>();
    texts(node.path("sums")).forEach((column, at) -> sums.put(column, JsonPointer.compile(at)));
    Map<String, List<JsonNode>> only = new LinkedHashMap<>();
    values(node.path("only"))
        .forEach((name, values) -> only.put(name, values.valueStream().toList()));
    Map<String, Map<String, Integer>> days = new LinkedHashMap<>();
    values(node.path("days"))
        .forEach(
            (name, most) -> {
              Map<String, Integer> byValue = new LinkedHashMap<>();
              values(most).forEach((value, number) -> byValue.put(value, number.asInt()));
              days.put(name, byValue);
            });
    return new Files(
        node.path("date").asText(),
        pointer(node, "first"),
        pointer(node, "last"),
        node.path("of").asText(),
        sums,
        only,
        days);
  }

  private static Members members(JsonNode node) {
    return new Members(
        pointer(node, "within"),
        pointer(node, "type"),
        pointer(node, "name"),
        texts(node.path("kinds")),
        node.path("exclusive").asBoolean(),
        node.has("most") ? OptionalInt.of(node.path("most").asInt()) : OptionalInt.empty(),
        Optional.of(node.path("moved")).filter(JsonNode::isObject).map(ResourceOperation::moved));
  }

  private static Moved moved(JsonNode node) {
    return new Moved(
        pointer(node, "items"),
        pointer(node, "type"),
        pointer(node, "name"),
        pointer(node, "from"),
        texts(node.path("types")));
  }

  private static JsonPointer pointer(JsonNode node, String name) {
    return JsonPointer.compile(node.path(name).asText());
  }

  private static Map<String, JsonNode> values(JsonNode object) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    object.properties().forEach(property -> values.put(property.getKey(), property.getValue()));
    return values;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
    return texts;
  }
}
