package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A place in a JSON document that may not have anything there yet. */
final class JsonPlace {
  private JsonPlace() {}

  /** Puts a value at a place below an object, and makes the objects between both. */
  static void set(ObjectNode document, JsonPointer place, JsonNode value) {
    parent(document, place).set(place.last().getMatchingProperty(), value);
  }

  /** Removes what is at a place, if anything is. */
  static void remove(ObjectNode document, JsonPointer place) {
    if (!document.at(place).isMissingNode()) {
      parent(document, place).remove(place.last().getMatchingProperty());
    }
  }

  /** Returns the object that has the place, which is made if it is missing. */
  static ObjectNode parent(ObjectNode document, JsonPointer place) {
    return place.head().matches() ? document : document.withObject(place.head());
  }
}
