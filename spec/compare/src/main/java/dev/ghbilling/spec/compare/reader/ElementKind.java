package dev.ghbilling.spec.compare.reader;

/** A kind of {@link Element}. */
public enum ElementKind {
  DOCUMENT("document"),
  SERVER("server"),
  OPERATION("operation"),
  PARAMETER("parameter"),
  BODY("body"),
  STATUS("status"),
  HEADER("header"),
  MEDIA_TYPE("media type"),
  PROPERTY("property"),
  ITEMS("schema of the items"),
  OTHER_PROPERTIES("schema of other properties"),
  ALTERNATIVE("alternative");

  private final String noun;

  ElementKind(String noun) {
    this.noun = noun;
  }

  /** Returns what people call it. */
  public String noun() {
    return noun;
  }
}
