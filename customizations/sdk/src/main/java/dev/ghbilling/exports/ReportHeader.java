package dev.ghbilling.exports;

import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.exports.ForeignContent.NotAReportException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The first row of a report, which maps columns to their positions. */
final class ReportHeader {
  private final List<String> names;
  private final Map<ReportColumn, Integer> known = new EnumMap<>(ReportColumn.class);
  private final List<String> otherNames;
  private final int[] otherIndexes;

  private ReportHeader(List<String> row) {
    this.names = row.stream().map(ReportHeader::normalized).toList();
    for (ReportColumn column : ReportColumn.values()) {
      known.put(column, names.indexOf(column.title()));
    }
    Set<Integer> taken = Set.copyOf(known.values());
    List<String> others = new ArrayList<>();
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      if (!taken.contains(i)) {
        others.add(row.get(i));
        indexes.add(i);
      }
    }
    this.otherNames = List.copyOf(others);
    this.otherIndexes = indexes.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Returns the header that is the first row of a file.
   *
   * @throws NotAReportException when the row isn't the header of a usage report
   * @throws UnreadableReportException when two columns have the same name
   */
  static ReportHeader of(CsvReader csv) throws NotAReportException {
    ReportHeader header = new ReportHeader(csv.header());
    if (header.index(ReportColumn.NET_AMOUNT) < 0) {
      throw new NotAReportException(ForeignContent.of(csv.header()));
    }
    Set<String> seen = new HashSet<>();
    for (String name : csv.header()) {
      if (!seen.add(normalized(name))) {
        throw new UnreadableReportException(
            "%s: two columns have the name %s".formatted(csv.position(), name), null);
      }
    }
    return header;
  }

  /** Returns the names of the columns in lower case, in the file's order. */
  List<String> names() {
    return names;
  }

  /** Returns the column's position, or -1 when the file doesn't have it. */
  int index(ReportColumn column) {
    return known.getOrDefault(column, -1);
  }

  /** Returns the values of all other columns, by name. */
  Map<String, String> others(String[] row) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < otherIndexes.length; i++) {
      values.put(otherNames.get(i), row[otherIndexes[i]]);
    }
    return values;
  }

  private static String normalized(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
