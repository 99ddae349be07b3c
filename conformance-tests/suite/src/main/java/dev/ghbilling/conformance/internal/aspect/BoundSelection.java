package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Bound;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A check that a lower bound selects the items at or above it, or an upper bound those at or below
 * it. Bounds are integers, so a server may round percentages: an item less than one percent from
 * the bound, but not exactly at it, isn't judged.
 */
record BoundSelection(Operation operation, Parameter parameter, Selects selects, Bound bound)
    implements Check.Procedure {

  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    List<JsonNode> all = items(context.request(operation), context::response);
    List<BigDecimal> percentages =
        all.stream().flatMap(item -> bound.percentage(item).stream()).sorted().toList();
    if (percentages.isEmpty()) {
      return Verdict.notApplicable("no item has a percentage");
    }
    List<BigDecimal> limits = limits(percentages);
    if (limits.stream()
        .allMatch(limit -> judged(all, limit).allMatch(item -> bound.takes(item, limit)))) {
      return Verdict.notApplicable("no bound leaves out an item");
    }
    for (BigDecimal limit : limits) {
      context.compare(source -> agree(context, source, limit)).orThrow();
    }
    return Verdict.passed();
  }

  /** Returns a bound that takes an item, and one that doesn't: at a whole percentage, if any. */
  private List<BigDecimal> limits(List<BigDecimal> percentages) {
    BigDecimal middle = percentages.get(percentages.size() / 2);
    BigDecimal chosen =
        percentages.stream()
            .filter(one -> isWhole(one) && one.signum() > 0)
            .findFirst()
            .orElse(middle);
    boolean whole = isWhole(chosen);
    BigDecimal below =
        whole && bound.lower()
            ? chosen
            : chosen.setScale(0, RoundingMode.FLOOR).subtract(BigDecimal.ONE);
    BigDecimal above =
        whole && !bound.lower()
            ? chosen
            : chosen.setScale(0, RoundingMode.CEILING).add(BigDecimal.ONE);
    // A server may refuse less than nothing.
    return List.of(below.max(BigDecimal.ZERO), above);
  }

  private Verdict agree(CheckContext context, Source source, BigDecimal limit)
      throws InterruptedException {
    OperationRequest request =
        context
            .request(operation)
            .withQuery(
                parameter.name(), limit.setScale(0, RoundingMode.UNNECESSARY).toPlainString());
    List<JsonNode> all = items(context.request(operation), source);
    List<JsonNode> selected = items(request, source);
    Optional<JsonNode> wrong =
        judged(selected, limit).filter(item -> !bound.takes(item, limit)).findFirst();
    if (wrong.isPresent()) {
      return failed(request, limit, "also " + wrong.get());
    }
    List<JsonNode> missing =
        JsonValues.missing(
            judged(all, limit).filter(item -> bound.takes(item, limit)).toList(), selected);
    return missing.isEmpty()
        ? Verdict.passed()
        : failed(request, limit, "%d without %s".formatted(selected.size(), missing.get(0)));
  }

  private Verdict failed(OperationRequest request, BigDecimal limit, String actual) {
    return Verdict.failed(
        request,
        "all items with %s %s percent, and no others"
            .formatted(bound.lower() ? "at least" : "at most", limit.toPlainString()),
        actual);
  }

  private Stream<JsonNode> judged(List<JsonNode> items, BigDecimal limit) {
    return items.stream()
        .filter(
            item ->
                bound
                    .percentage(item)
                    .filter(
                        actual ->
                            isWhole(actual)
                                || actual.subtract(limit).abs().compareTo(BigDecimal.ONE) >= 0)
                    .isPresent());
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  private List<JsonNode> items(OperationRequest request, Source source)
      throws InterruptedException {
    return PageWalk.items(request, selects.items(), Integer.MAX_VALUE, source);
  }
}
