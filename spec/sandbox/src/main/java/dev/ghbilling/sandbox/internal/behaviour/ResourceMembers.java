package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Members;
import dev.ghbilling.spec.ResourceOperation.Moved;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The members of the resources of a collection. A member is told by its type and name, whose case
 * doesn't matter.
 */
final class ResourceMembers {
  private final JsonPointer resourceName;
  private final Members members;

  private record Member(String type, String name) {}

  /** Reads what members are from an operation that adds or removes them. */
  ResourceMembers(ResourceOperation resource) {
    this.resourceName = resource.name();
    this.members = resource.members().orElseThrow();
  }

  /** Returns the property of a request that lists members of the first kind. */
  String firstKind() {
    return members.kinds().keySet().iterator().next();
  }

  /** Requires a request to name at most as many members as the contract allows, of all kinds. */
  void requireWithinLimit(ValidRequest request) {
    List<Member> named = of(request.body());
    OptionalInt most = members.most();
    if (most.isPresent() && named.size() > most.getAsInt()) {
      String kind =
          members.kinds().keySet().stream().filter(request.body()::has).findFirst().orElseThrow();
      throw request.invalid(
          kind,
          "must be at most %d members in total, was %d".formatted(most.getAsInt(), named.size()));
    }
  }

  /** Empties a resource's list of members. */
  void clear(ObjectNode resource) {
    list(resource).removeAll();
  }

  /**
   * Adds the members of a request's body to a resource.
   *
   * @param all the resources of the collection that aren't archived, which keep their members
   * @return those that came from another resource, as the response lists them
   */
  ArrayNode add(ObjectNode resource, JsonNode body, Collection<ObjectNode> all) {
    ArrayNode moved = ContractJson.MAPPER.createArrayNode();
    for (Member member : of(body)) {
      if (find(resource, member).isPresent()) {
        continue;
      }
      if (members.exclusive()) {
        for (ObjectNode other : all) {
          if (remove(other, member)) {
            members.moved().ifPresent(list -> moved.add(moved(list, member, other)));
          }
        }
      }
      ObjectNode added = list(resource).addObject();
      JsonPlace.set(added, members.type(), TextNode.valueOf(member.type()));
      JsonPlace.set(added, members.name(), TextNode.valueOf(member.name()));
    }
    return moved;
  }

  /** Removes the members of a request's body from a resource. */
  void remove(ObjectNode resource, JsonNode body) {
    of(body).forEach(member -> remove(resource, member));
  }

  private boolean remove(ObjectNode resource, Member member) {
    Optional<JsonNode> found = find(resource, member);
    found.ifPresent(one -> list(resource).removeIf(one::equals));
    return found.isPresent();
  }

  private ObjectNode moved(Moved list, Member member, ObjectNode from) {
    ObjectNode moved = ContractJson.MAPPER.createObjectNode();
    String type = list.types().getOrDefault(member.type(), member.type());
    JsonPlace.set(moved, list.type(), TextNode.valueOf(type));
    JsonPlace.set(moved, list.name(), TextNode.valueOf(member.name()));
    JsonPlace.set(moved, list.from(), from.at(resourceName));
    return moved;
  }

  private Optional<JsonNode> find(ObjectNode resource, Member member) {
    return list(resource)
        .valueStream()
        .filter(
            one ->
                one.at(members.type()).asText().equalsIgnoreCase(member.type())
                    && one.at(members.name()).asText().equalsIgnoreCase(member.name()))
        .findFirst();
  }

  private List<Member> of(JsonNode body) {
    List<Member> all = new ArrayList<>();
    for (Map.Entry<String, String> kind : members.kinds().entrySet()) {
      body.path(kind.getKey()).forEach(name -> all.add(new Member(kind.getValue(), name.asText())));
    }
    return all;
  }

  private ArrayNode list(ObjectNode resource) {
    return resource.withArray(members.within());
  }
}
