package dev.ghbilling.spec;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A documented example.
 *
 * @param file the name of its file below {@code spec/examples}
 * @param value the JSON document. Not to be changed.
 */
public record Example(String file, JsonNode value) {}
