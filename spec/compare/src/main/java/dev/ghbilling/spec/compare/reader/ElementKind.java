package dev.ghbilling.spec.compare.reader;

import java.util.Locale;

/** A kind of {@link Element}. */
public enum ElementKind {
  DOCUMENT,
  SERVER,
  OPERATION,
  PARAMETER,
  BODY,
  STATUS,
  HEADER,
  MEDIA_TYPE,
  PROPERTY,
  ITEMS,
  OTHER_PROPERTIES,
  ALTERNATIVE;

  /** Returns what people call it. */
  public String noun() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
