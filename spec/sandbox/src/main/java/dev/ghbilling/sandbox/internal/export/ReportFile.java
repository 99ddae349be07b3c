package dev.ghbilling.sandbox.internal.export;

import dev.ghbilling.sandbox.internal.usage.UsageData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of a usage report: UTF-8 with a byte order mark, every field quoted. It is generated
 * from the usage data whenever it is read. Only its length and the offsets of some rows are kept.
 */
public final class ReportFile {
  private static final int ROWS_BETWEEN_MARKS = 10_000;

  private final UsageData data;
  private final long firstRow;
  private final long endRow;
  private final long firstDay;
  private final long lastDay;
  private final ReportColumns columns;
  private final Function<String, String> costCenterName;
  private @Nullable Layout layout;

  /** The offset in the file at which a row begins. */
  private record Mark(long row, long offset) {}

  private record Layout(List<Mark> marks, long length) {}

  /**
   * Creates a file of the rows from one number to another that are within a range of days.
   *
   * @param firstRow the first row
   * @param endRow the row behind the last one
   * @param firstDay the first day, in days since 1970
   * @param lastDay the last day, inclusive
   * @param costCenterName looks up the name of a cost center by its id
   */
  ReportFile(
      UsageData data,
      long firstRow,
      long endRow,
      long firstDay,
      long lastDay,
      ReportColumns columns,
      Function<String, String> costCenterName) {
    this.data = data;
    this.firstRow = firstRow;
    this.endRow = endRow;
    this.firstDay = firstDay;
    this.lastDay = lastDay;
    this.columns = columns;
    this.costCenterName = costCenterName;
  }

  /** Returns the length in bytes. The first call generates the whole file to find it. */
  long length() {
    return layout().length();
  }

  /** Writes the bytes from one offset up to another, which is exclusive. */
  void writeTo(OutputStream out, long from, long to) throws IOException {
    Mark start = layout().marks().get(0);
    for (Mark mark : layout().marks()) {
      if (mark.offset() <= from) {
        start = mark;
      }
    }
    long offset = start.offset();
    StringBuilder text = new StringBuilder();
    if (start.row() == firstRow) {
      writeHeader(text);
      offset = writeOverlap(out, text, 0, from, to);
    }
    for (long row = start.row(); row < endRow && offset < to; row++) {
      if (writeRow(row, text)) {
        offset = writeOverlap(out, text, offset, from, to);
      }
    }
  }

  private static long writeOverlap(
      OutputStream out, StringBuilder text, long offset, long from, long to) throws IOException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    int begin = (int) Math.max(0, Math.min(bytes.length, from - offset));
    int end = (int) Math.max(begin, Math.min(bytes.length, to - offset));
    out.write(bytes, begin, end - begin);
    return offset + bytes.length;
  }

  private synchronized Layout layout() {
    if (layout == null) {
      layout = measure();
    }
    return layout;
  }

  private Layout measure() {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark(firstRow, 0));
    StringBuilder text = new StringBuilder();
    writeHeader(text);
    long offset = length(text);
    long rows = 0;
    for (long row = firstRow; row < endRow; row++) {
      if (writeRow(row, text)) {
        if (++rows % ROWS_BETWEEN_MARKS == 0) {
          marks.add(new Mark(row, offset));
        }
        offset += length(text);
      }
    }
    return new Layout(marks, offset);
  }

  private static int length(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private void writeHeader(StringBuilder text) {
    text.setLength(0);
    text.append('\ufeff');
    columns.writeHeader(text);
  }

  private boolean writeRow(long row, StringBuilder text) {
    long day = data.epochDay(row);
    if (day < firstDay || day > lastDay || !columns.include(data, row)) {
      return false;
    }
    text.setLength(0);
    Optional<String> center = data.costCenter(row);
    columns.writeRow(data.row(row), center.map(costCenterName).orElse(""), text);
    return true;
  }
}
