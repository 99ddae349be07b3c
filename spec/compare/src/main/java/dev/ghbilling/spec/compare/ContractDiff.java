package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;

/**
 * What changed between two contracts.
 *
 * @param older the version of the older one
 * @param newer the version of the newer one
 * @param changes every change to an operation and to how it is reached
 * @param elsewhere whether the documents differ, but in nothing that is compared
 */
record ContractDiff(String older, String newer, List<Change> changes, boolean elsewhere) {
  static ContractDiff between(Description older, Description newer) {
    List<Change> changes =
        Comparison.of(DocumentReader.whole(older), DocumentReader.whole(newer)).stream()
            .map(difference -> new Change(difference, Rule.of(difference)))
            .toList();
    boolean elsewhere = changes.isEmpty() && !older.document().equals(newer.document());
    return new ContractDiff(older.version(), newer.version(), changes, elsewhere);
  }

  List<Change> breaking(Party party) {
    return changes.stream().filter(change -> change.breaks(party)).toList();
  }

  List<Change> harmless() {
    return changes.stream().filter(Change::isHarmless).toList();
  }

  boolean isBreaking() {
    return !changes.stream().allMatch(Change::isHarmless);
  }

  /** A table for people: what breaks whom, operation by operation. */
  String toText() {
    StringBuilder text = new StringBuilder();
    section("Breaks callers", change -> change.breaks(Party.CALLERS), text);
    section("Breaks servers", change -> change.breaks(Party.SERVERS), text);
    section("Harmless", Change::isHarmless, text);
    if (elsewhere) {
      text.append("Nothing that is compared differs, though the documents aren't the same.\n\n");
    }
    return text.append(summary()).append('\n').toString();
  }

  private String summary() {
    return "%s -> %s: %d break callers, %d break servers, %d harmless"
        .formatted(
            older,
            newer,
            breaking(Party.CALLERS).size(),
            breaking(Party.SERVERS).size(),
            harmless().size());
  }

  private void section(String title, Predicate<Change> wanted, StringBuilder text) {
    List<Change> some = changes.stream().filter(wanted).toList();
    if (some.isEmpty()) {
      return;
    }
    text.append(title).append(" (").append(some.size()).append(")\n");
    TextTable table = new TextTable();
    for (Change change : some) {
      Place place = change.difference().place();
      table.row(
          place.operation().isEmpty() ? "the document" : place.operation(),
          place.part(),
          Reason.oneLine(change.what()),
          change.isHarmless() ? "" : "(" + change.rule().reason() + ")");
    }
    text.append(table).append('\n');
  }

  ObjectNode toJson() {
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
