package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Mutants in which a deleted cost center comes back, or keeps what another one should get. */
final class LifecycleMutants {
  private static final String COLLECTION =
      "/enterprises/{enterprise}/settings/billing/cost-centers";

  private final Operation create;
  private final Operation list;
  private final Operation update;
  private final Operation delete;
  private final Operation add;
  private final List<Mutant> all = new ArrayList<>();

  private LifecycleMutants(Contract contract) {
    this.create = contract.operation(Action.CREATE, COLLECTION).orElseThrow();
    this.list = contract.operation(Action.LIST, COLLECTION).orElseThrow();
    this.update = contract.operation(Action.UPDATE, COLLECTION).orElseThrow();
    this.delete = contract.operation(Action.DELETE, COLLECTION).orElseThrow();
    this.add = contract.operation(Action.ADD, COLLECTION).orElseThrow();
  }

  static List<Mutant> of(Contract contract) {
    LifecycleMutants mutants = new LifecycleMutants(contract);
    mutants.successors();
    mutants.members();
    return mutants.all;
  }

  private void add(String clause, String fault, Middleware middleware) {
    all.add(Mutant.of(clause, fault, middleware).with(Backend.OWN));
  }

  private void successors() {
    String clause = create.id() + "/state/unique/deleted";
    add(
        clause,
        "revives the deleted one of the name",
        new Deletions() {
          @Override
          ProxiedResponse respond(ProxiedRequest request, Origin origin) throws Exception {
            ProxiedResponse response = origin.send(request);
            JsonNode old = deletedOfName(request.json().path("name").asText());
            return request.matches(create) && response.isSuccessful() && old.has("id")
                ? response.editJson(body -> body.set("id", old.path("id")))
                : response;
          }
        });
    add(
        clause,
        "creates one with the members of the deleted one of the name",
        new Deletions() {
          @Override
          ProxiedResponse respond(ProxiedRequest request, Origin origin) throws Exception {
            ProxiedResponse response = origin.send(request);
            JsonNode old = deletedOfName(request.json().path("name").asText());
            return request.matches(create) && response.isSuccessful() && old.has("resources")
                ? response.editJson(body -> body.set("resources", old.path("resources")))
                : response;
          }
        });
    add(
        clause,
        "lists the members of the deleted one in that of its name",
        new Deletions() {
          @Override
          ProxiedResponse respond(ProxiedRequest request, Origin origin) throws Exception {
            ProxiedResponse response = origin.send(request);
            if (request.matches(list) && response.isSuccessful()) {
              return response.editJson(
                  body ->
                      body.path("costCenters")
                          .forEach(
                              item -> {
                                JsonNode old = deletedOfName(item.path("name").asText());
                                ((ObjectNode) item)
                                    .withArrayProperty("resources")
                                    .addAll((ArrayNode) old.withArray("resources"));
                              }));
            }
            return response;
          }
        });
  }

  private void members() {
    String released = delete.id() + "/state/members";
    add(
        released,
        "keeps the members of a deleted one locked",
        new Deletions() {
          @Override
          ProxiedResponse respond(ProxiedRequest request, Origin origin) throws Exception {
            return request.matches(add) && namesMemberOfDeleted(request)
                ? ProxiedResponse.error(409)
                : origin.send(request);
          }
        });
    add(
        released,
        "tells that a member comes from a deleted one",
        new Deletions() {
          @Override
          ProxiedResponse respond(ProxiedRequest request, Origin origin) throws Exception {
            ProxiedResponse response = origin.send(request);
            return request.matches(add) && response.isSuccessful() && namesMemberOfDeleted(request)
                ? response.editJson(
                    body ->
                        body.putArray("reassigned_resources")
                            .addObject()
                            .put("resource_type", "user")
                            .put("name", request.json().path("users").path(0).asText())
                            .put("previous_cost_center", "Engineering Team"))
                : response;
          }
        });
    add(
        delete.id() + "/state/members/taken",
        "a deleted one takes members from others",
        new Deletions() {
          @Override
          ProxiedResponse respond(ProxiedRequest request, Origin origin) throws Exception {
            ProxiedResponse response = origin.send(request);
            if (request.matches(add) && isDeleted(id(request))) {
              ProxiedRequest listing =
                  request
                      .withMethod("GET")
                      .withPath(request.path().replaceFirst("/[^/]+/[^/]+$", ""))
                      .withBody("");
              for (JsonNode one : origin.send(listing).json().path("costCenters")) {
                if (!isDeleted(one.path("id").asText())) {
                  origin.send(
                      request
                          .withMethod("DELETE")
                          .withPathValue(add, "cost_center_id", one.path("id").asText()));
                }
              }
            }
            return response;
          }
        });
    for (Operation write : List.of(add, update)) {
      add(
          delete.id() + "/state/for-good",
          "is active again after " + write.id(),
          new Deletions() {
            private final Set<String> revived = ConcurrentHashMap.newKeySet();

            @Override
            ProxiedResponse respond(ProxiedRequest request, Origin origin) throws Exception {
              if (request.matches(write) && isDeleted(id(request))) {
                revived.add(id(request));
              }
              ProxiedResponse response = origin.send(request);
              return request.matches(list) && response.isSuccessful()
                  ? response.editJson(
                      body ->
                          body.path("costCenters")
                              .forEach(
                                  item -> {
                                    if (revived.contains(item.path("id").asText())) {
                                      ((ObjectNode) item).put("state", "active");
                                    }
                                  }))
                  : response;
            }
          });
    }
  }

  private String id(ProxiedRequest request) {
    return request
        .pathValue(add, "cost_center_id")
        .or(() -> request.pathValue(update, "cost_center_id"))
        .orElse("");
  }

  /** A middleware that knows what was deleted, as it was before. */
  private abstract class Deletions implements Middleware {
    private final Map<String, JsonNode> deleted = new ConcurrentHashMap<>();

    abstract ProxiedResponse respond(ProxiedRequest request, Origin origin) throws Exception;

    @Override
    public ProxiedResponse handle(ProxiedRequest request, Origin origin) throws Exception {
      if (request.matches(delete)) {
        ProxiedResponse last = origin.send(request.withMethod("GET").withBody(""));
        if (last.isSuccessful()) {
          deleted.put(id(request), last.json());
        }
      }
      return respond(request, origin);
    }

    boolean isDeleted(String id) {
      return deleted.containsKey(id);
    }

    JsonNode deletedOfName(String name) {
      return deleted.values().stream()
          .filter(one -> one.path("name").asText().equals(name))
          .findFirst()
          .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    boolean namesMemberOfDeleted(ProxiedRequest request) {
      return !isDeleted(id(request))
          && deleted.values().stream()
              .flatMap(one -> one.path("resources").valueStream())
              .anyMatch(
                  member -> request.text().contains("\"" + member.path("name").asText() + "\""));
    }
  }
}
