package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.KeyColumns;
import dev.ghbilling.cli.output.PlainDecimal;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.spec.text.TextTable.Cell;
import dev.ghbilling.usage.UsageTotal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tables of usage for people, with columns that fit a terminal of 80 columns. */
final class UsageGrids {
  private static final String UNIT = "unitType";

  /** The repository of a row, or its organization if it has none. */
  private static final String OWNER = "repository";

  /** Properties that are added up, and aren't part of what an item is. */
  private static final Pattern SUMMED = Pattern.compile("quantity|\\w+(?:Quantity|Amount)");

  private UsageGrids() {}

  /** Returns the rows of a report. */
  static Grid rows(JsonNode items, Rounding rounding) {
    List<JsonNode> all = items.valueStream().toList();
    List<String> labels = new ArrayList<>(labels(all, List.of("date", "sku", OWNER)));
    labels.remove(OWNER);
    return Grid.of(
        Stream.of(labels, List.of("quantity", "unit", "gross", "net", OWNER))
            .flatMap(List::stream)
            .toList(),
        all.stream()
            .map(
                item ->
                    row(
                        labels.stream().map(label -> label(item, label)),
                        PlainDecimal.cell(item.path("quantity").decimalValue()),
                        label(item, UNIT),
                        PlainDecimal.cell(rounding.of(item.path("grossAmount").decimalValue())),
                        PlainDecimal.cell(rounding.of(item.path("netAmount").decimalValue())),
                        label(item, OWNER)))
            .toList());
  }

  /** Returns labels, and what else tells items apart that have the same labels and unit. */
  private static List<String> labels(List<JsonNode> items, List<String> usual) {
    List<String> shown = Stream.concat(usual.stream(), Stream.of(UNIT)).toList();
    List<String> others =
        items.stream()
            .flatMap(item -> item.properties().stream())
            .filter(property -> property.getValue().isValueNode())
            .map(Map.Entry::getKey)
            .filter(name -> !shown.contains(name) && !SUMMED.matcher(name).matches())
            .distinct()
            .sorted(Comparator.comparing(name -> name.endsWith("Id"))) // A name says more.
            .toList();
    return KeyColumns.of(items, shown, others, (item, name) -> label(item, name).text()).stream()
        .filter(name -> !name.equals(UNIT))
        .toList();
  }

  private static Cell label(JsonNode item, String name) {
    JsonNode value = item.path(name.equals(OWNER) ? owner(item) : name);
    return value.isNumber()
        ? PlainDecimal.cell(value.decimalValue())
        : Cell.text(value.isNull() ? "" : value.asText());
  }

  /**
   * Returns the items of a summary, or of usage by model, with their total.
   *
   * @param all the total of all items, of which some may be left out
   */
  static Grid sums(JsonNode items, UsageTotal all, Rounding rounding) {
    boolean byModel = items.valueStream().anyMatch(item -> item.has("model"));
    return sums(items, List.of("product", byModel ? "model" : "sku"), all, rounding);
  }

  /**
   * Returns the items of the usage of several users, with their total.
   *
   * @param all the total of all items, of which some may be left out
   */
  static Grid sumsByUser(JsonNode users, UsageTotal all, Rounding rounding) {
    ArrayNode items = ResultJson.object().arrayNode();
    for (JsonNode user : users) {
      for (JsonNode item : user.path("usageItems")) {
        ObjectNode labelled = item.deepCopy();
        labelled.set("login", user.path("login"));
        items.add(labelled);
      }
    }
    return sums(items, List.of("login", "product", "model"), all, rounding);
  }

  /**
   * Returns items with their total.
   *
   * @param usual the properties that tell an item from most others
   */
  private static Grid sums(JsonNode items, List<String> usual, UsageTotal all, Rounding rounding) {
    List<String> labels = labels(items.valueStream().toList(), usual);
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode item : items) {
      rows.add(
          row(
              labels.stream().map(label -> label(item, label)),
              PlainDecimal.cell(item.path("grossQuantity").decimalValue()),
              label(item, UNIT),
              PlainDecimal.cell(rounding.of(item.path("grossAmount").decimalValue())),
              PlainDecimal.cell(rounding.of(item.path("netAmount").decimalValue()))));
    }
    UsageTotal shown = total(items.valueStream());
    if (shown.items() < all.items()) {
      rows.add(
          sum(
              "%d others".formatted(all.items() - shown.items()),
              labels,
              rounding.of(all.gross().subtract(shown.gross())),
              rounding.of(all.net().subtract(shown.net()))));
    }
    rows.add(sum("total", labels, rounding.of(all.gross()), rounding.of(all.net())));
    return Grid.of(
        Stream.concat(labels.stream(), Stream.of("quantity", "unit", "gross", "net")).toList(),
        rows);
  }

  private static List<Cell> sum(
      String name, List<String> labels, BigDecimal gross, BigDecimal net) {
    return row(
        Stream.concat(Stream.of(Cell.text(name)), labels.stream().skip(1).map(label -> Cell.EMPTY)),
        Cell.EMPTY,
        Cell.EMPTY,
        PlainDecimal.cell(gross),
        PlainDecimal.cell(net));
  }

  /** Returns the sum of the items of a summary. */
  static UsageTotal total(Stream<JsonNode> items) {
    return items
        .map(
            item ->
                new UsageTotal(
                    1,
                    item.path("grossAmount").decimalValue(),
                    item.path("discountAmount").decimalValue(),
                    item.path("netAmount").decimalValue()))
        .reduce(UsageTotal.ZERO, UsageTotal::plus);
  }

  /**
   * Returns the line below a table.
   *
   * @param period the period that the usage is of
   * @param counted what was added up, in the plural
   */
  static String total(String period, UsageTotal all, String counted) {
    return "%s: %d %s, gross %s, discount %s, net %s US dollars"
        .formatted(
            period,
            all.items(),
            all.items() == 1 ? counted.substring(0, counted.length() - 1) : counted,
            PlainDecimal.of(all.gross()),
            PlainDecimal.of(all.discount()),
            PlainDecimal.of(all.net()));
  }

  private static List<Cell> row(Stream<Cell> labels, Cell... others) {
    return Stream.concat(labels, Stream.of(others)).toList();
  }

  private static String owner(JsonNode item) {
    return item.path("repositoryName").asText("").isBlank() ? "organizationName" : "repositoryName";
  }
}
