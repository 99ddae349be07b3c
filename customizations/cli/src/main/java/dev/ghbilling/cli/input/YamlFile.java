package dev.ghbilling.cli.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.ConstructorException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A YAML file, or a JSON file if it begins with a brace. Of YAML's unquoted values, decimal
 * integers such as 200, true, false, null and what is left out are what they look like; everything
 * else, such as 0200, 1:30 and no, is text. So are names. A number's digits and a truth value can
 * be taken for text again.
 */
final class YamlFile {
  private static final int LONGEST_KIB = 16 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Path file;
  private final JsonNode content;
  private final @Nullable Node root;

  private YamlFile(Path file, JsonNode content, @Nullable Node root) {
    this.file = file;
    this.content = content;
    this.root = root;
  }

  /**
   * Reads the file, once, so that it may be a pipe.
   *
   * @param subject what the file is, for messages
   * @throws WrongUsageException if the file can't be read or is neither YAML nor JSON; the message
   *     names the line
   */
  static YamlFile read(Path file, String subject) {
    String text = TextFile.read(file, subject, LONGEST_KIB);
    return text.stripLeading().startsWith("{") ? json(file, text) : yaml(file, text);
  }

  /** Returns the file's content as JSON. */
  JsonNode content() {
    return content;
  }

  private static YamlFile json(Path file, String text) {
    try {
      return new YamlFile(file, JSON.readTree(text), null);
    } catch (JsonProcessingException e) {
      throw new WrongUsageException(
          "line %d of %s is not JSON: %s"
              .formatted(
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  file,
                  e.getOriginalMessage()));
    }
  }

  /**
   * Returns the location of a value for a message: {@code line 5 of FILE}, or the file alone if the
   * line isn't known, as in JSON.
   *
   * @param place where the value is, by the names and numbers of a JSON pointer
   */
  String place(JsonPointer place) {
    Node node = root;
    for (JsonPointer at = place; node != null && !at.matches(); at = at.tail()) {
      node = child(node, at);
    }
    return node == null
        ? file.toString()
        : "line %d of %s".formatted(node.getStartMark().getLine() + 1, file);
  }

  private static @Nullable Node child(Node node, JsonPointer at) {
    if (node instanceof SequenceNode list) {
      return at.mayMatchElement() && at.getMatchingIndex() < list.getValue().size()
          ? list.getValue().get(at.getMatchingIndex())
          : null;
    }
    return node instanceof MappingNode map
        ? map.getValue().stream()
            .filter(
                each ->
                    each.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(at.getMatchingProperty()))
            .map(NodeTuple::getValueNode)
            .findFirst()
            .orElse(null)
        : null;
  }

  private static YamlFile yaml(Path file, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(LONGEST_KIB * 1024);
    TreeConstructor constructor = new TreeConstructor(options);
    Yaml parser =
        new Yaml(
            constructor,
            new Representer(new DumperOptions()),
            new DumperOptions(),
            options,
            new PlainResolver());
    try {
      Node root = parser.compose(new StringReader(text));
      return new YamlFile(file, JSON.valueToTree(constructor.value(root)), root);
    } catch (MarkedYAMLException e) {
      throw new WrongUsageException(
          "line %d of %s is not YAML: %s"
              .formatted(
                  e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1,
                  file,
                  e.getProblem()));
    } catch (YAMLException e) {
      throw new WrongUsageException("%s is not YAML: %s".formatted(file, e.getMessage()));
    }
  }

  /** Tells which unquoted values aren't text. The merge key keeps its meaning. */
  private static final class PlainResolver extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.INT, Pattern.compile("0|-?[1-9][0-9]*"), "-0123456789");
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
      addImplicitResolver(Tag.NULL, Pattern.compile("null"), "n");
      addImplicitResolver(Tag.NULL, EMPTY, null);
      addImplicitResolver(Tag.MERGE, MERGE, "<");
    }
  }

  /** Builds maps, lists and values, and refuses the tags that would read a text in another way. */
  private static final class TreeConstructor extends SafeConstructor {
    private static final Resolver RESOLVER = new PlainResolver();

    TreeConstructor(LoaderOptions options) {
      super(options);
    }

    /** Returns the value of a document; null for an empty one. */
    @Nullable Object value(@Nullable Node root) {
      return root == null ? null : constructDocument(root);
    }

    @Override
    protected Object constructObject(Node node) {
      if (node.isTwoStepsConstruction()) {
        throw new RefusedNode("a value must not contain itself", node);
      }
      Tag tag = node.getTag();
      boolean plain =
          node instanceof ScalarNode scalar
              ? tag.equals(Tag.STR)
                  || tag.equals(RESOLVER.resolve(NodeId.scalar, scalar.getValue(), true))
              : tag.equals(Tag.MAP) || tag.equals(Tag.SEQ);
      if (!plain) {
        throw new RefusedNode("unsupported tag " + tag.getValue(), node);
      }
      node.setUseClassConstructor(false); // Names would have one of their own.
      return super.constructObject(node);
    }

    /** Takes names for text. */
    @Override
    protected void flattenMapping(MappingNode node) {
      flattenMapping(node, true);
    }
  }

  private static final class RefusedNode extends ConstructorException {
    private static final long serialVersionUID = 1L;

    RefusedNode(String problem, Node node) {
      super(null, null, problem, node.getStartMark());
    }
  }
}
