package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Order;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Bound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Mutants that take a bound of percentages, or an order of items, for another one. */
final class BoundAndOrderMutants {
  private final Operation operation;
  private final Parameter parameter;
  private final String clause;
  private final List<Mutant> all = new ArrayList<>();

  private BoundAndOrderMutants(Operation operation, Parameter parameter, String aspect) {
    this.operation = operation;
    this.parameter = parameter;
    this.clause = "%s/%s/%s".formatted(operation.id(), aspect, parameter.name());
  }

  static List<Mutant> of(Operation operation) {
    List<Mutant> all = new ArrayList<>();
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      Selects.of(parameter)
          .flatMap(Selects::bound)
          .ifPresent(
              bound -> {
                BoundAndOrderMutants mutants =
                    new BoundAndOrderMutants(operation, parameter, "selects");
                mutants.bound(bound);
                all.addAll(mutants.all);
              });
      Order.of(parameter)
          .ifPresent(
              order -> {
                BoundAndOrderMutants mutants =
                    new BoundAndOrderMutants(operation, parameter, "orders");
                mutants.order(order);
                all.addAll(mutants.all);
              });
    }
    return all;
  }

  private void bound(Bound bound) {
    for (int step : new int[] {-1, 1}) {
      rewriting(
          "one percent " + (step < 0 ? "less" : "more"),
          value -> Integer.toString(Integer.parseInt(value) + step));
    }
    editing(
        "amounts in place of percentages",
        true,
        (items, asked) ->
            items.removeIf(
                item -> {
                  int sign = item.at(bound.percent()).decimalValue().intValue() - asked;
                  return bound.lower() ? sign < 0 : sign > 0;
                }));
  }

  private void order(Order order) {
    rewriting("always ascending", value -> order.ascending());
    rewriting(
        "the other one",
        value -> value.equals(order.ascending()) ? order.descending() : order.ascending());
    editing("loses an item", false, (items, asked) -> items.remove(0));
    editing(
        "each page by itself",
        true,
        (items, asked) -> {
          Comparator<JsonNode> up =
              Comparator.comparing(item -> item.path("consumed_amount").decimalValue());
          List<JsonNode> sorted = new ArrayList<>(items.valueStream().toList());
          sorted.sort(order.ascending().equals("" + asked) ? up : up.reversed());
          items.removeAll().addAll(sorted);
        });
  }

  /** A change of the items of a response. */
  @FunctionalInterface
  private interface Change {
    void apply(ArrayNode items, int asked);
  }

  private void rewriting(String fault, UnaryOperator<String> change) {
    add(
        fault,
        Middleware.rewritingRequests(
            operation,
            request ->
                request
                    .queryValue(parameter.name())
                    .filter(value -> value.matches("-?[0-9]{1,9}"))
                    .map(value -> request.withQuery(parameter.name(), change.apply(value)))
                    .orElse(request)));
  }

  /** Changes the items, which the sandbox selects and orders itself unless {@code plain}. */
  private void editing(String fault, boolean plain, Change change) {
    String items = operation.pagination().orElseThrow().items();
    Predicate<ProxiedRequest> asks =
        request ->
            request.matches(operation)
                && request
                    .queryValue(parameter.name())
                    .filter(one -> one.matches("[0-9]{1,9}"))
                    .isPresent();
    add(
        fault,
        (request, origin) -> {
          if (!asks.test(request)) {
            return origin.send(request);
          }
          int asked = Integer.parseInt(request.queryValue(parameter.name()).orElseThrow());
          Consumer<ArrayNode> edit = array -> change.apply(array, asked);
          return origin
              .send(plain ? request.withoutQuery(parameter.name()) : request)
              .editJson(
                  body -> {
                    if (body.at(items) instanceof ArrayNode array && !array.isEmpty()) {
                      edit.accept(array);
                    }
                  });
        });
  }

  private void add(String fault, Middleware middleware) {
    all.add(Mutant.of(clause, fault, middleware).with(Backend.MANY_PAGES));
    if (!fault.equals("the other one")) {
      // Two users are too few to tell by what they are ordered.
      all.add(Mutant.of(clause, fault + ", of few", middleware));
    }
  }
}
