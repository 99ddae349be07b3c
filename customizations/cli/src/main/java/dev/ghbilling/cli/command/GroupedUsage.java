package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.PlainDecimal;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.cli.output.Rows;
import dev.ghbilling.spec.text.TextTable.Cell;
import dev.ghbilling.usage.EnterpriseTotals.Source;
import dev.ghbilling.usage.UsageDimension;
import dev.ghbilling.usage.UsageGroup;
import dev.ghbilling.usage.UsageTotal;
import dev.ghbilling.usage.UsageTotals;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code usage --group-by} prints: a document, in which amounts have the names that the API
 * gives them, and a table.
 *
 * @param sources what the totals are from
 * @param totals the totals, of which the first groups are shown
 * @param top how many groups are shown; the others are added up
 * @param rounding rounds the amounts
 */
record GroupedUsage(Set<Source> sources, UsageTotals totals, long top, Rounding rounding) {
  /** The column of csv that has how many items of summaries, or rows of reports, a group has. */
  private static final String ITEMS = "items";

  private static final Set<UsageDimension> DATES =
      Set.of(UsageDimension.DATE, UsageDimension.MONTH);

  private static final List<String> AMOUNTS = List.of("grossAmount", "discountAmount", "netAmount");

  /**
   * Returns the groups in the requested order. Without one, groups are ordered by net amount, the
   * largest first. Without {@code --top}, they are ordered by date or month before that.
   *
   * @param columns the columns that there are, some of which may be absent
   */
  static GroupedUsage of(
      Set<Source> sources,
      UsageTotals totals,
      RowOptions rows,
      List<String> columns,
      Rounding rounding) {
    GroupedUsage all = new GroupedUsage(sources, totals, totals.groups().size(), rounding);
    UsageTotals ordered =
        rows.order(columns)
            .map(order -> totals.sorted(Comparator.comparing(all::ordered, order)))
            .orElseGet(
                () -> rows.top().isPresent() ? totals.sortedByNet() : byDate(totals.sortedByNet()));
    return new GroupedUsage(sources, ordered, rows.top().orElse(totals.groups().size()), rounding);
  }

  /** Returns the groups in the order of their dates; those of one date stay as they are. */
  private static UsageTotals byDate(UsageTotals totals) {
    return IntStream.range(0, totals.by().size())
        .filter(i -> DATES.contains(totals.by().get(i)))
        .mapToObj(GroupedUsage::byValue)
        .reduce(Comparator::thenComparing)
        .map(totals::sorted)
        .orElse(totals);
  }

  private static Comparator<UsageGroup> byValue(int dimension) {
    return Comparator.comparing(
        group -> group.values().get(dimension), Comparator.nullsLast(Comparator.naturalOrder()));
  }

  /** Returns the columns by which groups can be ordered. */
  static List<String> columns(List<UsageDimension> by) {
    return Stream.of(by.stream().map(Converters::name), Stream.of(ITEMS, "rows"), AMOUNTS.stream())
        .flatMap(names -> names)
        .toList();
  }

  /** Returns a row for each group, and one for the others, with the names of the API. */
  Rows rows() {
    ArrayNode rows = exact(ITEMS).withArrayProperty("groups");
    UsageTotal others = others();
    if (others != null) {
      rows.addObject().put(dimensions().get(0), othersLabel()).setAll(amounts(others, ITEMS));
    }
    List<String> columns =
        Stream.of(dimensions().stream(), Stream.of(ITEMS), AMOUNTS.stream())
            .flatMap(names -> names)
            .toList();
    return new Rows(rounding.of(rows), rounding.of(columns));
  }

  /** Returns what is counted: the items of summaries, or the rows of reports. */
  String counted() {
    return sources.equals(Set.of(Source.SUMMARY)) ? "items" : "rows";
  }

  private List<String> dimensions() {
    return totals.by().stream().map(Converters::name).toList();
  }

  /**
   * Returns the document: {@code source}, {@code groupBy}, {@code groups}, {@code others} and
   * {@code total}.
   */
  JsonNode document() {
    return rounding.of(exact(counted()));
  }

  /**
   * Returns the document with exact amounts.
   *
   * @param count the name of the number of items
   */
  private ObjectNode exact(String count) {
    ObjectNode document = ResultJson.object();
    document.put(
        "source", sources.stream().map(Converters::name).collect(Collectors.joining(" and ")));
    dimensions().forEach(document.putArray("groupBy")::add);
    ArrayNode groups = document.putArray("groups");
    for (UsageGroup group : shown()) {
      groups.add(group(group, count));
    }
    UsageTotal others = others();
    if (others != null) {
      document.putObject("others").put("groups", hidden().size()).setAll(amounts(others, count));
    }
    document.set("total", amounts(totals.total(), count));
    return document;
  }

  /** Returns a group with its number of items under each name that it may be sorted by. */
  private ObjectNode ordered(UsageGroup group) {
    return group(group, ITEMS).put("rows", group.total().items());
  }

  private ObjectNode group(UsageGroup group, String count) {
    ObjectNode one = ResultJson.object();
    List<@Nullable String> values = group.values();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) != null) {
        one.put(dimensions().get(i), values.get(i));
      }
    }
    return one.setAll(amounts(group.total(), count));
  }

  private static ObjectNode amounts(UsageTotal total, String count) {
    return ResultJson.object()
        .put(count, total.items())
        .put("grossAmount", total.gross())
        .put("discountAmount", total.discount())
        .put("netAmount", total.net());
  }

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
      rows.add(row(labelled(othersLabel()), others));
    }
    rows.add(row(labelled("total"), totals.total()));
    return Grid.of(
        Stream.concat(dimensions().stream(), Stream.of(counted(), "gross", "discount", "net"))
            .toList(),
        rows);
  }

  private String othersLabel() {
    return "%d others".formatted(hidden().size());
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

  private List<Cell> row(List<String> values, UsageTotal exact) {
    UsageTotal total = rounding.of(exact);
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
