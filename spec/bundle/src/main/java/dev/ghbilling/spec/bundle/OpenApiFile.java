package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ContractJson;
import io.swagger.parser.OpenAPIParser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A reader of OpenAPI documents in YAML or JSON. */
public final class OpenApiFile {
  private static final int MAX_ALIASES = 1_000;

  private OpenApiFile() {}

  /**
   * Reads a document, and keeps every digit of its numbers. In YAML, aliases are followed, and
   * unquoted dates are text, because JSON has no dates.
   *
   * @throws IOException when the file can't be read, is neither YAML nor JSON, or has a duplicate
   *     key or an alias within itself
   */
  public static JsonNode read(Path file) throws IOException {
    if (file.toString().endsWith(".json")) {
      return ContractJson.MAPPER.readTree(Files.readString(file));
    }
    // SnakeYAML itself, because Jackson's tree model doesn't follow aliases.
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    strict.setCodePointLimit(Integer.MAX_VALUE);
    // The contract has 54 already, and a few more with each operation.
    strict.setMaxAliasesForCollections(MAX_ALIASES);
    try (Reader reader = Files.newBufferedReader(file)) {
      Object tree = new Yaml(new ExactConstructor(strict)).load(reader);
      requireTree(tree, identities(), identities());
      return ContractJson.MAPPER.valueToTree(tree);
    } catch (org.yaml.snakeyaml.error.YAMLException | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Refuses an alias below its own anchor, which no JSON document can express. */
  private static void requireTree(Object node, Set<Object> around, Set<Object> known)
      throws IOException {
    if (!(node instanceof Map) && !(node instanceof List)) {
      return;
    }
    if (!around.add(node)) {
      throw new IOException("an alias refers to what it is a part of");
    }
    if (known.add(node)) {
      Collection<?> children = node instanceof Map<?, ?> map ? map.values() : (List<?>) node;
      for (Object child : children) {
        requireTree(child, around, known);
      }
    }
    around.remove(node);
  }

  private static Set<Object> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** Returns Swagger Parser's messages about a document that refers to no other one. */
  public static List<String> faults(JsonNode document) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    return List.copyOf(
        new OpenAPIParser().readContents(document.toString(), null, options).getMessages());
  }

  /** Reads decimals exactly, and dates as text. */
  private static final class ExactConstructor extends SafeConstructor {
    ExactConstructor(LoaderOptions options) {
      super(options);
      yamlConstructors.put(
          Tag.FLOAT,
          new ConstructYamlFloat() {
            @Override
            public Object construct(Node node) {
              try {
                return new BigDecimal(((ScalarNode) node).getValue());
              } catch (NumberFormatException e) {
                // .inf, .nan and 1_000.5, which JSON can't express.
                return super.construct(node);
              }
            }
          });
      yamlConstructors.put(Tag.TIMESTAMP, new ConstructYamlStr());
    }
  }
}
