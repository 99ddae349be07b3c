package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** A small contract for tests to alter. */
public final class Library {
  private Library() {}

  /** Returns a new copy. */
  public static ObjectNode document() {
    try (InputStream json = Library.class.getResourceAsStream("library.json")) {
      return (ObjectNode) ContractJson.MAPPER.readTree(Objects.requireNonNull(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sets the value at a pointer.
   *
   * @param json the new value; empty to remove the old one
   */
  public static void set(JsonNode document, String pointer, String json) {
    JsonPointer at = JsonPointer.compile(pointer);
    JsonNode holder = document.at(at.head());
    String name = at.last().getMatchingProperty();
    JsonNode value = json(json);
    if (holder instanceof ArrayNode array) {
      alter(array, name, value);
    } else if (value.isMissingNode()) {
      Objects.requireNonNull(((ObjectNode) holder).remove(name), pointer);
    } else {
      ((ObjectNode) holder).set(name, value);
    }
  }

  private static void alter(ArrayNode array, String name, JsonNode value) {
    if (name.equals("-")) {
      array.add(value);
    } else if (value.isMissingNode()) {
      Objects.requireNonNull(array.remove(Integer.parseInt(name)));
    } else {
      array.set(Integer.parseInt(name), value);
    }
  }

  private static JsonNode json(String text) {
    try {
      return ContractJson.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
