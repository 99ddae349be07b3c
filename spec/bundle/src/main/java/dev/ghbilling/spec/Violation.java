package dev.ghbilling.spec;

/**
 * A contradiction between a place in a JSON document and its schema.
 *
 * @param pointer JSON pointer to the place; empty for the whole document
 * @param field the property at fault: the one that is missing, or the last one of the pointer
 * @param reason what the schema asks for
 */
public record Violation(String pointer, String field, String reason) {
  @Override
  public String toString() {
    return (pointer.isEmpty() ? "(document)" : pointer) + ": " + reason;
  }
}
