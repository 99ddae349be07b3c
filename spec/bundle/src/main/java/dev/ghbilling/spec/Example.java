package dev.ghbilling.spec;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A documented example of a body.
 *
 * @param file the name of its file below {@code spec/examples}
 * @param value the JSON document, which must not be changed
 */
public record Example(String file, JsonNode value) {}
