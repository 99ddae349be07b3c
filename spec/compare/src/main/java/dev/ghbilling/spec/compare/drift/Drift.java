package dev.ghbilling.spec.compare.drift;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.compare.comparison.Comparison;
import dev.ghbilling.spec.compare.comparison.Difference;
import dev.ghbilling.spec.compare.comparison.Relation;
import dev.ghbilling.spec.compare.reader.DocumentReader;
import dev.ghbilling.spec.compare.reader.Element;
import dev.ghbilling.spec.compare.reader.InvalidDocumentException;
import dev.ghbilling.spec.compare.reader.Keywords;
import dev.ghbilling.spec.compare.reader.OpenApiDocument;
import dev.ghbilling.spec.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A comparison of our contract with GitHub's description of the billing paths.
 *
 * <p>Documentation doesn't count, nor do names that aren't sent (operation ids, tags, names of
 * schemas), extensions, and who may call an operation.
 *
 * @param version the version of GitHub's description
 * @param differences the differences from ours to GitHub's, by id
 * @param known the intended differences
 */
public record Drift(String version, Map<String, Difference> differences, KnownDifferences known) {
  /**
   * Compares the billing paths of our contract with GitHub's.
   *
   * @param upstream GitHub's descriptions, at least one, whose operations are taken together
   * @throws InvalidDocumentException if a document can't be compared, or one of GitHub's describes
   *     none of the billing paths
   */
  public static Drift between(
      OpenApiDocument ours, List<OpenApiDocument> upstream, KnownDifferences known) {
    Map<String, Difference> differences = new LinkedHashMap<>();
    Comparison.of(
            DocumentReader.read(ours, BillingPaths::contain),
            upstream.stream().map(Drift::read).reduce(Element::with).orElseThrow())
        .stream()
        .filter(Drift::counts)
        .forEach(difference -> differences.put(uniqueId(difference, differences), difference));
    return new Drift(
        upstream.stream()
            .map(OpenApiDocument::version)
            .distinct()
            .collect(Collectors.joining(" and ")),
        differences,
        known);
  }

  private static Element read(OpenApiDocument upstream) {
    if (upstream.json().path("paths").properties().stream()
        .noneMatch(path -> BillingPaths.contain(path.getKey()))) {
      throw new InvalidDocumentException(
          upstream.name()
              + " describes no path below /settings/billing of an enterprise, organization or user");
    }
    return DocumentReader.read(upstream, BillingPaths::contain);
  }

  private static boolean counts(Difference difference) {
    if (difference.location().operation().isEmpty()) {
      return false;
    }
    return switch (difference.fact()) {
      case "operationId", "tags", "security", "path", "name" -> false;
      // Silence is no contradiction.
      case "format" -> difference.before() != null && difference.after() != null;
      default -> !Keywords.isAnnotation(difference.fact()) && !difference.fact().startsWith("x-");
    };
  }

  /** Returns an id with a number, if alternatives look alike and have the same id. */
  private static String uniqueId(Difference difference, Map<String, Difference> others) {
    String id = id(difference);
    String unique = id;
    for (int number = 2; others.containsKey(unique); number++) {
      unique = id + " (" + number + ")";
    }
    return unique;
  }

  /** Returns the operation, the location in it, and the values of both sides. */
  private static String id(Difference difference) {
    String[] methodAndPath = difference.location().operation().split(" ", 2);
    String operation = methodAndPath[0] + " " + BillingPaths.relative(methodAndPath[1]);
    String what =
        switch (difference.relation()) {
          case ADDED -> difference.subjectAndValue() + " only upstream";
          case REMOVED -> difference.subjectAndValue() + " only ours";
          default ->
              (difference.isSelfExplaining() ? "" : difference.fact() + " ")
                  + "%s ours, %s upstream"
                      .formatted(difference.beforeText(), difference.afterText());
        };
    return (operation + " " + difference.location().inOperation()).strip() + ": " + what;
  }

  /** Returns the ids of the differences that aren't known. */
  private List<String> unknown() {
    return differences.keySet().stream().filter(id -> known.reason(id).isEmpty()).toList();
  }

  /** Returns the ids of the known differences that don't exist. */
  private List<String> obsolete() {
    return known.obsolete(differences.keySet());
  }

  /** Returns whether a difference isn't known, or a known one doesn't exist. */
  public boolean isDrift() {
    return !unknown().isEmpty() || !obsolete().isEmpty();
  }

  /**
   * Returns lines for people. Their unknown differences can be copied into the list of known ones.
   */
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    addSection("Unknown differences", unknown(), lines);
    addSection("Obsolete known differences", obsolete(), lines);
    int count = differences.size() - unknown().size();
    if (count > 0) {
      lines.addAll(knownByReason(count).lines());
      lines.add("");
    }
    lines.add(
        "upstream %s, known from %s: %d known differences, %d unknown, %d obsolete"
            .formatted(version, known.upstream(), count, unknown().size(), obsolete().size()));
    return lines;
  }

  private TextTable knownByReason(int count) {
    TextTable table = new TextTable(4);
    table.heading("Known differences (" + count + ")");
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    known.reasons().forEach(reason -> byReason.put(reason, new ArrayList<>()));
    for (String id : differences.keySet()) {
      known
          .reason(id)
          .ifPresent(reason -> byReason.computeIfAbsent(reason, key -> new ArrayList<>()).add(id));
    }
    byReason.forEach(
        (reason, ids) -> {
          if (!ids.isEmpty()) {
            table.heading("  " + reason);
            ids.forEach(table::row);
          }
        });
    return table;
  }

  private static void addSection(String title, List<String> ids, List<String> lines) {
    if (!ids.isEmpty()) {
      lines.add("%s (%d)".formatted(title, ids.size()));
      ids.forEach(id -> lines.add("  - '%s'".formatted(id.replace("'", "''"))));
      lines.add("");
    }
  }

  /** Returns the same for programs. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("upstream", version).put("knownFrom", known.upstream()).put("drift", isDrift());
    var list = json.putArray("differences");
    differences.forEach(
        (id, difference) -> {
          ObjectNode entry = list.addObject().put("id", id);
          entry.put("operation", difference.location().operation());
          entry.put("place", difference.location().inOperation());
          entry.put("subject", difference.subject());
          entry.put("side", side(difference.relation()));
          entry.set("ours", difference.before());
          entry.set("upstream", difference.after());
          entry
              .put("known", known.reason(id).isPresent())
              .put("reason", known.reason(id).orElse(null));
        });
    var obsolete = json.putArray("obsolete");
    obsolete().forEach(obsolete::add);
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
