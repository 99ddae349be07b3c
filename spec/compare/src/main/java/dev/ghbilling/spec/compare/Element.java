package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A part of an OpenAPI document with what is said of it, references resolved.
 *
 * @param kind what it is
 * @param name how people call it among its siblings
 * @param facts what is said of it, by keyword, in one notation whatever the document's is
 * @param children its parts, by what identifies them in another document
 */
record Element(Kind kind, String name, Map<String, JsonNode> facts, Map<String, Element> children) {
  Element {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
  }

  /** Whether it has to be there: sent in each request, or present in each answer. */
  boolean required() {
    return facts.getOrDefault("required", BooleanNode.FALSE).booleanValue();
  }

  /** An element in the making. */
  static final class Builder {
    private final Kind kind;
    private final String name;
    private final Map<String, JsonNode> facts = new LinkedHashMap<>();
    private final Map<String, Element> children = new LinkedHashMap<>();

    Builder(Kind kind, String name) {
      this.kind = kind;
      this.name = name;
    }

    /** Notes a fact, unless it is there already. */
    Builder fact(String keyword, JsonNode value) {
      facts.putIfAbsent(keyword, value);
      return this;
    }

    /** Notes what stands in the object, if anything. */
    Builder factOf(String keyword, JsonNode object) {
      JsonNode value = object.get(keyword);
      return value == null ? this : fact(keyword, value);
    }

    /** Notes that something holds; that it doesn't is the same as silence. */
    Builder flag(String keyword, boolean holds) {
      return holds ? fact(keyword, BooleanNode.TRUE) : this;
    }

    boolean has(String keyword) {
      return facts.containsKey(keyword);
    }

    /**
     * Adds a part.
     *
     * @throws InvalidDocumentException when another part has the same identity
     */
    Builder child(String identity, Element child) {
      if (children.putIfAbsent(child.kind() + " " + identity, child) != null) {
        throw new InvalidDocumentException(
            child.kind().noun() + " " + child.name() + " stands there twice");
      }
      return this;
    }

    Element build() {
      return new Element(kind, name, facts, children);
    }
  }
}
