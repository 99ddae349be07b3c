package dev.ghbilling.spec.compare;

/**
 * Where in the documents something stands.
 *
 * @param operation the method and path of an operation; empty outside of operations
 * @param holder what of the operation: {@code query year}, {@code body}, {@code answer 200}; empty
 *     for the operation itself
 * @param pointer where in its JSON, {@code *} for each item of a list; empty for all of it
 * @param side who sends what stands there
 */
record Place(String operation, String holder, String pointer, Side side) {
  /** Who sends something. */
  enum Side {
    /** Nobody: it isn't sent. */
    NEITHER,
    /** A caller, in a request. */
    REQUEST,
    /** A server, in an answer. */
    ANSWER
  }

  static final Place DOCUMENT = new Place("", "", "", Side.NEITHER);

  /** The place of a part of what stands here. */
  Place of(Element child) {
    return switch (child.kind()) {
      case DOCUMENT -> this;
      case SERVER -> new Place("", "server " + child.name(), "", Side.NEITHER);
      case OPERATION -> new Place(child.name(), "", "", Side.REQUEST);
      case PARAMETER, BODY -> new Place(operation, child.name(), "", Side.REQUEST);
      case STATUS -> new Place(operation, "answer " + child.name(), "", Side.ANSWER);
      case HEADER -> within(" header " + child.name());
      case MEDIA_TYPE -> DocumentReader.isUsual(child.name()) ? this : within(" " + child.name());
      case PROPERTY -> below("/" + child.name().replace("~", "~0").replace("/", "~1"));
      case ITEMS -> below("/*");
      case OTHER_PROPERTIES -> below("/{any other}");
      case ALTERNATIVE -> below("(" + child.name() + ")");
    };
  }

  private Place within(String more) {
    return new Place(operation, holder + more, pointer, side);
  }

  private Place below(String more) {
    return new Place(operation, holder, pointer + more, side);
  }

  /** Holder and pointer as one text; empty for the operation itself. */
  String part() {
    return pointer.isEmpty() ? holder : holder + " " + pointer;
  }

  @Override
  public String toString() {
    return (operation + " " + part()).strip();
  }
}
