package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A known part of documents that a language's client loses.
 *
 * @param language the client's language
 * @param vector the vector in which it occurs; in any vector, if empty
 * @param errors whether it occurs in errors or in successful responses
 * @param change the change of the document
 */
record Loss(String language, Optional<String> vector, boolean errors, Change change) {
  /** A change of a document. */
  sealed interface Change {
    /** Applies the loss to a document; returns whether that changed anything. */
    boolean take(JsonNode document);
  }

  /** Removes the value at a JSON pointer. */
  record Gone(String pointer) implements Change {
    @Override
    public boolean take(JsonNode document) {
      int last = pointer.lastIndexOf('/');
      return document.at(pointer.substring(0, last)) instanceof ObjectNode holder
          && holder.remove(pointer.substring(last + 1)) != null;
    }
  }

  /** Keeps only some properties of the document itself. */
  record Only(List<String> names) implements Change {
    @Override
    public boolean take(JsonNode document) {
      int before = document.size();
      return document instanceof ObjectNode object && object.retain(names).size() < before;
    }
  }

  static Loss read(JsonNode written) {
    if (written.path("reason").asText().isBlank()) {
      throw new IllegalStateException("a loss needs a reason: " + written);
    }
    Change change =
        written.has("gone")
            ? new Gone(written.path("gone").asText())
            : new Only(
                StreamSupport.stream(written.path("only").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList());
    return new Loss(
        written.path("language").asText(),
        Optional.ofNullable(written.get("vector")).map(JsonNode::asText),
        written.path("errors").asBoolean(),
        change);
  }

  boolean concerns(String client, Vector seen) {
    return language.equals(client)
        && vector.map(seen.id()::equals).orElse(true)
        && errors == (seen.status() / 100 != 2);
  }
}
