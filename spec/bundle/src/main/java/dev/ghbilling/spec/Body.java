package dev.ghbilling.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a request or an answer carries.
 *
 * @param contentType the media type
 * @param schema the schema of the JSON document, perhaps a reference
 * @param example the documented example
 */
public record Body(String contentType, JsonNode schema, Optional<Example> example) {}
