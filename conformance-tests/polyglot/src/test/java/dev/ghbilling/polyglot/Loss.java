package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Something that a language's client doesn't give back, which is known and has its reason.
 *
 * @param language whose client
 * @param vector the vector that it is seen in, or any
 * @param errors whether it is seen in answers other than 2xx, or in those
 * @param change what happens to the document
 */
record Loss(String language, Optional<String> vector, boolean errors, Change change) {
  /** What happens to a document. */
  sealed interface Change {
    /** Makes a document what it is after the loss; whether that changed anything. */
    boolean take(JsonNode document);
  }

  /** There is nothing any more at a place, which is a JSON pointer. */
  record Gone(String pointer) implements Change {
    @Override
    public boolean take(JsonNode document) {
      int last = pointer.lastIndexOf('/');
      return document.at(pointer.substring(0, last)) instanceof ObjectNode holder
          && holder.remove(pointer.substring(last + 1)) != null;
    }
  }

  /** Of the document itself, only some properties are left. */
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
