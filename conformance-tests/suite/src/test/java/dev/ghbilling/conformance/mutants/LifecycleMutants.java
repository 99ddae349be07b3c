package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.util.function.BiConsumer;

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
        created((body, old) -> body.set("id", old.path("id"))));
    add(
        clause,
        "creates one with the members of the deleted one of the name",
        created((body, old) -> body.set("resources", old.path("resources"))));
    add(
        clause,
        "lists the members of the deleted one in that of its name",
        listed(
            (deletions, item) ->
                item.withArrayProperty("resources")
                    .addAll(
                        deletions
                            .ofName(item.path("name").asText())
                            .path("resources")
                            .valueStream()
                            .toList())));
  }

  private void members() {
    String released = delete.id() + "/state/members";
    add(
        released,
        "keeps the members of a deleted one locked",
        new Deletions(
            (deletions, request, origin) ->
                deletions.haveMemberOf(request)
                    ? ProxiedResponse.error(409)
                    : origin.send(request)));
    add(
        delete.id() + "/state/members/taken",
        "a deleted one takes members from others",
        new Deletions(this::takingFromOthers));
    for (Operation write : List.of(add, update)) {
      Set<String> changed = ConcurrentHashMap.newKeySet();
      Middleware listing =
          listed(
              (deletions, item) -> {
                if (changed.contains(item.path("id").asText())) {
                  item.put("state", "active");
                }
              });
      add(
          delete.id() + "/state/for-good",
          "is active again after " + write.id(),
          new Deletions(
              (deletions, request, origin) -> {
                if (request.matches(write) && deletions.have(id(request))) {
                  changed.add(id(request));
                }
                return listing.handle(request, origin);
              }));
    }
  }

  private ProxiedResponse takingFromOthers(
      Deletions deletions, ProxiedRequest request, Middleware.Origin origin) throws Exception {
    ProxiedResponse response = origin.send(request);
    if (request.matches(add) && deletions.have(id(request))) {
      String collection = request.path().replaceFirst("/[^/]+/[^/]+$", "");
      ProxiedRequest listing = request.withMethod("GET").withPath(collection).withBody("");
      for (JsonNode one : origin.send(listing).json().path("costCenters")) {
        String id = one.path("id").asText();
        if (!deletions.have(id)) {
          origin.send(request.withMethod("DELETE").withPathValue(add, "cost_center_id", id));
        }
      }
    }
    return response;
  }

  /** Changes the response to the creation of one that has the name of a deleted one. */
  private Middleware created(BiConsumer<ObjectNode, JsonNode> change) {
    return new Deletions(
        (deletions, request, origin) -> {
          ProxiedResponse response = origin.send(request);
          JsonNode old = deletions.ofName(request.json().path("name").asText());
          return request.matches(create) && response.isSuccessful() && old.isObject()
              ? response.editJson(body -> change.accept(body, old))
              : response;
        });
  }

  /** Changes each cost center in the list. */
  private Middleware listed(BiConsumer<Deletions, ObjectNode> change) {
    return new Deletions(
        (deletions, request, origin) -> {
          ProxiedResponse response = origin.send(request);
          return request.matches(list) && response.isSuccessful()
              ? response.editJson(
                  body ->
                      body.path("costCenters")
                          .forEach(item -> change.accept(deletions, (ObjectNode) item)))
              : response;
        });
  }

  private String id(ProxiedRequest request) {
    return request
        .pathValue(add, "cost_center_id")
        .or(() -> request.pathValue(update, "cost_center_id"))
        .orElse("");
  }

  /** A response by somebody who knows what was deleted. */
  @FunctionalInterface
  private interface Respond {
    ProxiedResponse to(Deletions deletions, ProxiedRequest request, Middleware.Origin origin)
        throws Exception;
  }

  /** A middleware that knows what was deleted, as it was before. */
  private final class Deletions implements Middleware {
    private final Map<String, JsonNode> deleted = new ConcurrentHashMap<>();
    private final Respond respond;

    Deletions(Respond respond) {
      this.respond = respond;
    }

    @Override
    public ProxiedResponse handle(ProxiedRequest request, Origin origin) throws Exception {
      if (request.matches(delete)) {
        ProxiedResponse last = origin.send(request.withMethod("GET").withBody(""));
        if (last.isSuccessful()) {
          deleted.put(id(request), last.json());
        }
      }
      return respond.to(this, request, origin);
    }

    boolean have(String id) {
      return deleted.containsKey(id);
    }

    /** Returns the deleted one of a name; missing if there is none. */
    JsonNode ofName(String name) {
      return deleted.values().stream()
          .filter(one -> one.path("name").asText().equals(name))
          .findFirst()
          .orElseGet(MissingNode::getInstance);
    }

    /** Tells whether a request adds a member of a deleted one to another one. */
    boolean haveMemberOf(ProxiedRequest request) {
      return request.matches(add)
          && !have(id(request))
          && deleted.values().stream()
              .flatMap(one -> one.path("resources").valueStream())
              .anyMatch(member -> request.text().contains(member.path("name").toString()));
    }
  }
}
