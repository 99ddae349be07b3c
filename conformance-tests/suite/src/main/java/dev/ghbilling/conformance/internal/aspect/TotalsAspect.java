package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Checks that the server reports totals that equal the sum or count of their documented parts. */
public final class TotalsAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    JsonNode rules = operation.node().path("x-totals");
    for (int i = 0; i < rules.size(); i++) {
      JsonNode rule = rules.path(i);
      String total = rule.path("within").asText("") + rule.path("total").asText();
      checklist.add(
          operation,
          "totals/" + total.substring(1).replace("/*", "[]").replace('/', '.'),
          Clause.extension(operation, "x-totals/" + i),
          context -> agree(context, operation, rule));
    }
  }

  private static Verdict agree(CheckContext context, Operation operation, JsonNode rule)
      throws InterruptedException {
    List<JsonNode> documents = new ArrayList<>();
    if (operation.pagination().isPresent()) {
      PageWalk walk = PageWalk.whole(context, operation);
      if (!walk.isComplete()) {
        return Verdict.notApplicable(
            "there are more pages than the %d that the suite reads".formatted(PageWalk.MAX_PAGES));
      }
      walk.pages().forEach(page -> documents.add(page.json()));
    } else {
      documents.add(context.successfulResponse(operation).json());
    }
    String within = rule.path("within").asText("");
    if (within.isEmpty()) {
      return agree(context.request(operation), "", documents, rule);
    }
    Verdict verdict = Verdict.notApplicable("there is nothing at " + within);
    for (JsonNode document : documents) {
      for (Map.Entry<String, JsonNode> scope :
          JsonValues.valuesByPath(document, within, Set.of()).entrySet()) {
        Verdict inScope =
            agree(context.request(operation), scope.getKey(), List.of(scope.getValue()), rule);
        if (inScope.outcome() == Outcome.FAILED) {
          return inScope;
        }
        verdict = verdict.outcome() == Outcome.PASSED ? verdict : inScope;
      }
    }
    return verdict;
  }

  private static Verdict agree(
      OperationRequest request, String within, List<JsonNode> documents, JsonNode rule) {
    String pointer = rule.path("total").asText();
    JsonNode total = documents.get(0).at(pointer);
    String path = JsonValues.property(within, JsonValues.path(documents.get(0), pointer));
    if (!total.isNumber()) {
      return Verdict.failed(
          request, "a number at " + path, total.isMissingNode() ? "none" : "" + total);
    }
    List<JsonNode> summed = parts(documents, rule, "sum");
    BigDecimal computed = computed(documents, rule);
    if (computed.signum() == 0 && total.decimalValue().signum() == 0) {
      return Verdict.notApplicable("there is nothing to add up for " + pointer);
    }
    boolean equal =
        rule.has("sum")
            ? JsonValues.isSum(total.decimalValue(), summed)
            : computed.compareTo(total.decimalValue()) == 0;
    return equal
        ? Verdict.passed()
        : Verdict.failed(
            request,
            "%s to equal its parts, %s".formatted(path, computed.toPlainString()),
            total.toString());
  }

  private static BigDecimal computed(List<JsonNode> documents, JsonNode rule) {
    if (rule.has("sum")) {
      return JsonValues.sum(parts(documents, rule, "sum"));
    }
    if (rule.has("count")) {
      return BigDecimal.valueOf(parts(documents, rule, "count").size());
    }
    Set<String> distinct = new HashSet<>();
    parts(documents, rule, "distinct")
        .forEach(part -> distinct.add(part.asText().toLowerCase(Locale.ROOT)));
    return BigDecimal.valueOf(distinct.size());
  }

  private static List<JsonNode> parts(List<JsonNode> documents, JsonNode rule, String kind) {
    Set<String> except = new HashSet<>();
    rule.path("except").forEach(key -> except.add(key.asText()));
    return documents.stream()
        .flatMap(document -> JsonValues.find(document, rule.path(kind).asText(), except).stream())
        .toList();
  }
}
