package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.aspect.ReferencesAspect;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Mutants whose ids lead nowhere, and whose copies of names aren't the names. */
final class ReferenceMutants {
  private ReferenceMutants() {}

  static List<Mutant> of(Checks checks) {
    Contract contract = checks.contract();
    List<Mutant> all = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      for (Reference reference : Reference.of(contract, operation)) {
        String clause = operation.id() + "/refers/" + ReferencesAspect.name(reference);
        all.add(
            Mutant.of(
                clause,
                "a number of the database",
                editing(reference, object -> object.put(reference.key(), "1001"))));
        if (!reference.only().isEmpty()) {
          applying(contract, reference, clause, all);
        }
        String name = reference.name().map(at -> at.getMatchingProperty()).orElse("");
        if (!name.isEmpty()) {
          all.add(
              Mutant.of(
                  clause, "another name", editing(reference, object -> object.put(name, "other"))));
          checks.all().stream()
              .map(check -> check.id())
              .filter(id -> id.endsWith("/state/copies/" + operation))
              .forEach(
                  id ->
                      all.add(
                          Mutant.of(id, "keeps the first name", keeping(reference, name))
                              .with(Backend.OWN)));
        }
      }
    }
    return all;
  }

  /** Refers to a resource that isn't for users, or to one with another amount. */
  private static void applying(
      Contract contract, Reference reference, String clause, List<Mutant> all) {
    Operation get = reference.get(contract).orElseThrow();
    String id = "2066deda-923f-43f9-88d2-62395a28c0cdd";
    Middleware other =
        editing(reference, object -> object.put(reference.key(), id).put("budget_amount", 1000));
    all.add(Mutant.of(clause, "a budget of the enterprise", other));
    String written = clause.replace("/refers/", "/state/refers/");
    all.add(Mutant.of(written, "a budget that doesn't apply", other).with(Backend.OWN));
    all.add(
        Mutant.of(written, "none", editing(reference, object -> object.remove(reference.key())))
            .with(Backend.OWN));
    all.add(
        Mutant.of(
            clause,
            "another amount",
            (request, origin) -> {
              ProxiedResponse response = other.handle(request, origin);
              return request.matches(get) && response.isSuccessful()
                  ? response.editJson(
                      budget ->
                          budget.put("budget_scope", "multi_user_customer").put("budget_amount", 7))
                  : response;
            }));
  }

  /** Changes the objects that have the property; adds one where there may be one at most. */
  private static Middleware editing(Reference reference, Consumer<ObjectNode> change) {
    return Middleware.rewritingResponses(
        reference.operation(),
        response ->
            response.editJson(
                body -> {
                  if (!reference.parents().contains("*")
                      && body.at(reference.parents()).isEmpty()) {
                    body.putObject(reference.parents().substring(1)).put(reference.key(), "1001");
                  }
                  for (JsonNode object : objects(reference, body)) {
                    change.accept((ObjectNode) object);
                  }
                }));
  }

  /** Shows the name that a resource had when it was shown first. */
  private static Middleware keeping(Reference reference, String name) {
    Map<String, String> first = new ConcurrentHashMap<>();
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      return request.matches(reference.operation()) && response.isSuccessful()
          ? response.editJson(
              body -> {
                for (JsonNode object : objects(reference, body)) {
                  String id = object.path(reference.key()).asText();
                  first.putIfAbsent(id, object.path(name).asText());
                  ((ObjectNode) object).put(name, first.get(id));
                }
              })
          : response;
    };
  }

  private static List<JsonNode> objects(Reference reference, JsonNode body) {
    return JsonValues.find(body, reference.parents(), Set.of()).stream()
        .filter(object -> object.has(reference.key()))
        .toList();
  }
}
