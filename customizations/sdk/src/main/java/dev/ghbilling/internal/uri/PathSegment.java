package dev.ghbilling.internal.uri;

/** The rule for a value that becomes one segment of a path. */
public final class PathSegment {
  private PathSegment() {}

  /**
   * Returns the value.
   *
   * @param name what the value is, for the message
   * @throws IllegalArgumentException when the value is blank, or is a dot segment, which would lead
   *     to another resource
   */
  public static String require(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    if (value.equals(".") || value.equals("..")) {
      throw new IllegalArgumentException(name + " must not be a dot segment, was " + value);
    }
    return value;
  }
}
