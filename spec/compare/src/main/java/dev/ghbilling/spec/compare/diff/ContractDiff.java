package dev.ghbilling.spec.compare.diff;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.compare.comparison.Comparison;
import dev.ghbilling.spec.compare.comparison.DocumentLocation;
import dev.ghbilling.spec.compare.reader.DocumentReader;
import dev.ghbilling.spec.compare.reader.OpenApiDocument;
import dev.ghbilling.spec.text.TextTable;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of the changes from an older contract to a newer one.
 *
 * @param older the version of the older contract
 * @param newer the version of the newer contract
 * @param changes the changes to operations and to how they are reached
 * @param elsewhere whether the documents differ only in what isn't compared
 */
public record ContractDiff(String older, String newer, List<Change> changes, boolean elsewhere) {
  /** Compares two contracts. */
  public static ContractDiff between(OpenApiDocument older, OpenApiDocument newer) {
    List<Change> changes =
        Comparison.of(DocumentReader.read(older), DocumentReader.read(newer)).stream()
            .map(difference -> new Change(difference, Rule.of(difference)))
            .toList();
    boolean elsewhere = changes.isEmpty() && !older.json().equals(newer.json());
    return new ContractDiff(older.version(), newer.version(), changes, elsewhere);
  }

  /** Returns the changes that break somebody. */
  public List<Change> breaking(Party party) {
    return changes.stream().filter(change -> change.breaks(party)).toList();
  }

  private List<Change> harmless() {
    return changes.stream().filter(Change::isHarmless).toList();
  }

  /** Returns whether a change breaks anybody. */
  public boolean isBreaking() {
    return !changes.stream().allMatch(Change::isHarmless);
  }

  /** Returns whether the two contracts are the same document. */
  public boolean isEmpty() {
    return changes.isEmpty() && !elsewhere;
  }

  /** Returns the lines of a table for people, operation by operation. */
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    addSection("Breaks callers", breaking(Party.CALLERS), lines);
    addSection("Breaks servers", breaking(Party.SERVERS), lines);
    addSection("Harmless", harmless(), lines);
    if (elsewhere) {
      lines.add("The documents differ, but only in parts that no operation uses.");
      lines.add("");
    }
    lines.add(
        "%s -> %s: %d break callers, %d break servers, %d harmless"
            .formatted(
                older,
                newer,
                breaking(Party.CALLERS).size(),
                breaking(Party.SERVERS).size(),
                harmless().size()));
    return lines;
  }

  private static void addSection(String title, List<Change> changes, List<String> lines) {
    if (changes.isEmpty()) {
      return;
    }
    TextTable table = new TextTable(4);
    table.heading(title + " (" + changes.size() + ")");
    String operation = "";
    for (Change change : changes) {
      DocumentLocation location = change.difference().location();
      String next = location.operation().isEmpty() ? "the document" : location.operation();
      if (!next.equals(operation)) {
        table.heading("  " + next);
        operation = next;
      }
      String reason = change.isHarmless() ? "" : "(" + change.rule().reason() + ")";
      table.row(location.inOperation(), change.what(), reason);
    }
    lines.addAll(table.lines());
    lines.add("");
  }

  /** Returns the same for programs. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("older", older).put("newer", newer).put("breaking", isBreaking());
    json.put("breaksCallers", breaking(Party.CALLERS).size());
    json.put("breaksServers", breaking(Party.SERVERS).size());
    json.put("harmless", harmless().size());
    json.put("differElsewhere", elsewhere);
    var list = json.putArray("changes");
    changes.forEach(change -> list.add(change.toJson()));
    return json;
  }
}
