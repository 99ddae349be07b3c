package dev.ghbilling.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A documented example of a body.
 *
 * @param pointer where it stands in the media type, as a JSON pointer
 * @param file the name of its file below {@code spec/examples}, or of the file that it could have
 * @param value the JSON document, which must not be changed
 */
public record Example(String pointer, String file, JsonNode value) {
  /** Returns the name by which mock servers are asked for it, such as {@code documented}. */
  public String name() {
    return JsonPointer.compile(pointer).last().getMatchingProperty();
  }
}
