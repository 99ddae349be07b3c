package dev.ghbilling.http;

/** A value that becomes one segment of a path. */
public final class PathSegment {
  private PathSegment() {}

  /**
   * The value itself.
   *
   * @param name what the value is, for the message
   * @throws IllegalArgumentException when it is blank, or a dot segment that would lead to another
   *     resource
   */
  public static String require(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " is blank");
    }
    if (value.equals(".") || value.equals("..")) {
      throw new IllegalArgumentException(name + " is not valid: " + value);
    }
    return value;
  }
}
