package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds where two documents differ. What stands below a thing that only one of them has isn't
 * listed.
 */
final class Comparison {
  /** A fact of an enumeration's value that both documents' readers know of. */
  static final String VALUE = "value";

  /** The same in an enumeration that admits any other value too. */
  static final String KNOWN_VALUE = "known value";

  private static final JsonNode INTEGER = SchemaMerger.texts(List.of("integer"));

  private final List<Difference> differences = new ArrayList<>();

  private Comparison() {}

  /** The differences, in the order of the first document, then of the second. */
  static List<Difference> of(Element first, Element second) {
    Comparison comparison = new Comparison();
    comparison.compare(Place.DOCUMENT, first, second);
    return List.copyOf(comparison.differences);
  }

  private void compare(Place place, Element first, Element second) {
    for (String keyword : union(first.facts(), second.facts())) {
      fact(place, first, second, keyword);
    }
    for (String identity : union(first.children(), second.children())) {
      Element before = first.children().get(identity);
      Element after = second.children().get(identity);
      if (before == null && after != null) {
        differences.add(
            Difference.ofThing(place.of(after), after, Relation.ADDED, isClosed(first)));
      } else if (after == null && before != null) {
        differences.add(
            Difference.ofThing(place.of(before), before, Relation.REMOVED, isClosed(second)));
      } else if (before != null && after != null) {
        compare(place.of(before), before, after);
      }
    }
  }

  private void fact(Place place, Element first, Element second, String keyword) {
    JsonNode before = first.facts().get(keyword);
    JsonNode after = second.facts().get(keyword);
    if (before != null && before.equals(after)) {
      return;
    }
    if (keyword.equals("enumeration")) {
      enumeration(place, first.kind(), before, after);
      return;
    }
    if (keyword.equals("nullable") && !(refusesSome(first) && refusesSome(second))) {
      // What admits anything admits null, and that there is a bound at all is said already.
      return;
    }
    if (keyword.equals("order") && sameOrder(before, after)) {
      return;
    }
    Relation relation = Keyword.relation(keyword, before, after);
    if (relation != Relation.SAME) {
      Set<Circumstance> circumstances =
          isPrimitive(first) && isPrimitive(second) ? Set.of(Circumstance.PRIMITIVE) : Set.of();
      differences.add(
          Difference.ofFact(place, first.kind(), keyword, relation, before, after, circumstances));
    }
  }

  /** Whether an element of these facts says which types or values it admits. */
  private static boolean refusesSome(Element element) {
    return List.of("type", "enumeration", "alternatives").stream()
        .anyMatch(element.facts()::containsKey);
  }

  private static boolean isClosed(Element element) {
    return element
        .facts()
        .getOrDefault("additionalProperties", NullNode.instance)
        .asText()
        .equals("none");
  }

  /** Whether it is a required integer of a record. */
  private static boolean isPrimitive(Element element) {
    return element.kind() == Kind.PROPERTY
        && element.required()
        && INTEGER.equals(element.facts().get("type"));
  }

  private void enumeration(
      Place place, Kind kind, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null || after == null) {
      boolean open = isOpen(before) || isOpen(after);
      Relation relation =
          open ? Relation.EQUIVALENT : before == null ? Relation.NARROWER : Relation.WIDER;
      differences.add(
          Difference.ofFact(place, kind, "enumeration", relation, before, after, Set.of()));
      return;
    }
    boolean wasOpen = isOpen(before);
    boolean isOpen = isOpen(after);
    if (wasOpen != isOpen) {
      // The values themselves are compared below.
      Relation relation = wasOpen ? Relation.NARROWER : Relation.WIDER;
      differences.add(
          Difference.ofFact(
              place,
              kind,
              "enumeration",
              relation,
              before.path("open"),
              after.path("open"),
              Set.of()));
    }
    Map<String, JsonNode> old = values(before);
    Map<String, JsonNode> current = values(after);
    String fact = wasOpen || isOpen ? KNOWN_VALUE : VALUE;
    for (String value : union(old, current)) {
      if (!current.containsKey(value)) {
        differences.add(
            Difference.ofFact(place, kind, fact, Relation.REMOVED, old.get(value), null, Set.of()));
      } else if (!old.containsKey(value)) {
        differences.add(
            Difference.ofFact(
                place, kind, fact, Relation.ADDED, null, current.get(value), Set.of()));
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

  /** Whether what both list stands in the same order. */
  private static boolean sameOrder(@Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null || after == null) {
      return true;
    }
    Set<String> old = texts(before);
    Set<String> current = texts(after);
    List<String> left = old.stream().filter(current::contains).toList();
    return left.equals(current.stream().filter(old::contains).toList());
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new LinkedHashSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Set<String> union(Map<String, ?> first, Map<String, ?> second) {
    Set<String> all = new LinkedHashSet<>(first.keySet());
    all.addAll(second.keySet());
    return all;
  }
}
