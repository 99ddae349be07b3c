package dev.ghbilling.spec.compare.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.compare.reader.Element;
import dev.ghbilling.spec.compare.reader.ElementKind;
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
    for (String keyword : union(first.facts(), second.facts())) {
      compareFact(location, first, second, keyword);
    }
    for (String identity : union(first.children(), second.children())) {
      Element before = first.children().get(identity);
      Element after = second.children().get(identity);
      if (before == null && after != null) {
        differences.add(Difference.ofElement(location.of(after), after, Relation.ADDED, first));
      } else if (after == null && before != null) {
        differences.add(
            Difference.ofElement(location.of(before), before, Relation.REMOVED, second));
      } else if (before != null && after != null) {
        compare(location.of(before), before, after);
      }
    }
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
