package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Sums;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Mutants whose sums differ from what they are sums of. */
final class SumsMutants {
  private SumsMutants() {}

  static List<Mutant> of(Checks checks, Operation operation) {
    List<Mutant> all = new ArrayList<>();
    operation
        .sums()
        .ifPresent(
            sums ->
                checks.all().stream()
                    .map(check -> check.id())
                    .filter(id -> id.startsWith(operation.id() + "/sums/"))
                    .forEach(id -> all.addAll(of(operation, sums, id))));
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      Optional<String> rest = Selects.of(parameter).flatMap(Selects::rest);
      String clause = operation.id() + "/sums/" + parameter.name();
      if (rest.isPresent() && operation.sums().flatMap(Sums::of).isEmpty()) {
        all.add(
            Mutant.of(
                clause,
                "only what belongs to no group, unless one is asked for",
                Middleware.rewritingRequests(
                    operation,
                    request ->
                        request.queryValue(parameter.name()).isPresent()
                            ? request
                            : request.withQuery(parameter.name(), rest.get()))));
      }
    }
    operation
        .sums()
        .filter(sums -> sums.of().isPresent())
        .filter(sums -> isOfGroups(operation))
        .ifPresent(sums -> all.addAll(ofMonths(operation, sums)));
    return all.stream().map(mutant -> mutant.with(Backend.MUCH_USAGE)).toList();
  }

  /** Tells whether sums are of cost centers too: others have too little usage for rare faults. */
  private static boolean isOfGroups(Operation operation) {
    return operation.parameters(Parameter.Location.QUERY).stream()
        .flatMap(parameter -> Selects.of(parameter).stream())
        .anyMatch(selects -> selects.rest().isPresent());
  }

  private static List<Mutant> ofMonths(Operation operation, Sums sums) {
    String clause = operation.id() + "/sums/month";
    return List.of(
        selected(operation, sums, clause, "0 for what is less", SumsMutants::atLeastZero),
        selected(operation, sums, clause, "all prices in one", rows -> mergePrices(rows, sums)));
  }

  private static List<Mutant> of(Operation operation, Sums sums, String clause) {
    return List.of(
        selected(operation, sums, clause, "a cent too much", rows -> addCent(rows, sums)),
        selected(operation, sums, clause, "lacks a row", rows -> rows.remove(0)),
        selected(operation, sums, clause, "a row twice", rows -> rows.add(rows.path(0))));
  }

  /** Changes the rows of responses to requests with the parameter. */
  private static Mutant selected(
      Operation operation, Sums sums, String clause, String fault, Consumer<ArrayNode> change) {
    String parameter = clause.substring(clause.lastIndexOf('/') + 1);
    return Mutant.of(
        clause,
        fault,
        (request, origin) -> {
          ProxiedResponse response = origin.send(request);
          return request.matches(operation)
                  && response.isSuccessful()
                  && request.queryValue(parameter).isPresent()
              ? response.editJson(
                  body -> {
                    if (body.at(sums.items()) instanceof ArrayNode rows && !rows.isEmpty()) {
                      change.accept(rows);
                    }
                  })
              : response;
        });
  }

  private static void atLeastZero(ArrayNode rows) {
    for (JsonNode row : rows) {
      row.properties().stream()
          .filter(property -> property.getValue().isNumber())
          .filter(property -> property.getValue().decimalValue().signum() < 0)
          .map(Map.Entry::getKey)
          .toList()
          .forEach(name -> ((ObjectNode) row).put(name, 0));
    }
  }

  /**
   * Adds rows up that differ in numbers only, such as a price, of which the first one's is left.
   */
  private static void mergePrices(ArrayNode rows, Sums sums) {
    Map<List<JsonNode>, ObjectNode> merged = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      List<JsonNode> key =
          sums.by().stream().map(row::at).filter(value -> !value.isNumber()).toList();
      ObjectNode first = merged.putIfAbsent(key, (ObjectNode) row);
      if (first != null) {
        row.properties().stream()
            .filter(property -> property.getValue().isNumber())
            .filter(property -> isSummed(sums, property.getKey()))
            .forEach(
                property ->
                    first.put(
                        property.getKey(),
                        first
                            .path(property.getKey())
                            .decimalValue()
                            .add(property.getValue().decimalValue())));
      }
    }
    rows.removeAll().addAll(merged.values());
  }

  private static boolean isSummed(Sums sums, String name) {
    return sums.by().stream().noneMatch(by -> by.getMatchingProperty().equals(name));
  }

  private static void addCent(ArrayNode rows, Sums sums) {
    ObjectNode row = (ObjectNode) rows.path(rows.size() - 1);
    for (String name : List.copyOf(row.properties().stream().map(one -> one.getKey()).toList())) {
      JsonNode value = row.path(name);
      if (value.isNumber() && isSummed(sums, name)) {
        row.put(name, value.decimalValue().add(new BigDecimal("0.01")));
      }
    }
  }
}
