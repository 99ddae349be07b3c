package dev.ghbilling.ledger.load;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * A copy of a report without its header, in which two columns stand before those of the report: the
 * row's number, and the texts of its numbers and its date if one of them isn't written plainly.
 * DuckDB reads the copy with all processors, which it can't when it numbers rows itself, and casts
 * its numbers without rounding one.
 *
 * @param file the copy, decompressed
 * @param content what the report's file contains
 * @param layout where the report has what
 * @param rows how many rows there are; -1 if one isn't as GitHub writes it, so that the copy isn't
 *     complete
 */
public record NumberedCopy(Path file, ReportContent content, ReportLayout layout, long rows) {
  /** What is between the texts, which have no such character. */
  static final String BETWEEN_TEXTS = "|";

  private static final int MOST_BYTES_OF_ROW = ReportContent.BUFFER;

  /**
   * Writes the copy of a report, which may be compressed by gzip.
   *
   * @param name what messages call the report
   * @throws dev.ghbilling.error.UnreadableReportException when it isn't a report
   */
  public static NumberedCopy write(Path report, String name, Path copy) throws IOException {
    ReportLayout layout;
    boolean isUtf8;
    try (CsvRows csv = CsvRows.open(report, name)) {
      layout = ReportLayout.of(csv);
      isUtf8 = csv.charset().equals(StandardCharsets.UTF_8);
    }
    MessageDigest digest = ReportContent.newDigest();
    byte[] buffer = new byte[2 * MOST_BYTES_OF_ROW];
    long bytes = 0;
    try (InputStream in = CsvRows.content(report);
        OutputStream out =
            new BufferedOutputStream(Files.newOutputStream(copy), ReportContent.BUFFER)) {
      Rows rows = new Rows(layout, out, isUtf8);
      int left = 0;
      for (int read = 0; read >= 0; read = in.read(buffer, left, MOST_BYTES_OF_ROW)) {
        digest.update(buffer, left, read);
        bytes += read;
        left = rows.copy(buffer, left + read);
      }
      buffer[left] = '\n'; // Which the last row may not have.
      boolean complete = rows.copy(buffer, left + 1) == 0 && rows.regular;
      String sha256 = HexFormat.of().formatHex(digest.digest());
      return new NumberedCopy(
          copy, new ReportContent(sha256, bytes), layout, complete ? rows.count : -1);
    }
  }

  /** The rows in a buffer. */
  private static final class Rows {
    private final OutputStream out;
    private final char separator;
    private final List<RowColumn> exact;
    private final int[] places;
    private final int[] ends;
    private final StringBuilder start = new StringBuilder();
    private boolean regular;
    private long count = -1;

    Rows(ReportLayout layout, OutputStream out, boolean regular) {
      this.out = out;
      this.separator = layout.separator();
      this.exact = layout.exact();
      this.places = exact.stream().mapToInt(layout.columns()::get).toArray();
      this.ends = new int[layout.width()];
      this.regular = regular;
    }

    /**
     * Copies the complete rows, and moves what is left to the beginning of the buffer.
     *
     * @return how many bytes are left
     */
    int copy(byte[] bytes, int length) throws IOException {
      boolean quoted = false;
      int begin = 0;
      int value = 0;
      for (int i = 0; regular && i < length; i++) {
        byte octet = bytes[i];
        if (octet == '"') {
          quoted = !quoted;
        } else if (!quoted && octet == separator) {
          ends[value] = i;
          value++;
          regular = value < ends.length;
        } else if (!quoted && (octet == '\n' || octet == '\r')) {
          if (i > begin) {
            ends[value] = i;
            regular = value == ends.length - 1 && copyRow(bytes, begin);
          }
          begin = i + 1;
          value = 0;
        }
      }
      int left = regular ? length - begin : 0;
      regular &= left < MOST_BYTES_OF_ROW;
      System.arraycopy(bytes, begin, bytes, 0, regular ? left : 0);
      return regular ? left : 0;
    }

    /** Copies a row, which isn't the header, unless it isn't as GitHub writes it. */
    private boolean copyRow(byte[] bytes, int begin) throws IOException {
      count++;
      if (count == 0) {
        return true;
      }
      start.setLength(0);
      start.append(count).append(separator);
      int texts = start.length();
      for (int i = 0; i < places.length; i++) {
        start.append(i == 0 ? "" : BETWEEN_TEXTS);
        if (!appendText(exact.get(i), places[i], bytes, begin)) {
          return false;
        }
      }
      if (start.length() < texts + places.length) {
        start.setLength(texts);
      }
      start.append(separator);
      int end = ends[ends.length - 1];
      bytes[end] = '\n';
      out.write(start.toString().getBytes(StandardCharsets.ISO_8859_1));
      out.write(bytes, begin, end + 1 - begin);
      return true;
    }

    /** Appends the text of a value unless it is written plainly; false if it may not be exact. */
    private boolean appendText(RowColumn column, int place, byte[] bytes, int begin) {
      int from = place == 0 ? begin : ends[place - 1] + 1;
      int to = ends[place];
      if (to - from > 1 && bytes[from] == '"' && bytes[to - 1] == '"') {
        from++;
        to--;
      }
      boolean isDate = column == RowColumn.DATE;
      if (isDate
          ? ExactText.isPlainDate(bytes, from, to)
          : ExactText.isPlainNumber(bytes, from, to)) {
        return true;
      }
      String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
      start.append(text);
      if (isDate) {
        return ExactText.isDate(text);
      }
      return text.isEmpty() ? !ReportLayout.isRequired(column) : ExactText.isNumber(text);
    }
  }
}
