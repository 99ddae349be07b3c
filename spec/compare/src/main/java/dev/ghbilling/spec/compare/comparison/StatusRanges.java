package dev.ghbilling.spec.compare.comparison;

import dev.ghbilling.spec.compare.reader.Element;
import dev.ghbilling.spec.compare.reader.ElementKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statuses that only one of two operations lists, where the other one lists a range that they
 * are in: {@code 200} is in {@code 2XX}, and an error also in {@code default}.
 */
final class StatusRanges {
  private static final String DEFAULT = "default";

  private StatusRanges() {}

  /**
   * A status and a range that it is in.
   *
   * @param before what the first operation lists
   * @param after what the second operation lists
   * @param relation {@link Relation#EQUIVALENT} if both operations list the range
   */
  record Pair(Element before, Element after, Relation relation) {
    boolean contains(@Nullable Element status) {
      return status != null && (status.equals(before) || status.equals(after));
    }
  }

  /** Returns each such status of either operation with its range. */
  static List<Pair> between(Element first, Element second) {
    Map<String, Element> before = statuses(first);
    Map<String, Element> after = statuses(second);
    List<Pair> pairs = new ArrayList<>();
    before.forEach(
        (name, status) -> {
          Element range = after.containsKey(name) ? null : range(name, after);
          if (range != null) {
            boolean listed = before.containsKey(range.name());
            pairs.add(new Pair(status, range, listed ? Relation.EQUIVALENT : Relation.WIDER));
          }
        });
    after.forEach(
        (name, status) -> {
          Element range = before.containsKey(name) ? null : range(name, before);
          if (range != null) {
            boolean listed = after.containsKey(range.name());
            pairs.add(new Pair(range, status, listed ? Relation.EQUIVALENT : Relation.NARROWER));
          }
        });
    return pairs;
  }

  private static @Nullable Element range(String status, Map<String, Element> ranges) {
    Element range = ranges.get(status.charAt(0) + "XX");
    if (range != null) {
      return range;
    }
    return status.matches("[45]..") ? ranges.get(DEFAULT) : null;
  }

  private static Map<String, Element> statuses(Element operation) {
    Map<String, Element> statuses = new LinkedHashMap<>();
    operation
        .children()
        .values()
        .forEach(
            child -> {
              if (child.kind() == ElementKind.STATUS) {
                statuses.put(child.name(), child);
              }
            });
    return statuses;
  }
}
