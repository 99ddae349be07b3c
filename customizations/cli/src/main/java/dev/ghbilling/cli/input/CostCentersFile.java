package dev.ghbilling.cli.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.costcenters.DesiredCostCenter;
import dev.ghbilling.costcenters.ResourceType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A YAML or JSON file of the cost centers that there should be, by name. For example:
 *
 * <pre>{@code
 * Engineering:
 *   users: [mona, octocat]
 *   repositories: [octo-org/site]
 * }</pre>
 */
public final class CostCentersFile {
  private static final int LONGEST_KIB = 16 * 1024;
  private static final String ID = "id";

  private static final Map<String, ResourceType> TYPES =
      Map.of(
          "users", ResourceType.USER,
          "organizations", ResourceType.ORGANIZATION,
          "repositories", ResourceType.REPOSITORY,
          "enterprise_teams", ResourceType.ENTERPRISE_TEAM);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;

  private CostCentersFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the cost centers in the file's order.
   *
   * @throws WrongUsageException if the file can't be read or describes something else; the message
   *     names the place
   */
  public static List<DesiredCostCenter> read(Path file) {
    return new CostCentersFile(file)
        .costCenters(TextFile.read(file, "the file of cost centers", LONGEST_KIB));
  }

  private List<DesiredCostCenter> costCenters(String text) {
    List<DesiredCostCenter> centers = new ArrayList<>();
    map(text.stripLeading().startsWith("{") ? json(text) : yaml(text), "the file")
        .forEach((name, value) -> centers.add(costCenter(name, value)));
    if (centers.isEmpty()) {
      throw wrong("the file", "must have at least one cost center");
    }
    return centers;
  }

  private DesiredCostCenter costCenter(String name, @Nullable Object value) {
    String id = null;
    Map<ResourceType, List<String>> members = new EnumMap<>(ResourceType.class);
    for (Map.Entry<String, @Nullable Object> property : map(value, name).entrySet()) {
      String place = name + "." + property.getKey();
      ResourceType type = TYPES.get(property.getKey());
      if (type != null) {
        members.put(type, texts(property.getValue(), place));
      } else if (property.getKey().equals(ID)) {
        id = text(property.getValue(), place);
      } else {
        throw wrong(place, "must be id, users, organizations, repositories or enterprise_teams");
      }
    }
    return new DesiredCostCenter(id, name, members);
  }

  private Map<String, @Nullable Object> map(@Nullable Object value, String place) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> properties = new LinkedHashMap<>();
      map.forEach((name, property) -> properties.put(text(name, "a name in " + place), property));
      return properties;
    }
    throw wrong(place, "must have names and values, such as users: [octocat]");
  }

  private List<String> texts(@Nullable Object value, String place) {
    if (value instanceof List<?> list) {
      return list.stream().map(each -> text(each, place)).toList();
    }
    throw wrong(place, "must be a list; [] is the empty one");
  }

  private String text(@Nullable Object value, String place) {
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw wrong(place, "must be text that isn't blank");
  }

  private WrongUsageException wrong(String place, String rule) {
    return new WrongUsageException("in %s, %s %s".formatted(file, place, rule));
  }

  private @Nullable Object json(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new WrongUsageException(
          "line %d of %s is not JSON: %s"
              .formatted(
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  file,
                  e.getOriginalMessage()));
    }
  }

  private @Nullable Object yaml(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(LONGEST_KIB * 1024);
    try {
      return new Yaml(
              new SafeConstructor(options),
              new Representer(new DumperOptions()),
              new DumperOptions(),
              options,
              new TextResolver())
          .load(text);
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

  /** Takes every value for text: 007 and no may be logins. Only the merge key keeps its meaning. */
  private static final class TextResolver extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.MERGE, MERGE, "<");
    }
  }
}
