package dev.ghbilling.exports;

import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.exports.ForeignContent.NotAReportException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The first row of a report, which maps columns to their positions. */
final class ReportHeader {
  static final int MAX_COLUMNS = 1_000;

  private final Map<ReportColumn, Integer> known = new EnumMap<>(ReportColumn.class);
  private final List<String> otherNames;
  private final int[] otherIndexes;

  private ReportHeader(List<String> names) {
    List<String> normalized = names.stream().map(ReportHeader::normalized).toList();
    for (ReportColumn column : ReportColumn.values()) {
      known.put(column, normalized.indexOf(column.title()));
    }
    Set<Integer> taken = Set.copyOf(known.values());
    List<String> others = new ArrayList<>();
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!taken.contains(i)) {
        others.add(names.get(i));
        indexes.add(i);
      }
    }
    this.otherNames = List.copyOf(others);
    this.otherIndexes = indexes.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Returns the header that is the first row of a file.
   *
   * @param names the row; only its first {@code columns} elements are used
   * @param columns the number of columns, which may exceed the length of {@code names}
   * @throws NotAReportException when the row isn't the header of a usage report
   * @throws UnreadableReportException when its columns are too many or have the same name
   */
  static ReportHeader of(Path file, String[] names, int columns) throws NotAReportException {
    if (columns > MAX_COLUMNS) {
      throw new UnreadableReportException(
          "%s, line 1: %d columns; a usage report has fewer".formatted(file, columns), null);
    }
    List<String> all = List.of(Arrays.copyOf(names, columns));
    ReportHeader header = new ReportHeader(all);
    if (header.index(ReportColumn.NET_AMOUNT) < 0) {
      throw new NotAReportException(ForeignContent.of(all));
    }
    Set<String> seen = new HashSet<>();
    for (String name : all) {
      if (!seen.add(normalized(name))) {
        throw new UnreadableReportException(
            "%s, line 1: two columns have the name %s".formatted(file, name), null);
      }
    }
    return header;
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
