package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.PlainDecimal;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.spec.text.TextTable.Cell;
import dev.ghbilling.usage.UsageDimension;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables of usage for people, with columns that fit a terminal of 80 columns. */
final class UsageGrids {
  private UsageGrids() {}

  static Grid rows(UsageReport report) {
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
                        PlainDecimal.cell(item.grossAmount()),
                        PlainDecimal.cell(item.netAmount()),
                        Cell.text(orBlank(owner(item)))))
            .toList());
  }

  /** Returns the items of a summary, or of usage by model, with their total. */
  static Grid sums(JsonNode items) {
    boolean byModel = items.valueStream().anyMatch(item -> item.has("model"));
    List<List<Cell>> rows = new ArrayList<>();
    BigDecimal gross = BigDecimal.ZERO;
    BigDecimal net = BigDecimal.ZERO;
    for (JsonNode item : items) {
      gross = gross.add(item.path("grossAmount").decimalValue());
      net = net.add(item.path("netAmount").decimalValue());
      rows.add(
          List.of(
              Cell.text(item.path("product").asText()),
              Cell.text(item.path(byModel ? "model" : "sku").asText()),
              PlainDecimal.cell(item.path("grossQuantity").decimalValue()),
              Cell.text(item.path("unitType").asText()),
              PlainDecimal.cell(item.path("grossAmount").decimalValue()),
              PlainDecimal.cell(item.path("netAmount").decimalValue())));
    }
    rows.add(
        List.of(
            Cell.text("total"),
            Cell.EMPTY,
            Cell.EMPTY,
            Cell.EMPTY,
            PlainDecimal.cell(gross),
            PlainDecimal.cell(net)));
    return Grid.of(
        List.of("product", byModel ? "model" : "sku", "quantity", "unit", "gross", "net"), rows);
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
