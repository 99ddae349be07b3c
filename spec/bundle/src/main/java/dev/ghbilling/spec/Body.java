package dev.ghbilling.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The body of a request or a response.
 *
 * @param contentType the media type
 * @param schema the schema of the JSON document, or a reference to it
 * @param example the documented example; empty if there is none
 */
public record Body(String contentType, JsonNode schema, Optional<Example> example) {}
