package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.PlainDecimal;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.spec.text.TextTable.Cell;
import dev.ghbilling.usage.UsageDimension;
import dev.ghbilling.usage.UsageTotal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables of usage for people, with columns that fit a terminal of 80 columns. */
final class UsageGrids {
  private UsageGrids() {}

  static Grid rows(UsageReport report, Rounding rounding) {
    return Grid.of(
        List.of("date", "sku", "quantity", "unit", "gross", "net", "repository"),
        report.usageItems().stream()
            .map(
                item ->
                    List.of(
                        Cell.text(orBlank(UsageDimension.DATE.of(item))),
                        Cell.text(item.sku()),
                        PlainDecimal.cell(item.quantity()),
                        Cell.text(item.unitType()),
                        PlainDecimal.cell(rounding.of(item.grossAmount())),
                        PlainDecimal.cell(rounding.of(item.netAmount())),
                        Cell.text(orBlank(owner(item)))))
            .toList());
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

  /** Returns the items of the usage of several users, with their total. */
  static Grid sumsByUser(JsonNode users, Rounding rounding) {
    ArrayNode items = ResultJson.object().arrayNode();
    for (JsonNode user : users) {
      for (JsonNode item : user.path("usageItems")) {
        ObjectNode labelled = item.deepCopy();
        labelled.set("login", user.path("login"));
        items.add(labelled);
      }
    }
    return sums(items, List.of("login", "product", "model"), total(items.valueStream()), rounding);
  }

  /**
   * Returns items with their total.
   *
   * @param labels the properties that tell an item from others
   */
  private static Grid sums(JsonNode items, List<String> labels, UsageTotal all, Rounding rounding) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode item : items) {
      rows.add(
          row(
              labels.stream().map(label -> item.path(label).asText()),
              PlainDecimal.cell(item.path("grossQuantity").decimalValue()),
              Cell.text(item.path("unitType").asText()),
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
        Stream.concat(Stream.of(name), labels.stream().skip(1).map(label -> "")),
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

  private static List<Cell> row(Stream<String> labels, Cell... numbers) {
    return Stream.concat(labels.map(Cell::text), Stream.of(numbers)).toList();
  }

  /** Returns the repository of a row, or its organization if it has none. */
  private static @Nullable String owner(UsageItem item) {
    String repository = UsageDimension.REPOSITORY.of(item);
    return repository == null ? UsageDimension.ORGANIZATION.of(item) : repository;
  }

  private static String orBlank(@Nullable String text) {
    return text == null ? "" : text;
  }
}
