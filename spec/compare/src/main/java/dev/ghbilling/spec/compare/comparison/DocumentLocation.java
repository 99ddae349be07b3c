package dev.ghbilling.spec.compare.comparison;

import dev.ghbilling.spec.compare.reader.Element;
import dev.ghbilling.spec.compare.reader.ElementKind;
import dev.ghbilling.spec.compare.reader.Keywords;

/**
 * A location that exists in both documents, or would if one weren't missing something.
 *
 * @param operation method and path of the operation; empty outside of operations
 * @param part the part of the operation, for example {@code query year}, {@code body} or {@code
 *     response 200}; empty for the operation itself
 * @param pointer the location in the part's JSON, with {@code *} for the items of a list; empty for
 *     the part itself
 * @param direction who sends what is there
 */
public record DocumentLocation(String operation, String part, String pointer, Direction direction) {
  /** A direction in which something is sent. */
  public enum Direction {
    /** It isn't sent. */
    NONE,
    /** A caller sends it. */
    REQUEST,
    /** A server sends it. */
    RESPONSE
  }

  static final DocumentLocation ROOT = new DocumentLocation("", "", "", Direction.NONE);

  private static final String USUAL_MEDIA_TYPE = "application/json";

  /** Returns the location of a child of the element here. */
  DocumentLocation of(Element child) {
    return switch (child.kind()) {
      case DOCUMENT -> this;
      case SERVER -> new DocumentLocation("", "server " + child.name(), "", Direction.NONE);
      case OPERATION -> new DocumentLocation(child.name(), "", "", Direction.REQUEST);
      case PARAMETER, BODY -> new DocumentLocation(operation, child.name(), "", Direction.REQUEST);
      case STATUS ->
          new DocumentLocation(operation, "response " + child.name(), "", Direction.RESPONSE);
      case HEADER -> inPart(" header " + child.name());
      case MEDIA_TYPE -> child.name().equals(USUAL_MEDIA_TYPE) ? this : inPart(" " + child.name());
      case PROPERTY -> below("/" + child.name().replace("~", "~0").replace("/", "~1"));
      case ITEMS -> below("/*");
      case OTHER_PROPERTIES -> below("/{any other}");
      case ALTERNATIVE -> below("(" + child.name() + ")");
    };
  }

  private DocumentLocation inPart(String more) {
    return new DocumentLocation(operation, part + more, pointer, direction);
  }

  private DocumentLocation below(String more) {
    return new DocumentLocation(operation, part, pointer + more, direction);
  }

  /** Returns the part and the pointer as one text; empty for the operation itself. */
  public String inOperation() {
    return pointer.isEmpty() ? part : part + " " + pointer;
  }

  /**
   * Returns whether an element is sent in this direction: a property that is read-only isn't in
   * requests, and one that is write-only isn't in responses.
   */
  boolean isSent(Element element) {
    if (element.kind() != ElementKind.PROPERTY) {
      return true;
    }
    return switch (direction) {
      case REQUEST -> element.fact(Keywords.READ_ONLY) == null;
      case RESPONSE -> element.fact(Keywords.WRITE_ONLY) == null;
      case NONE -> true;
    };
  }

  /** Returns whether it is the response of a status that is an error. */
  public boolean isErrorResponse() {
    return part.startsWith("response ") && !part.matches("response [123].*");
  }

  @Override
  public String toString() {
    return (operation + " " + inOperation()).strip();
  }
}
