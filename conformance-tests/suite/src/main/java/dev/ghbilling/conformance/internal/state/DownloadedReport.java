package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ResourceOperation.Files;
import dev.ghbilling.spec.Selects;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A file that was downloaded from a URL in a resource. Its URL is a secret, which no verdict shows.
 *
 * @param days the sums of the columns that are documented to have one, by the day of the lines;
 *     only of days that count
 */
record DownloadedReport(Map<LocalDate, Map<String, BigDecimal>> days) {
  private static final String WHERE = "GET of a download URL without credentials";
  private static final int SHOWN = 60;
  private static final ObjectReader CSV =
      new CsvMapper().readerForListOf(String.class).with(CsvParser.Feature.WRAP_AS_ARRAY);

  /**
   * Downloads a file.
   *
   * @throws CheckEndedException failed, when the text is no URL or there is no file; not
   *     applicable, when it is too large
   */
  static OperationResponse download(CheckContext context, OperationResponse completed, String url)
      throws InterruptedException {
    URI target =
        httpUrl(url)
            .orElseThrow(
                () ->
                    failed(
                        completed.request(),
                        "an http or https URL to download from",
                        "another text"));
    OperationResponse file;
    try {
      file = context.download(completed.request(), target);
    } catch (CheckEndedException e) {
      throw e.verdict().outcome() == Outcome.FAILED
          ? failed(WHERE, e.verdict().expected(), e.verdict().actual())
          : new CheckEndedException(Verdict.notApplicable(e.verdict().message()));
    }
    if (file.status() != 200) {
      throw failed(WHERE, "HTTP 200", "HTTP " + file.status());
    }
    return file;
  }

  private static Optional<URI> httpUrl(String url) {
    try {
      URI uri = URI.create(url);
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a file.
   *
   * @param resource the resource that has its URL
   * @param isCounted tells whether a day counts
   * @throws CheckEndedException failed, when it isn't CSV with the documented columns, complete
   *     rows, numbers, and dates of the resource
   */
  static DownloadedReport read(
      OperationResponse file, Files files, JsonNode resource, Predicate<LocalDate> isCounted) {
    List<List<String>> lines = lines(file);
    List<String> header = lines.isEmpty() ? List.of() : lines.get(0);
    List<String> columns = new ArrayList<>(files.sums().keySet());
    columns.add(files.date());
    if (!header.containsAll(columns)) {
      throw failed(WHERE, "a first line with the columns " + columns, beginning(file));
    }
    Map<LocalDate, Map<String, BigDecimal>> days = new TreeMap<>();
    for (int i = 1; i < lines.size(); i++) {
      List<String> line = lines.get(i);
      String where = "line %d of a downloaded file".formatted(i + 1);
      if (line.size() != header.size()) {
        throw failed(where, header.size() + " columns, as in the first line", "" + line.size());
      }
      LocalDate date = date(where, line.get(header.indexOf(files.date())), files, resource);
      for (String column : files.sums().keySet()) {
        BigDecimal number = number(where, column, line.get(header.indexOf(column)));
        if (isCounted.test(date)) {
          days.computeIfAbsent(date, day -> new HashMap<>()).merge(column, number, BigDecimal::add);
        }
      }
    }
    return new DownloadedReport(days);
  }

  private static List<List<String>> lines(OperationResponse file) {
    try {
      return CSV.<List<String>>readValues(file.bytes()).readAll();
    } catch (IOException e) {
      throw failed(WHERE, "CSV", "what can't be read so; it begins with " + beginning(file));
    }
  }

  private static String beginning(OperationResponse file) {
    String text = file.text();
    return text.substring(0, Math.min(SHOWN, text.length())).replaceAll("\\s+", " ");
  }

  private static LocalDate date(String where, String text, Files files, JsonNode resource) {
    LocalDate first = LocalDate.parse(resource.at(files.first()).asText());
    LocalDate last = LocalDate.parse(resource.at(files.last()).asText());
    return Selects.time(text)
        .map(LocalDateTime::toLocalDate)
        .filter(date -> !date.isBefore(first) && !date.isAfter(last))
        .orElseThrow(() -> failed(where, "a date from %s to %s".formatted(first, last), text));
  }

  private static BigDecimal number(String where, String column, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw failed(where, "a number in the column " + column, text);
    }
  }

  /** Returns the sum of a column over the lines of a day. */
  BigDecimal sum(LocalDate day, String column) {
    return days.getOrDefault(day, Map.of()).getOrDefault(column, BigDecimal.ZERO);
  }

  private static CheckEndedException failed(Object where, String expected, String actual) {
    return new CheckEndedException(Verdict.failed(where, expected, actual));
  }
}
