package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In what our contract and GitHub's description of the billing paths differ. What binds nobody
 * doesn't count, nor what each names in its own way: operations' ids, tags, schemas' names,
 * extensions, who is admitted.
 *
 * @param version the version of GitHub's description
 * @param recordedFrom the description that the known differences were found in
 * @param differences by id, from ours to GitHub's
 * @param known the ids that are known, with a reason each
 */
record Drift(
    String version,
    String recordedFrom,
    Map<String, Difference> differences,
    Map<String, String> known) {
  static Drift between(Description ours, Description upstream, KnownDifferences known) {
    Map<String, Difference> differences = new LinkedHashMap<>();
    Comparison.of(
            DocumentReader.at(BillingPaths::contain, ours),
            DocumentReader.at(BillingPaths::contain, upstream))
        .stream()
        .filter(Drift::counts)
        .forEach(difference -> add(difference, differences));
    return new Drift(upstream.version(), known.upstream(), differences, known.reasons());
  }

  /** Alternatives can look alike; each but the first bears its number. */
  private static void add(Difference difference, Map<String, Difference> into) {
    String id = id(difference);
    String unique = id;
    for (int number = 2; into.containsKey(unique); number++) {
      unique = id + " (" + number + ")";
    }
    into.put(unique, difference);
  }

  private static boolean counts(Difference difference) {
    if (difference.place().operation().isEmpty()) {
      return false;
    }
    return switch (difference.fact()) {
      // An operation has facts of no other kind that binds.
      case "operationId", "tags", "security", "path", "name", "order" -> false;
      // Silence is no contradiction.
      case "format" -> difference.before() != null && difference.after() != null;
      default -> !Keyword.isWords(difference.fact()) && !difference.fact().startsWith("x-");
    };
  }

  /**
   * What identifies a difference: the operation with its path below the billing root, the place,
   * and what each side says.
   */
  static String id(Difference difference) {
    return "%s: %s".formatted(place(difference), what(difference));
  }

  private static String place(Difference difference) {
    String part = difference.place().part();
    return operation(difference) + (part.isEmpty() ? "" : " " + part);
  }

  private static String operation(Difference difference) {
    String[] words = difference.place().operation().split(" ", 2);
    return words[0] + " " + BillingPaths.shortened(words[1]);
  }

  private static String what(Difference difference) {
    return switch (difference.relation()) {
      case ADDED -> thing(difference, difference.after()) + " only upstream";
      case REMOVED -> thing(difference, difference.before()) + " only ours";
      default ->
          "%s ours, %s upstream"
              .formatted(
                  labelled(difference, difference.before()),
                  Difference.text(difference.fact(), difference.after()));
    };
  }

  private static String thing(Difference difference, @Nullable JsonNode value) {
    String text = value == null ? "" : " " + Difference.text(difference.fact(), value);
    return difference.subject() + text;
  }

  private static String labelled(Difference difference, @Nullable JsonNode value) {
    String text = Difference.text(difference.fact(), value);
    return Difference.isPlain(difference.fact()) ? text : difference.fact() + " " + text;
  }

  /** The ids of what differs and isn't known. */
  List<String> unknown() {
    return differences.keySet().stream().filter(id -> !known.containsKey(id)).toList();
  }

  /** The ids of what is known to differ and doesn't. */
  List<String> noLongerThere() {
    return known.keySet().stream().filter(id -> !differences.containsKey(id)).toList();
  }

  boolean isDrift() {
    return !unknown().isEmpty() || !noLongerThere().isEmpty();
  }

  /** What isn't known first, in the words that the list of known differences takes. */
  String toText() {
    StringBuilder text = new StringBuilder();
    section("Unknown differences", unknown(), text);
    section("Known, but no longer there", noLongerThere(), text);
    TextTable byReason = new TextTable();
    known.forEach(
        (id, reason) -> {
          if (differences.containsKey(id)) {
            byReason.row(reason, id);
          }
        });
    if (!byReason.isEmpty()) {
      text.append("Known differences (").append(differences.size() - unknown().size());
      text.append(")\n").append(byReason).append('\n');
    }
    return text.append(summary()).append('\n').toString();
  }

  private String summary() {
    return "upstream %s, known from %s: %d known differences, %d unknown, %d no longer there"
        .formatted(
            version,
            recordedFrom,
            differences.size() - unknown().size(),
            unknown().size(),
            noLongerThere().size());
  }

  private static void section(String title, List<String> ids, StringBuilder text) {
    if (!ids.isEmpty()) {
      text.append(title).append(" (").append(ids.size()).append(")\n");
      ids.forEach(id -> text.append("  - '").append(id.replace("'", "''")).append("'\n"));
      text.append('\n');
    }
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("upstream", version).put("knownFrom", recordedFrom).put("drift", isDrift());
    var list = json.putArray("differences");
    differences.forEach(
        (id, difference) -> {
          ObjectNode entry = list.addObject().put("id", id);
          entry.put("operation", difference.place().operation());
          entry.put("place", difference.place().part());
          entry.put("subject", difference.subject());
          entry.put("side", side(difference.relation()));
          entry.set("ours", difference.before());
          entry.set("upstream", difference.after());
          entry.put("known", known.containsKey(id)).put("reason", known.get(id));
        });
    var stale = json.putArray("noLongerThere");
    noLongerThere().forEach(stale::add);
    return json;
  }

  private static String side(Relation relation) {
    return switch (relation) {
      case ADDED -> "upstream";
      case REMOVED -> "ours";
      default -> "both";
    };
  }
}
