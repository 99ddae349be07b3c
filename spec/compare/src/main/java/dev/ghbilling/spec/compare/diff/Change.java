package dev.ghbilling.spec.compare.diff;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.compare.comparison.Difference;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A change from an older contract to a newer one.
 *
 * @param difference the difference between the two
 * @param rule what it means
 */
public record Change(Difference difference, Rule rule) {
  boolean breaks(Party party) {
    return rule.breaks().contains(party);
  }

  boolean isHarmless() {
    return rule.breaks().isEmpty();
  }

  /** Returns what changed, in one line without the location. */
  String what() {
    return text().lines().map(String::strip).collect(Collectors.joining(" ")).strip();
  }

  private String text() {
    // Documentation can be long, and both texts are in the documents.
    String what = rule == Rule.DOCUMENTATION ? difference.subject() : difference.subjectAndValue();
    return switch (difference.relation()) {
      case ADDED -> what + " added";
      case REMOVED -> what + " removed";
      default -> {
        if (rule == Rule.DOCUMENTATION) {
          yield what + " changed";
        }
        yield (difference.isSelfExplaining() ? "" : difference.subject() + " ")
            + difference.beforeText()
            + " -> "
            + difference.afterText();
      }
    };
  }

  /** Returns location and change in one line. */
  @Override
  public String toString() {
    String location = difference.location().toString();
    return (location.isEmpty() ? "" : location + ": ") + what();
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("operation", difference.location().operation());
    json.put("place", difference.location().inOperation());
    json.put("what", what());
    json.put("rule", rule.id());
    json.put("reason", rule.reason());
    json.set("before", difference.before());
    json.set("after", difference.after());
    var breaks = json.putArray("breaks");
    rule.breaks().forEach(party -> breaks.add(party.name().toLowerCase(Locale.ROOT)));
    return json;
  }
}
