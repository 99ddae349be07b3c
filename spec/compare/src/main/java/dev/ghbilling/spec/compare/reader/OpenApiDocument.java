package dev.ghbilling.spec.compare.reader;

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
 * An OpenAPI document, version 3.0 or 3.1, that refers to no other document.
 *
 * @param name what messages call it, for example its file
 * @param json its content
 */
public record OpenApiDocument(String name, JsonNode json) {
  private static final Pattern KNOWN_VERSION = Pattern.compile("3\\.([01])\\.\\d+.*");

  /**
   * Creates a document.
   *
   * @throws InvalidDocumentException if the JSON is not an OpenAPI document of version 3.0 or 3.1
   */
  public OpenApiDocument {
    String version = json.path("openapi").asText();
    if (version.isEmpty() || !json.path("paths").isObject()) {
      throw new InvalidDocumentException(
          "is not an OpenAPI document: `openapi` or `paths` is missing");
    }
    if (!KNOWN_VERSION.matcher(version).matches()) {
      throw new InvalidDocumentException(
          "is written in OpenAPI " + version + "; only 3.0 and 3.1 can be compared");
    }
  }

  /**
   * Reads a document in YAML or JSON.
   *
   * @throws IOException if the file can't be read
   * @throws InvalidDocumentException if it is not an OpenAPI document
   */
  public static OpenApiDocument read(Path file) throws IOException {
    try {
      return new OpenApiDocument(file.toString(), OpenApiFile.read(file));
    } catch (IOException e) {
      throw new IOException(FileErrorMessage.of(file, e), e);
    } catch (InvalidDocumentException e) {
      throw new InvalidDocumentException(file + " " + e.getMessage(), e);
    }
  }

  /**
   * Reads a document and validates all of it with Swagger Parser.
   *
   * @throws IOException if the file can't be read
   * @throws InvalidDocumentException if it is not a valid OpenAPI document
   */
  public static OpenApiDocument readValid(Path file) throws IOException {
    OpenApiDocument document = read(file);
    try {
      requireLocalReferences(document.json);
      List<String> faults = OpenApiFile.faults(document.json);
      if (!faults.isEmpty()) {
        throw new InvalidDocumentException("is not valid: " + String.join("; ", faults));
      }
      return document;
    } catch (InvalidDocumentException e) {
      throw new InvalidDocumentException(file + " " + e.getMessage(), e);
    }
  }

  /** Returns {@code info.version}, or an empty string if the document has none. */
  public String version() {
    return json.path("info").path("version").asText();
  }

  /** Returns whether the document is written in OpenAPI 3.0, which is not quite JSON Schema. */
  boolean is30() {
    return json.path("openapi").asText().startsWith("3.0");
  }

  /**
   * Follows {@code $ref} until something else is found; returns any other node as it is.
   *
   * @throws InvalidDocumentException if a reference leads nowhere or out of the document
   */
  JsonNode resolve(JsonNode node) {
    JsonNode resolved = node;
    Optional<String> reference = reference(node);
    for (int steps = 0; reference.isPresent(); steps++) {
      if (steps > 100) {
        throw dangling(reference.get());
      }
      resolved = target(reference.get());
      reference = reference(resolved);
    }
    return resolved;
  }

  /**
   * Returns what a reference points at.
   *
   * @throws InvalidDocumentException if it leads nowhere or out of the document
   */
  JsonNode target(String reference) {
    requireLocal(reference);
    JsonNode target = json.at(pointer(reference));
    if (target.isMissingNode()) {
      throw dangling(reference);
    }
    return target;
  }

  /** Returns whether a reference points at something in this document. */
  boolean hasTarget(String reference) {
    return reference.startsWith("#/") && !json.at(pointer(reference)).isMissingNode();
  }

  /** Returns the text of a node's {@code $ref}, if it has one. */
  static Optional<String> reference(JsonNode node) {
    // A property can be called $ref, too; then its value is a schema.
    return Optional.ofNullable(node.get("$ref")).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private static String pointer(String reference) {
    // A fragment is percent-encoded, but a plus stands for itself.
    try {
      return URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidDocumentException(
          "refers to " + reference + ", which is not a valid reference", e);
    }
  }

  private static InvalidDocumentException dangling(String reference) {
    return new InvalidDocumentException("refers to " + reference + ", which doesn't exist");
  }

  private static void requireLocalReferences(JsonNode node) {
    reference(node).ifPresent(OpenApiDocument::requireLocal);
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      // A $ref in an example is data.
      if (!Keywords.isAnnotation(entry.getKey()) && !entry.getKey().startsWith("x-")) {
        requireLocalReferences(entry.getValue());
      }
    }
    if (node.isArray()) {
      node.forEach(OpenApiDocument::requireLocalReferences);
    }
  }

  private static void requireLocal(String reference) {
    if (!reference.startsWith("#/")) {
      throw new InvalidDocumentException(
          "refers to another document, %s; bundle it into one document first".formatted(reference));
    }
    pointer(reference);
  }
}
