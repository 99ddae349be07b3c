package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.ResourceOperation.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A snapshot of the members of all resources of a collection.
 *
 * @param byId the members by the resource's id, each as {@code type name}, compared without regard
 *     to case
 * @param resources the resources by their id
 */
record Membership(Map<String, Set<String>> byId, Map<String, JsonNode> resources) {
  /**
   * A member that requests name.
   *
   * @param kind the property of the request's body that lists its name
   */
  record Member(String kind, String type, String name) {
    @Override
    public String toString() {
      return type + " " + name;
    }
  }

  /** Reads the members that the server lists now. */
  static Membership now(CheckContext context, TestedCollection collection, Members members)
      throws InterruptedException {
    Map<String, Set<String>> byId = new LinkedHashMap<>();
    Map<String, JsonNode> resources = new LinkedHashMap<>();
    for (JsonNode resource : collection.list(context)) {
      String id = resource.at(collection.id()).asText();
      byId.put(id, of(resource, members));
      resources.put(id, resource);
    }
    return new Membership(byId, resources);
  }

  /** Returns the members of a resource, each as {@code type name}. */
  static Set<String> of(JsonNode resource, Members members) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(all(resource, members));
    return names;
  }

  /** Returns the members of a resource as often as it lists them. */
  static List<String> all(JsonNode resource, Members members) {
    return resource
        .at(members.within())
        .valueStream()
        .map(one -> one.at(members.type()).asText() + " " + one.at(members.name()).asText())
        .toList();
  }

  /** Returns the members that a request names; none if its body is invalid. */
  static List<Member> named(OperationRequest request, Members members) {
    List<Member> named = new ArrayList<>();
    try {
      ObjectNode body = ExpectedProperties.body(request);
      members
          .kinds()
          .forEach(
              (kind, type) ->
                  body.path(kind)
                      .forEach(name -> named.add(new Member(kind, type, name.asText()))));
    } catch (CheckEndedException e) {
      return List.of();
    }
    return named;
  }

  /** Returns a request that names these members instead. */
  static OperationRequest naming(OperationRequest request, List<Member> members) {
    ObjectNode body = ContractJson.MAPPER.createObjectNode();
    for (Member member : members) {
      body.withArrayProperty(member.kind()).add(member.name());
    }
    return request.withBody(Optional.of(body.toString()));
  }

  Set<String> of(String id) {
    return byId.getOrDefault(id, Set.of());
  }

  /** Returns how often a resource lists a member. */
  long times(String id, Member member, Members members) {
    return all(resource(id), members).stream().filter(member.toString()::equalsIgnoreCase).count();
  }

  /** Returns a resource as the list shows it; missing for an unknown id. */
  JsonNode resource(String id) {
    return resources.getOrDefault(id, MissingNode.getInstance());
  }

  boolean has(String id, Member member) {
    return of(id).contains(member.toString());
  }

  /** Returns the members of a resource without these. */
  Set<String> without(String id, List<Member> members) {
    Set<String> rest = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    rest.addAll(of(id));
    members.forEach(member -> rest.remove(member.toString()));
    return rest;
  }

  /** Returns the ids of the resources that a member belongs to. */
  List<String> holders(Member member) {
    return byId.keySet().stream().filter(id -> has(id, member)).toList();
  }

  /** Returns a member as a resource that has it spells its name. */
  Member spelled(String id, Member member) {
    return of(id).stream()
        .filter(member.toString()::equalsIgnoreCase)
        .map(text -> text.substring(member.type().length() + 1))
        .map(name -> new Member(member.kind(), member.type(), name))
        .findFirst()
        .orElse(member);
  }
}
