package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * A difference between an older and a newer contract, and what it means.
 *
 * @param difference from the older to the newer
 * @param rule whom it breaks
 */
record Change(Difference difference, Rule rule) {
  boolean breaks(Party party) {
    return rule.breaks().contains(party);
  }

  boolean isHarmless() {
    return rule.breaks().isEmpty();
  }

  /** What changed, without where. */
  String what() {
    String before = Difference.text(difference.fact(), difference.before());
    String after = Difference.text(difference.fact(), difference.after());
    boolean isText = rule == Rule.WORDS;
    return switch (difference.relation()) {
      case ADDED -> subject(isText || difference.fact().isEmpty() ? "" : " " + after) + " added";
      case REMOVED ->
          subject(isText || difference.fact().isEmpty() ? "" : " " + before) + " removed";
      default -> {
        if (isText) {
          yield subject("") + " changed";
        }
        yield (Difference.isPlain(difference.fact()) ? "" : difference.subject() + " ")
            + before
            + " -> "
            + after;
      }
    };
  }

  private String subject(String value) {
    return difference.subject() + value;
  }

  /** The whole change in one line. */
  @Override
  public String toString() {
    String place = difference.place().toString();
    return Reason.oneLine((place.isEmpty() ? "" : place + ": ") + what());
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("operation", difference.place().operation());
    json.put("place", difference.place().part());
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
