package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.bundle.OpenApiFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Reads some paths of a description that may be large, and what they refer to. Of a JSON file,
 * nothing else is kept in memory: it is read again for each depth of references.
 */
final class UpstreamFile {
  /** Reads a value that others follow. */
  private static final ObjectReader PART =
      ContractJson.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final Predicate<String> paths;

  private UpstreamFile(Path file, Predicate<String> paths) {
    this.file = file;
    this.paths = paths;
  }

  /**
   * Reads the paths for which the predicate holds.
   *
   * @throws IOException when the file can't be read
   * @throws InvalidDocumentException when it is no OpenAPI document, has none of these paths, or
   *     refers to what isn't in it
   */
  static Description read(Path file, Predicate<String> paths) throws IOException {
    try {
      UpstreamFile upstream = new UpstreamFile(file, paths);
      Description description =
          new Description(
              file.toString(),
              file.toString().endsWith(".json") ? upstream.part() : OpenApiFile.read(file));
      if (!anyKey(description.document().path("paths"), paths)) {
        throw new InvalidDocumentException(
            "describes nothing below /enterprises/{enterprise}/settings/billing");
      }
      return description;
    } catch (InvalidDocumentException e) {
      throw new InvalidDocumentException(file + " " + e.getMessage());
    } catch (IOException e) {
      throw new IOException(Reason.of(file, e), e);
    }
  }

  private static boolean anyKey(JsonNode object, Predicate<String> wanted) {
    return object.properties().stream().anyMatch(entry -> wanted.test(entry.getKey()));
  }

  private JsonNode part() throws IOException {
    ObjectNode part = JsonNodeFactory.instance.objectNode();
    collect(part, Set.of("/openapi", "/info", "/paths"));
    Set<String> found = new TreeSet<>();
    for (Set<String> wanted = pointers(part); ; wanted = pointers(part)) {
      wanted.removeIf(pointer -> !part.at(pointer).isMissingNode() || !found.add(pointer));
      if (wanted.isEmpty()) {
        return part;
      }
      collect(part, wanted);
    }
  }

  private static Set<String> pointers(JsonNode part) {
    Set<String> pointers = new TreeSet<>();
    part.findValues("$ref").stream()
        .filter(reference -> reference.isTextual() && reference.asText().startsWith("#/"))
        .forEach(reference -> pointers.add(Description.pointer(reference.asText())));
    return pointers;
  }

  private void collect(ObjectNode into, Set<String> wanted) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        JsonParser json = ContractJson.MAPPER.createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidDocumentException("is no OpenAPI document: it is no JSON object");
      }
      collect(json, "", into, wanted);
    }
  }

  private void collect(JsonParser json, String at, ObjectNode into, Set<String> wanted)
      throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      String pointer = at + "/" + name.replace("~", "~0").replace("/", "~1");
      JsonToken value = json.nextToken();
      boolean object = value == JsonToken.START_OBJECT;
      if (at.equals("/paths") && wanted.contains("/paths") && paths.test(name)) {
        into.set(name, PART.readTree(json));
      } else if (wanted.contains(pointer) && !pointer.equals("/paths")) {
        into.set(name, PART.readTree(json));
      } else if (object && wanted.stream().anyMatch(one -> (one + "/").startsWith(pointer + "/"))) {
        JsonNode existing = into.get(name);
        collect(
            json,
            pointer,
            existing instanceof ObjectNode known ? known : into.putObject(name),
            wanted);
      } else {
        json.skipChildren();
      }
    }
  }
}
