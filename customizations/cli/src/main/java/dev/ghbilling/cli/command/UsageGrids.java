package dev.ghbilling.cli.command;

import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.PlainDecimal;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.spec.text.TextTable.Cell;
import dev.ghbilling.usage.UsageDimension;
import dev.ghbilling.usage.UsageGroup;
import dev.ghbilling.usage.UsageTotal;
import dev.ghbilling.usage.UsageTotals;
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

  static Grid groups(UsageTotals totals) {
    List<List<Cell>> rows = new ArrayList<>();
    for (UsageGroup group : totals.groups()) {
      rows.add(group(group.value() == null ? "(none)" : group.value(), group.total()));
    }
    rows.add(group("total", totals.total()));
    return Grid.of(
        List.of(Converters.name(totals.by().get(0)), "rows", "gross", "discount", "net"), rows);
  }

  private static List<Cell> group(String name, UsageTotal total) {
    return List.of(
        Cell.text(name),
        Cell.number(Long.toString(total.items())),
        PlainDecimal.cell(total.gross()),
        PlainDecimal.cell(total.discount()),
        PlainDecimal.cell(total.net()));
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
