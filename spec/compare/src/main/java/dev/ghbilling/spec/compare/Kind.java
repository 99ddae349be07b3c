package dev.ghbilling.spec.compare;

/** What a part of a document is. */
enum Kind {
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

  Kind(String noun) {
    this.noun = noun;
  }

  String noun() {
    return noun;
  }
}
