package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Totals agree with the parts that they are documented to be made of. */
final class TotalsAspect implements Aspect {
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
          session -> agree(session, operation, rule));
    }
  }

  private static Verdict agree(Session session, Operation operation, JsonNode rule)
      throws InterruptedException {
    List<JsonNode> documents = new ArrayList<>();
    if (operation.pagination().isPresent()) {
      PageWalk walk =
          PageWalk.of(session, operation, PagesAspect.largest(operation), PagesAspect.MOST);
      if (!walk.isWhole()) {
        return Verdict.notApplicable("there are more pages than the suite reads");
      }
      walk.pages().forEach(page -> documents.add(page.json()));
    } else {
      documents.add(session.accepted(operation).json());
    }
    String within = rule.path("within").asText("");
    if (within.isEmpty()) {
      return agree(session.call(operation), documents, rule);
    }
    Verdict verdict = Verdict.notApplicable("there is nothing at " + within);
    for (JsonNode document : documents) {
      for (JsonNode place : Places.find(document, within, Set.of())) {
        Verdict here = agree(session.call(operation), List.of(place), rule);
        if (here.outcome() == Outcome.FAILED) {
          return here;
        }
        verdict = verdict.outcome() == Outcome.PASSED ? verdict : here;
      }
    }
    return verdict;
  }

  private static Verdict agree(Call call, List<JsonNode> documents, JsonNode rule) {
    String pointer = rule.path("total").asText();
    JsonNode total = documents.get(0).at(pointer);
    if (!total.isNumber()) {
      return Verdict.failed(
          call, "a number at " + pointer, total.isMissingNode() ? "none" : "" + total);
    }
    BigDecimal made = made(documents, rule);
    if (made.signum() == 0 && total.decimalValue().signum() == 0) {
      return Verdict.notApplicable("there is nothing to add up at " + pointer);
    }
    return made.compareTo(total.decimalValue()) == 0
        ? Verdict.passed()
        : Verdict.failed(
            call,
            "%s to be what its parts make, %s".formatted(pointer, made.toPlainString()),
            total.toString());
  }

  private static BigDecimal made(List<JsonNode> documents, JsonNode rule) {
    if (rule.has("sum")) {
      return parts(documents, rule, "sum").stream()
          .filter(JsonNode::isNumber)
          .map(JsonNode::decimalValue)
          .reduce(BigDecimal.ZERO, BigDecimal::add);
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
        .flatMap(document -> Places.find(document, rule.path(kind).asText(), except).stream())
        .toList();
  }
}
