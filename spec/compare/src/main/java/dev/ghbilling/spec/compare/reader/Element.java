package dev.ghbilling.spec.compare.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A part of an OpenAPI document, with references resolved.
 *
 * @param kind what it is
 * @param name what people call it among its siblings
 * @param facts what the document says of it, by keyword, in the notation of OpenAPI 3.1
 * @param children its parts, by what identifies them in any document
 */
public record Element(
    ElementKind kind, String name, Map<String, JsonNode> facts, Map<String, Element> children) {
  public Element {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
  }

  /** Returns the value of a fact, or null if the document says nothing of it. */
  public @Nullable JsonNode fact(String keyword) {
    return facts.get(keyword);
  }

  /** Returns whether each request or response must have it. */
  public boolean isRequired() {
    return facts.containsKey("required");
  }

  /** Returns whether an object may have only the properties that it names. */
  public boolean isClosed() {
    JsonNode others = fact("additionalProperties");
    return others != null && others.asText().equals("none");
  }

  /** Returns the same element with the children of another one that it doesn't have itself. */
  public Element with(Element other) {
    Map<String, Element> all = new LinkedHashMap<>(children);
    other.children.forEach(all::putIfAbsent);
    return new Element(kind, name, facts, all);
  }

  /** Returns a text that two elements share if they allow the same, whatever they call it. */
  String signature() {
    Map<String, String> said = new TreeMap<>();
    facts.forEach(
        (keyword, value) -> {
          if (Keywords.isAssertion(keyword)) {
            said.put(keyword, value.toString());
          }
        });
    children.forEach((identity, child) -> said.put(identity, child.signature()));
    return said.toString();
  }

  /** Collects the facts and children of an element. */
  static final class Builder {
    private final ElementKind kind;
    private final String name;
    private final Map<String, JsonNode> facts = new LinkedHashMap<>();
    private final Map<String, Element> children = new LinkedHashMap<>();

    Builder(ElementKind kind, String name) {
      this.kind = kind;
      this.name = name;
    }

    /** Adds a fact, unless it has been added before. */
    Builder fact(String keyword, JsonNode value) {
      facts.putIfAbsent(keyword, value);
      return this;
    }

    /** Adds a fact that is true, or nothing: false is the default of all of them. */
    Builder flag(String keyword, boolean holds) {
      return holds ? fact(keyword, BooleanNode.TRUE) : this;
    }

    boolean has(String keyword) {
      return facts.containsKey(keyword);
    }

    /**
     * Adds a child.
     *
     * @throws InvalidDocumentException if there is one of the same identity
     */
    Builder child(String identity, Element child) {
      if (children.putIfAbsent(child.kind() + " " + identity, child) != null) {
        throw new InvalidDocumentException(
            "has the " + child.kind().noun() + " " + child.name() + " twice");
      }
      return this;
    }

    Element build() {
      return new Element(kind, name, facts, children);
    }
  }
}
