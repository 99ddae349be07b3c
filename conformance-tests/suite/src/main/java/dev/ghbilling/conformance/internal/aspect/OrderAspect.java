package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Order;
import dev.ghbilling.spec.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Checks that a parameter returns the items of all pages in ascending or descending order. */
public final class OrderAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      Order.of(parameter)
          .ifPresent(
              order ->
                  checklist.add(
                      operation,
                      "orders/" + parameter.name(),
                      Clause.extension(checklist.contract(), operation, parameter, "x-orders"),
                      new Ordered(operation, parameter, order)));
    }
  }

  /** A check of both orders. The property that orders the items is unknown to the suite. */
  private record Ordered(Operation operation, Parameter parameter, Order order)
      implements Check.Procedure {
    /** More are not compared, so that each walk has read all pages. */
    private static final int MOST = 1000;

    @Override
    public Verdict run(CheckContext context) throws InterruptedException {
      return context.compare(source -> agree(context.request(operation), source));
    }

    private Verdict agree(OperationRequest plain, Source source) throws InterruptedException {
      OperationRequest up = plain.withQuery(parameter.name(), order.ascending());
      OperationRequest down = plain.withQuery(parameter.name(), order.descending());
      List<JsonNode> all = PageWalk.items(plain, order.items(), Integer.MAX_VALUE, source);
      if (all.size() >= MOST) {
        return Verdict.notApplicable("the list has too many items to read it three times");
      }
      // On two pages, or each page might be in order by itself.
      int half = (all.size() + 1) / 2;
      List<JsonNode> ascending = PageWalk.items(up, order.items(), half, source);
      List<JsonNode> descending = PageWalk.items(down, order.items(), half, source);
      sameItems(up, all, ascending).orThrow();
      sameItems(down, all, descending).orThrow();
      if (all.isEmpty() || shown(all).noneMatch(name -> all.get(0).path(name).isNumber())) {
        return Verdict.notApplicable("the items don't differ in a number");
      }
      if (ascending.equals(descending) && haveNone(all)) {
        return Verdict.notApplicable("the items may be ordered by what is 0 in all of them");
      }
      if (!isReversed(ascending, descending)) {
        return Verdict.failed(
            down, "the items in the reverse order of that of " + up, "another order");
      }
      boolean increases = shown(ascending).anyMatch(name -> isOrdered(ascending, name, 1));
      boolean decreases = shown(ascending).anyMatch(name -> isOrdered(ascending, name, -1));
      return decreases && !increases
          ? Verdict.failed(up, "the items in ascending order", "in descending order")
          : Verdict.passed();
    }

    /** Tells whether a property of all items is 0. */
    private static boolean haveNone(List<JsonNode> items) {
      return items.get(0).properties().stream()
          .filter(property -> property.getValue().isNumber())
          .anyMatch(
              property ->
                  items.stream()
                      .map(item -> item.path(property.getKey()))
                      .allMatch(
                          number -> number.isNumber() && number.decimalValue().signum() == 0));
    }

    /** Compares items without their numbers, which may grow meanwhile. */
    private static Verdict sameItems(
        OperationRequest request, List<JsonNode> all, List<JsonNode> ordered) {
      List<JsonNode> missing = JsonValues.missing(withoutNumbers(all), withoutNumbers(ordered));
      List<JsonNode> more = JsonValues.missing(withoutNumbers(ordered), withoutNumbers(all));
      return missing.isEmpty() && more.isEmpty()
          ? Verdict.passed()
          : Verdict.failed(
              request,
              "the %d items of the list without an order".formatted(all.size()),
              "%d, %s %s"
                  .formatted(
                      ordered.size(),
                      missing.isEmpty() ? "also" : "without",
                      missing.isEmpty() ? more.get(0) : missing.get(0)));
    }

    private static List<JsonNode> withoutNumbers(List<JsonNode> items) {
      List<JsonNode> rest = new ArrayList<>();
      for (JsonNode item : items) {
        ObjectNode texts = item.deepCopy();
        texts.properties().removeIf(property -> property.getValue().isNumber());
        rest.add(texts);
      }
      return rest;
    }

    /**
     * Tells whether a list can be the reverse of another one, except among items that are equal in
     * what orders them: what comes first in one of them comes last in the other.
     */
    private static boolean isReversed(List<JsonNode> ascending, List<JsonNode> descending) {
      int size = ascending.size();
      Map<JsonNode, Integer> balance = new HashMap<>();
      for (int length = 1; length < size; length++) {
        balance.merge(JsonValues.normalized(ascending.get(length - 1)), 1, Integer::sum);
        balance.merge(JsonValues.normalized(descending.get(size - length)), -1, Integer::sum);
        balance.values().removeIf(number -> number == 0);
        if (balance.isEmpty()) {
          return true;
        }
      }
      return false;
    }

    /** Returns the properties that all items have as numbers or texts, and not all the same. */
    private static Stream<String> shown(List<JsonNode> items) {
      Set<String> names = new TreeSet<>();
      items.get(0).fieldNames().forEachRemaining(names::add);
      return names.stream()
          .filter(name -> items.stream().allMatch(item -> item.path(name).isValueNode()))
          .filter(name -> items.stream().map(item -> item.path(name)).distinct().count() > 1);
    }

    private static boolean isOrdered(List<JsonNode> items, String name, int sign) {
      Comparator<JsonNode> comparator =
          Comparator.comparing((JsonNode item) -> item.path(name).decimalValue())
              .thenComparing(item -> item.path(name).asText(), String.CASE_INSENSITIVE_ORDER);
      return IntStream.range(1, items.size())
          .allMatch(i -> comparator.compare(items.get(i - 1), items.get(i)) * sign <= 0);
    }
  }
}
