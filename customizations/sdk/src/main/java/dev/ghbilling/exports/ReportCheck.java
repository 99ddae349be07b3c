package dev.ghbilling.exports;

import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.exports.ForeignContent.NotAReportException;
import dev.ghbilling.internal.selection.DateText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A check of the files of one export, in order. Each has to be a report whose rows are complete to
 * the last one, with amounts that are numbers and with dates of the export, and all have the same
 * columns.
 */
final class ReportCheck {
  private static final int QUOTED_LENGTH = 100;

  private static final Set<ReportColumn> AMOUNTS =
      Set.of(
          ReportColumn.QUANTITY,
          ReportColumn.APPLIED_COST_PER_QUANTITY,
          ReportColumn.GROSS_AMOUNT,
          ReportColumn.DISCOUNT_AMOUNT,
          ReportColumn.NET_AMOUNT);

  private final ReportScope scope;

  /** The columns of the first file, once it is checked. */
  private @Nullable List<String> columns;

  /** The date of the row before, which most rows repeat. */
  private String checked = "";

  ReportCheck(ReportScope scope) {
    this.scope = scope;
  }

  /**
   * Requires that the next file is one of the export's.
   *
   * @throws NotAReportException when it doesn't begin as a report does
   * @throws UnreadableReportException when its header or one of its rows is wrong
   * @throws IOException when it can't be opened
   */
  void require(Path file) throws IOException {
    try (ReportReader report = ReportReader.ofDownload(file)) {
      requireSameColumns(report.header().names());
      boolean dated = report.header().index(ReportColumn.DATE) >= 0;
      while (report.hasNext()) {
        report.advance();
        AMOUNTS.forEach(report::number);
        if (dated) {
          requireDay(report);
        }
      }
    }
  }

  /** Returns whether two reports have the same rows, however they are written, and not none. */
  static boolean haveSameRows(Path one, Path other) {
    try (ReportReader rows = ReportReader.open(one);
        ReportReader others = ReportReader.open(other)) {
      boolean any = rows.hasNext();
      while (rows.hasNext() && others.hasNext()) {
        if (!Arrays.equals(rows.advance(), others.advance())) {
          return false;
        }
      }
      return any && !rows.hasNext() && !others.hasNext();
    }
  }

  private void requireSameColumns(List<String> names) {
    List<String> first = columns == null ? names : columns;
    columns = first;
    if (!names.equals(first)) {
      int same = 0;
      while (same < Math.min(names.size(), first.size())
          && names.get(same).equals(first.get(same))) {
        same++;
      }
      throw new UnreadableReportException(
          "the report that the host sent, line 1: column %d is %s, but %s in part 1"
              .formatted(same + 1, name(names, same), name(first, same)),
          null);
    }
  }

  private static String name(List<String> names, int index) {
    return index < names.size() ? quoted(names.get(index)) : "absent";
  }

  private static String quoted(String text) {
    return text.length() > QUOTED_LENGTH ? text.substring(0, QUOTED_LENGTH) + "..." : text;
  }

  private void requireDay(ReportReader report) {
    String date = report.text(ReportColumn.DATE);
    if (date == null) {
      throw report.wrong(ReportColumn.DATE, "empty", null);
    }
    if (date.equals(checked)) {
      return;
    }
    LocalDateTime time = DateText.utc(date);
    if (time == null) {
      throw report.wrong(ReportColumn.DATE, "not a date: " + quoted(date), null);
    }
    if (!scope.covers(time.toLocalDate())) {
      throw report.wrong(
          ReportColumn.DATE, "%s, but the export is %s".formatted(quoted(date), scope), null);
    }
    checked = date;
  }
}
