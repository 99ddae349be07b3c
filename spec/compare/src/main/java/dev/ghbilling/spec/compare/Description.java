package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.bundle.OpenApiFile;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An OpenAPI document, 3.0 or 3.1, that refers to no other.
 *
 * @param name what people know it by, as its file
 * @param document its JSON
 */
record Description(String name, JsonNode document) {
  private static final Pattern KNOWN_VERSION = Pattern.compile("3\\.([01])\\.\\d+.*");

  /**
   * @throws InvalidDocumentException when it is no OpenAPI document of a version that is known
   */
  Description {
    String version = document.path("openapi").asText();
    if (version.isEmpty() || !document.path("paths").isObject()) {
      throw new InvalidDocumentException(
          "is no OpenAPI document: it has no `openapi` or no `paths`");
    }
    if (!KNOWN_VERSION.matcher(version).matches()) {
      throw new InvalidDocumentException(
          "is written in OpenAPI " + version + "; only 3.0 and 3.1 can be compared");
    }
  }

  /**
   * Reads a document in YAML or JSON and lets Swagger Parser judge it.
   *
   * @throws IOException when the file can't be read
   * @throws InvalidDocumentException when it is no valid OpenAPI document
   */
  static Description read(Path file) throws IOException {
    JsonNode document;
    try {
      document = OpenApiFile.read(file);
    } catch (IOException e) {
      throw new IOException(Reason.of(file, e), e);
    }
    try {
      Description description = new Description(file.toString(), document);
      requireLocalReferences(document);
      List<String> faults = OpenApiFile.faults(document);
      if (!faults.isEmpty()) {
        throw new InvalidDocumentException("is not valid: " + String.join("; ", faults));
      }
      return description;
    } catch (InvalidDocumentException e) {
      throw new InvalidDocumentException(file + " " + e.getMessage());
    }
  }

  /** The version of the API, as the document gives it; empty when it gives none. */
  String version() {
    return document.path("info").path("version").asText();
  }

  /** Whether notation and meaning are those of 3.0, where a schema isn't quite JSON Schema. */
  boolean is30() {
    return document.path("openapi").asText().startsWith("3.0");
  }

  /**
   * What a {@code $ref} points at; the node itself when it is none.
   *
   * @throws InvalidDocumentException when it points at nothing, or out of the document
   */
  JsonNode resolve(JsonNode node) {
    JsonNode resolved = node;
    for (int steps = 0; reference(resolved).isPresent(); steps++) {
      String reference = reference(resolved).orElseThrow();
      requireLocal(reference);
      resolved = document.at(pointer(reference));
      if (resolved.isMissingNode() || steps > 100) {
        throw new InvalidDocumentException("refers to " + reference + ", which isn't there");
      }
    }
    return resolved;
  }

  /** The text of a {@code $ref}, if the node is one. */
  static Optional<String> reference(JsonNode node) {
    // A property may be called $ref too; then there is a schema below it.
    return Optional.ofNullable(node.get("$ref")).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  /**
   * The JSON Pointer in a reference to the same document.
   *
   * @throws InvalidDocumentException when its percent-encoding is none
   */
  static String pointer(String reference) {
    // A fragment is percent-encoded; a plus in it is a plus.
    try {
      return URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidDocumentException("refers to " + reference + ", which is no reference", e);
    }
  }

  private static void requireLocalReferences(JsonNode node) {
    reference(node).ifPresent(Description::requireLocal);
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      // In an example it is nothing but data.
      if (!Keyword.isWords(entry.getKey()) && !entry.getKey().startsWith("x-")) {
        requireLocalReferences(entry.getValue());
      }
    }
    if (node.isArray()) {
      node.forEach(Description::requireLocalReferences);
    }
  }

  private static void requireLocal(String reference) {
    if (!reference.startsWith("#/")) {
      throw new InvalidDocumentException(
          "refers to another document, "
              + reference
              + "; only one that stands alone can be compared");
    }
    pointer(reference);
  }
}
