package dev.ghbilling.exports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Describes a file that isn't a usage report by how it begins, in words for a message. */
final class ForeignContent {
  private static final String NET_AMOUNT = ReportColumn.NET_AMOUNT.title();

  private ForeignContent() {}

  /** Thrown for a file that doesn't begin as a usage report. Its message says what the file is. */
  static final class NotAReportException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param content what the file is, for example {@code an HTML page}
     */
    NotAReportException(String content) {
      super(content + ", not a usage report");
    }
  }

  /** Returns what the first bytes are; null when they may be the text of a report. */
  static @Nullable String of(byte[] start) {
    if (start.length == 0) {
      return "an empty file";
    }
    if (begins(start, 'P', 'K', 3, 4) || begins(start, 'P', 'K', 5, 6)) {
      return "a zip archive or a spreadsheet such as .xlsx";
    }
    if (begins(start, 0xff, 0xfe) || begins(start, 0xfe, 0xff) || hasZeroBetween(start)) {
      return "text in UTF-16, as spreadsheets save it";
    }
    for (byte octet : start) {
      if (octet >= 0 && octet < '\t') {
        return "binary data";
      }
    }
    String text =
        new String(start, StandardCharsets.UTF_8)
            .replace("\uFEFF", "")
            .strip()
            .toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return "an empty file";
    }
    return switch (text.charAt(0)) {
      case '<' ->
          text.contains("<html") || text.startsWith("<!doctype html")
              ? "an HTML page"
              : "an XML document";
      case '{', '[' -> "a JSON document";
      case '%' -> text.startsWith("%pdf") ? "a PDF document" : null;
      default -> null;
    };
  }

  /** Returns what a CSV file with this first row is, which lacks the column of the net amount. */
  static String of(List<String> header) {
    List<String> names =
        header.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    String first = names.isEmpty() ? "" : names.get(0);
    if (first.startsWith("sep=") || isSeparatedBy(";", names)) {
      return "CSV with semicolons between the columns, as spreadsheets save it";
    }
    if (isSeparatedBy("\t", names)) {
      return "CSV with tabs between the columns, as spreadsheets save it";
    }
    if (names.contains("requests used")) {
      return "a list of premium requests as of 2025, which has no amounts";
    }
    if (names.contains("cache_read") || names.containsAll(List.of("input", "output"))) {
      return "a list of AI tokens, which has no amounts";
    }
    return "CSV without the column " + NET_AMOUNT;
  }

  private static boolean isSeparatedBy(String separator, List<String> row) {
    List<String> cells = new ArrayList<>();
    for (String cell : row) {
      cells.addAll(Arrays.asList(cell.split(separator, -1)));
    }
    return cells.stream().map(cell -> cell.replace("\"", "").strip()).anyMatch(NET_AMOUNT::equals);
  }

  private static boolean begins(byte[] start, int... octets) {
    for (int i = 0; i < octets.length; i++) {
      if (start.length <= i || (start[i] & 0xff) != octets[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether every other byte of the beginning is zero, as in UTF-16 without its mark. */
  private static boolean hasZeroBetween(byte[] start) {
    return start.length >= 4
        && ((start[0] == 0 && start[2] == 0 && start[1] != 0 && start[3] != 0)
            || (start[1] == 0 && start[3] == 0 && start[0] != 0 && start[2] != 0));
  }
}
