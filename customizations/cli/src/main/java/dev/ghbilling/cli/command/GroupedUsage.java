package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.PlainDecimal;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.spec.text.TextTable.Cell;
import dev.ghbilling.usage.UsageGroup;
import dev.ghbilling.usage.UsageTotal;
import dev.ghbilling.usage.UsageTotals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code usage --group-by} prints: a document, in which amounts have the names that the API
 * gives them, and a table.
 *
 * @param totals the totals, of which the first groups are shown
 * @param top how many groups are shown; the others are added up
 */
record GroupedUsage(UsageTotals totals, long top) {
  private static final List<String> AMOUNTS =
      List.of("rows", "grossAmount", "discountAmount", "netAmount");

  /** Shows all groups in their order. */
  static GroupedUsage all(UsageTotals totals) {
    return new GroupedUsage(totals, totals.groups().size());
  }

  /** Shows the groups with the largest net amounts. */
  static GroupedUsage top(UsageTotals totals, long number) {
    return new GroupedUsage(totals.sortedByNet(), number);
  }

  /** Returns the names of a group's columns. */
  List<String> columns() {
    return Stream.concat(dimensions().stream(), AMOUNTS.stream()).toList();
  }

  private List<String> dimensions() {
    return totals.by().stream().map(Converters::name).toList();
  }

  /** Returns the document: {@code groupBy}, {@code groups}, {@code others} and {@code total}. */
  ObjectNode document() {
    ObjectNode document = ResultJson.object();
    dimensions().forEach(document.putArray("groupBy")::add);
    ArrayNode groups = document.putArray("groups");
    for (UsageGroup group : shown()) {
      ObjectNode one = groups.addObject();
      List<@Nullable String> values = group.values();
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i) != null) {
          one.put(dimensions().get(i), values.get(i));
        }
      }
      one.setAll(amounts(group.total()));
    }
    UsageTotal others = others();
    if (others != null) {
      document.putObject("others").put("groups", hidden().size()).setAll(amounts(others));
    }
    document.set("total", amounts(totals.total()));
    return document;
  }

  private static ObjectNode amounts(UsageTotal total) {
    return (ObjectNode)
        ResultJson.of(new Amounts(total.items(), total.gross(), total.discount(), total.net()));
  }

  private record Amounts(
      long rows, BigDecimal grossAmount, BigDecimal discountAmount, BigDecimal netAmount) {}

  /** Returns the table, whose last row is the total. */
  Grid grid() {
    List<List<Cell>> rows = new ArrayList<>();
    for (UsageGroup group : shown()) {
      rows.add(
          row(
              group.values().stream().map(value -> value == null ? "(none)" : value).toList(),
              group.total()));
    }
    UsageTotal others = others();
    if (others != null) {
      rows.add(row(labelled("%d others".formatted(hidden().size())), others));
    }
    rows.add(row(labelled("total"), totals.total()));
    return Grid.of(
        Stream.concat(dimensions().stream(), Stream.of("rows", "gross", "discount", "net"))
            .toList(),
        rows);
  }

  private List<UsageGroup> shown() {
    return totals.groups().stream().limit(top).toList();
  }

  private List<UsageGroup> hidden() {
    return totals.groups().stream().skip(top).toList();
  }

  private @Nullable UsageTotal others() {
    return hidden().stream().map(UsageGroup::total).reduce(UsageTotal::plus).orElse(null);
  }

  /** Returns a value for each dimension, of which the first one is the label. */
  private List<String> labelled(String label) {
    List<String> values = new ArrayList<>(Collections.nCopies(totals.by().size(), ""));
    values.set(0, label);
    return values;
  }

  private static List<Cell> row(List<String> values, UsageTotal total) {
    return Stream.concat(
            values.stream().map(Cell::text),
            Stream.of(
                Cell.number(Long.toString(total.items())),
                PlainDecimal.cell(total.gross()),
                PlainDecimal.cell(total.discount()),
                PlainDecimal.cell(total.net())))
        .toList();
  }
}
