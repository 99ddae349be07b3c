package dev.ghbilling.spec.compare.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.spec.compare.reader.Element;
import dev.ghbilling.spec.compare.reader.ElementKind;
import dev.ghbilling.spec.compare.reader.Keywords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of two documents. Of an element that only one of them has, the parts aren't listed.
 */
public final class Comparison {
  private final List<Difference> differences = new ArrayList<>();

  private Comparison() {}

  /** Returns the differences, in the order of the first document, then of the second. */
  public static List<Difference> of(Element first, Element second) {
    Comparison comparison = new Comparison();
    comparison.compare(DocumentLocation.ROOT, first, second);
    return List.copyOf(comparison.differences);
  }

  private void compare(DocumentLocation location, Element first, Element second) {
    if (Alternatives.areIn(first) != Alternatives.areIn(second)
        && compareWithAlternative(location, first, second)) {
      return;
    }
    for (String keyword : union(first.facts(), second.facts())) {
      compareFact(location, first, second, keyword);
    }
    List<StatusRanges.Pair> ranges = StatusRanges.between(first, second);
    for (String identity : union(first.children(), second.children())) {
      Element before = first.children().get(identity);
      Element after = second.children().get(identity);
      if (before != null && after != null) {
        compareChild(location.of(before), before, after, first, second);
      } else if (ranges.stream().noneMatch(pair -> pair.contains(before) || pair.contains(after))) {
        compareLack(location, before, after, first, second);
      }
    }
    for (StatusRanges.Pair pair : ranges) {
      DocumentLocation status = location.of(pair.before());
      differences.add(
          Difference.ofFact(
              status,
              ElementKind.STATUS,
              Difference.STATUS,
              pair.relation(),
              TextNode.valueOf(pair.before().name()),
              TextNode.valueOf(pair.after().name())));
      compare(status, pair.before(), pair.after());
    }
  }

  private void compareChild(
      DocumentLocation location,
      Element before,
      Element after,
      Element firstParent,
      Element secondParent) {
    boolean wasSent = location.isSent(before);
    boolean isSent = location.isSent(after);
    if (wasSent && isSent) {
      compare(location, before, after);
    } else if (wasSent) {
      differences.add(Difference.ofUnsent(location, before, after, Relation.ADDED, secondParent));
    } else if (isSent) {
      differences.add(Difference.ofUnsent(location, after, before, Relation.REMOVED, firstParent));
    }
  }

  private void compareLack(
      DocumentLocation location,
      @Nullable Element before,
      @Nullable Element after,
      Element firstParent,
      Element secondParent) {
    if (before != null && location.of(before).isSent(before)) {
      differences.add(
          Difference.ofElement(location.of(before), before, Relation.REMOVED, secondParent));
    } else if (after != null && location.of(after).isSent(after)) {
      differences.add(Difference.ofElement(location.of(after), after, Relation.ADDED, firstParent));
    }
  }

  /**
   * Compares a schema with another one that has it as one of several alternatives.
   *
   * @return whether it is one of them
   */
  private boolean compareWithAlternative(DocumentLocation location, Element first, Element second) {
    boolean becomesSeveral = Alternatives.areIn(second);
    Element several = becomesSeveral ? second : first;
    for (Element alone : Alternatives.eachAlone(several)) {
      List<Difference> others = new ArrayList<>();
      Comparison comparison = new Comparison();
      comparison.compare(location, becomesSeveral ? first : alone, becomesSeveral ? alone : second);
      others.addAll(comparison.differences);
      if (others.stream().allMatch(difference -> isOfTheWhole(difference, location))) {
        differences.add(
            Difference.ofFact(
                location,
                first.kind(),
                Alternatives.FACT,
                becomesSeveral ? Relation.WIDER : Relation.NARROWER,
                becomesSeveral ? null : Alternatives.names(several),
                becomesSeveral ? Alternatives.names(several) : null));
        differences.addAll(others);
        return true;
      }
    }
    return false;
  }

  /** Returns whether a difference doesn't make a schema another one than its alternative. */
  private static boolean isOfTheWhole(Difference difference, DocumentLocation schema) {
    boolean isPresence =
        difference.fact().equals("required") || difference.fact().equals("nullable");
    return !difference.fact().isEmpty()
        && (!Keywords.isAssertion(difference.fact())
            || (isPresence && difference.location().equals(schema)));
  }

  private void compareFact(
      DocumentLocation location, Element first, Element second, String keyword) {
    JsonNode before = first.fact(keyword);
    JsonNode after = second.fact(keyword);
    if (before != null && before.equals(after)) {
      return;
    }
    if (keyword.equals("enumeration")) {
      compareEnumerations(location, first.kind(), before, after);
      return;
    }
    if (keyword.equals("nullable") && !(isConstrained(first) && isConstrained(second))) {
      // A schema without types allows null, and the missing type is listed already.
      return;
    }
    Relation relation = FactRelation.of(keyword, before, after);
    if (relation != Relation.SAME) {
      differences.add(Difference.ofFact(location, first.kind(), keyword, relation, before, after));
    }
  }

  private static boolean isConstrained(Element element) {
    return List.of("type", "enumeration", "alternatives").stream()
        .anyMatch(element.facts()::containsKey);
  }

  private void compareEnumerations(
      DocumentLocation location,
      ElementKind kind,
      @Nullable JsonNode before,
      @Nullable JsonNode after) {
    boolean wasOpen = isOpen(before);
    boolean isOpen = isOpen(after);
    if (before == null || after == null) {
      Relation relation = before == null ? Relation.NARROWER : Relation.WIDER;
      differences.add(
          Difference.ofFact(
              location,
              kind,
              "enumeration",
              wasOpen || isOpen ? Relation.EQUIVALENT : relation,
              before,
              after));
      return;
    }
    if (wasOpen != isOpen) {
      Relation relation = wasOpen ? Relation.NARROWER : Relation.WIDER;
      differences.add(
          Difference.ofFact(
              location, kind, "enumeration", relation, before.path("open"), after.path("open")));
    }
    Map<String, JsonNode> old = values(before);
    Map<String, JsonNode> current = values(after);
    String fact = wasOpen || isOpen ? Difference.KNOWN_VALUE : Difference.VALUE;
    for (String value : union(old, current)) {
      if (!current.containsKey(value)) {
        differences.add(
            Difference.ofFact(location, kind, fact, Relation.REMOVED, old.get(value), null));
      } else if (!old.containsKey(value)) {
        differences.add(
            Difference.ofFact(location, kind, fact, Relation.ADDED, null, current.get(value)));
      }
    }
  }

  private static boolean isOpen(@Nullable JsonNode enumeration) {
    return enumeration != null && enumeration.path("open").booleanValue();
  }

  private static Map<String, JsonNode> values(JsonNode enumeration) {
    Map<String, JsonNode> values = new TreeMap<>();
    enumeration.path("values").forEach(value -> values.put(value.toString(), value));
    return values;
  }

  private static Set<String> union(Map<String, ?> first, Map<String, ?> second) {
    Set<String> all = new LinkedHashSet<>(first.keySet());
    all.addAll(second.keySet());
    return all;
  }
}
