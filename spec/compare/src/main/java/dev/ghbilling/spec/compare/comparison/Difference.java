package dev.ghbilling.spec.compare.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.compare.comparison.DocumentLocation.Direction;
import dev.ghbilling.spec.compare.reader.Element;
import dev.ghbilling.spec.compare.reader.ElementKind;
import dev.ghbilling.spec.compare.reader.Keywords;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A difference between two documents.
 *
 * @param location where it is
 * @param kind the kind of the element there
 * @param fact the keyword of the fact that differs; empty if one document lacks the whole element
 * @param relation how the second document relates to the first
 * @param before the fact's value in the first document; null if it has none
 * @param after the fact's value in the second document; null if it has none
 * @param required whether the element that one document lacks is required
 * @param closed whether the document that lacks the element allows no others in its place
 */
public record Difference(
    DocumentLocation location,
    ElementKind kind,
    String fact,
    Relation relation,
    @Nullable JsonNode before,
    @Nullable JsonNode after,
    boolean required,
    boolean closed) {
  /** The fact of a value that a closed enumeration has. */
  public static final String VALUE = "value";

  /** The fact of a value that an open enumeration names. */
  public static final String KNOWN_VALUE = "known value";

  /** The fact of a status and a range that it is in. */
  public static final String STATUS = "status";

  /** Creates a difference in a fact. */
  static Difference ofFact(
      DocumentLocation location,
      ElementKind kind,
      String fact,
      Relation relation,
      @Nullable JsonNode before,
      @Nullable JsonNode after) {
    return new Difference(location, kind, fact, relation, before, after, false, false);
  }

  /** Creates the difference that one document lacks an element. */
  static Difference ofElement(
      DocumentLocation location, Element element, Relation relation, Element otherParent) {
    boolean required = element.isRequired();
    boolean closed = otherParent.isClosed();
    return new Difference(location, element.kind(), "", relation, null, null, required, closed);
  }

  /**
   * Creates the difference that one document has an element, but doesn't let it be sent in this
   * direction, by one of the facts {@code readOnly} and {@code writeOnly}.
   *
   * @param sent the element in the document that lets it be sent
   * @param unsent the element in the other document
   * @param relation whether the second document is the one that has the fact
   * @param unsentParent the parent of the unsent element
   */
  static Difference ofUnsent(
      DocumentLocation location,
      Element sent,
      Element unsent,
      Relation relation,
      Element unsentParent) {
    String fact =
        location.direction() == Direction.REQUEST ? Keywords.READ_ONLY : Keywords.WRITE_ONLY;
    boolean added = relation == Relation.ADDED;
    return new Difference(
        location,
        sent.kind(),
        fact,
        relation,
        added ? null : unsent.fact(fact),
        added ? unsent.fact(fact) : null,
        sent.isRequired(),
        unsentParent.isClosed());
  }

  /** Returns what differs: the fact's keyword, or the kind of an element that one lacks. */
  public String subject() {
    return fact.isEmpty() ? (required ? "required " : "") + kind.noun() : fact;
  }

  /** Returns the subject and its value in the document that has it. */
  public String subjectAndValue() {
    if (fact.isEmpty()) {
      return subject();
    }
    return subject() + " " + text(relation == Relation.REMOVED ? before : after);
  }

  /** Returns the first document's value as people read it. */
  public String beforeText() {
    return text(before);
  }

  /** Returns the second document's value as people read it. */
  public String afterText() {
    return text(after);
  }

  /** Returns whether the texts of the values make sense without the subject before them. */
  public boolean isSelfExplaining() {
    return fact.equals("required") || fact.equals("nullable");
  }

  private String text(@Nullable JsonNode value) {
    if (value == null) {
      return switch (fact) {
        case "required" -> "optional";
        case "nullable" -> "not nullable";
        case "type", "x-roles", "security", "additionalProperties" -> "any";
        default -> "none";
      };
    }
    if (isSelfExplaining()) {
      return fact;
    }
    if (fact.equals("enumeration")) {
      boolean open = value.isBoolean() ? value.booleanValue() : value.path("open").booleanValue();
      String values = list(value.path("values"));
      return values.isEmpty() ? (open ? "open" : "closed") : (open ? "open " : "") + values;
    }
    if (value.has("exclusive") && value.has("value")) {
      return (value.path("exclusive").booleanValue() ? "exclusive " : "")
          + value.path("value").asText();
    }
    if (fact.equals("type")) {
      return list(value).replace(", ", " or ");
    }
    if (value.isTextual()) {
      return value.asText();
    }
    return value.isArray() ? list(value) : value.toString();
  }

  private static String list(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.isValueNode() ? value.asText() : value.toString()));
    return String.join(", ", texts);
  }
}
