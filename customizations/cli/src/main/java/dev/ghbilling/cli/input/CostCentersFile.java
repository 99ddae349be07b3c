package dev.ghbilling.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.costcenters.DesiredCostCenter;
import dev.ghbilling.costcenters.ResourceType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private static final String ID = "id";
  private static final String NOT_BLANK = "must be text that isn't blank";

  private static final Map<String, ResourceType> TYPES =
      Map.of(
          "users", ResourceType.USER,
          "organizations", ResourceType.ORGANIZATION,
          "repositories", ResourceType.REPOSITORY,
          "enterprise_teams", ResourceType.ENTERPRISE_TEAM);

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
        .costCenters(YamlFile.read(file, "the file of cost centers").content());
  }

  private List<DesiredCostCenter> costCenters(JsonNode document) {
    List<DesiredCostCenter> centers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> center : properties(document, "the file")) {
      centers.add(costCenter(center.getKey(), center.getValue()));
    }
    if (centers.isEmpty()) {
      throw wrong("the file", "must have at least one cost center");
    }
    return centers;
  }

  private DesiredCostCenter costCenter(String name, JsonNode value) {
    String id = null;
    Map<ResourceType, List<String>> members = new EnumMap<>(ResourceType.class);
    for (Map.Entry<String, JsonNode> property : properties(value, name)) {
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

  private Set<Map.Entry<String, JsonNode>> properties(JsonNode value, String place) {
    if (!value.isObject()) {
      throw wrong(place, "must have names and values, such as users: [octocat]");
    }
    if (value.propertyStream().anyMatch(property -> property.getKey().isBlank())) {
      throw wrong("a name in " + place, NOT_BLANK);
    }
    return value.properties();
  }

  private List<String> texts(JsonNode value, String place) {
    if (!value.isArray()) {
      throw wrong(place, "must be a list; [] is the empty one");
    }
    return value.valueStream().map(each -> text(each, place)).toList();
  }

  /** Returns a text. A login may be 42 or true. */
  private String text(JsonNode value, String place) {
    if ((value.isTextual() || value.isIntegralNumber() || value.isBoolean())
        && !value.asText().isBlank()) {
      return value.asText();
    }
    throw wrong(place, NOT_BLANK);
  }

  private WrongUsageException wrong(String place, String rule) {
    return new WrongUsageException("in %s, %s %s".formatted(file, place, rule));
  }
}
