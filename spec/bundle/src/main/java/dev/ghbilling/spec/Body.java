package dev.ghbilling.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * The body of a request or a response.
 *
 * @param contentType the media type
 * @param schema the schema of the JSON document, or a reference to it
 * @param examples the documented examples, in the order of the contract
 */
public record Body(String contentType, JsonNode schema, List<Example> examples) {
  public Body {
    examples = List.copyOf(examples);
  }

  /** Returns the first example, which servers and tests use; empty if there is none. */
  public Optional<Example> example() {
    return examples.stream().findFirst();
  }
}
