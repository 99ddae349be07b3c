package dev.ghbilling.ledger.load;

import dev.ghbilling.ledger.store.ReportType;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a file has what: its columns are bound by their names, in any order. Columns that the
 * schema doesn't have become {@code other_columns}.
 *
 * @param separator what is between the values
 * @param width how many columns there are
 * @param columns the positions of known columns
 * @param others the positions of all other columns, by the name that the header has
 */
record ReportLayout(
    char separator, int width, Map<RowColumn, Integer> columns, Map<String, Integer> others) {
  private static final Set<RowColumn> REQUIRED =
      Set.of(
          RowColumn.DATE,
          RowColumn.PRODUCT,
          RowColumn.SKU,
          RowColumn.QUANTITY,
          RowColumn.NET_AMOUNT);

  /** What an empty value of would count as nothing. */
  private static final Set<RowColumn> AMOUNTS =
      EnumSet.of(
          RowColumn.QUANTITY,
          RowColumn.GROSS_AMOUNT,
          RowColumn.DISCOUNT_AMOUNT,
          RowColumn.NET_AMOUNT);

  /**
   * The names in the list of premium requests that GitHub offered in 2025, which has no amounts.
   */
  private static final Map<String, RowColumn> OF_2025 =
      Map.of(
          "timestamp", RowColumn.DATE,
          "user", RowColumn.USERNAME,
          "model", RowColumn.MODEL,
          "requests used", RowColumn.QUANTITY,
          "exceeds monthly quota", RowColumn.EXCEEDS_QUOTA,
          "total monthly quota", RowColumn.TOTAL_MONTHLY_QUOTA);

  /**
   * Returns the layout of the file whose next row is the header.
   *
   * @throws dev.ghbilling.error.UnreadableReportException when it isn't one of a report
   */
  static ReportLayout of(CsvRows csv) {
    List<String> first = csv.next();
    List<String> header = first == null ? List.of() : first;
    List<String> names = header.stream().map(ReportLayout::normalized).toList();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw csv.wrong("two columns have the name " + name);
      }
    }
    boolean old = names.containsAll(List.of("timestamp", "requests used"));
    Map<RowColumn, Integer> columns = new EnumMap<>(RowColumn.class);
    Map<String, Integer> others = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      RowColumn column = old ? OF_2025.get(names.get(i)) : column(names.get(i));
      if (column == null) {
        others.put(header.get(i).strip(), i);
      } else {
        columns.put(column, i);
      }
    }
    if (!old && !columns.keySet().containsAll(REQUIRED)) {
      throw csv.wrong(
          "not a known layout of a usage report: there is no column %s"
              .formatted(
                  REQUIRED.stream()
                      .filter(column -> !columns.containsKey(column))
                      .sorted()
                      .findFirst()
                      .orElseThrow()
                      .title()));
    }
    return new ReportLayout(csv.separator(), names.size(), columns, others);
  }

  private static @Nullable RowColumn column(String name) {
    for (RowColumn column : RowColumn.values()) {
      if (column.title().equals(name)) {
        return column;
      }
    }
    return null;
  }

  private static String normalized(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** Returns whether it is that of what a ledger exports, whose rows have their place in it. */
  boolean isOfLedger() {
    return others.keySet().containsAll(List.of("billing_month", "source", "source_row"));
  }

  /** Returns the date and the numbers, whose texts are kept unless they are written plainly. */
  List<RowColumn> exact() {
    return columns.keySet().stream()
        .filter(
            column ->
                column.kind() == RowColumn.Kind.DATE || column.kind() == RowColumn.Kind.NUMBER)
        .toList();
  }

  /** Returns whether a row must have a value in a column that the report has. */
  static boolean isRequired(RowColumn column) {
    return AMOUNTS.contains(column);
  }

  /**
   * Returns the type of report that has these columns.
   *
   * @param first the first row; empty if there is none
   */
  ReportType type(List<String> first) {
    if (columns.containsKey(RowColumn.MODEL)) {
      String sku = value(first, RowColumn.SKU) + " " + value(first, RowColumn.UNIT_TYPE);
      boolean credits =
          (first.isEmpty() || !columns.containsKey(RowColumn.SKU))
              ? columns.containsKey(RowColumn.AIC_QUANTITY)
              : sku.toLowerCase(Locale.ROOT).contains("credit");
      return credits ? ReportType.AI_CREDIT : ReportType.PREMIUM_REQUEST;
    }
    return columns.containsKey(RowColumn.USERNAME) || columns.containsKey(RowColumn.WORKFLOW_PATH)
        ? ReportType.DETAILED
        : ReportType.SUMMARIZED;
  }

  private String value(List<String> row, RowColumn column) {
    Integer index = columns.get(column);
    return index == null || index >= row.size() ? "" : row.get(index);
  }
}
