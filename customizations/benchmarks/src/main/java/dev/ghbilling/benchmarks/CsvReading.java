package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.ghbilling.exports.UsageReportFile;
import dev.ghbilling.exports.UsageReportRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A program that adds up the net amounts of a CSV file by product, by turns: with the SDK, with the
 * CSV library alone, which gives the two columns that are needed and makes nothing of the others,
 * and with DuckDB if it is there. The first turn is not counted.
 */
final class CsvReading {
  private static final String PRODUCT = "product";
  private static final String NET_AMOUNT = "net_amount";

  private CsvReading() {}

  /**
   * Prints lines of who read, seconds, and what was found.
   *
   * @param arguments the file, and how many rounds there are
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    for (int round = 0; round <= rounds; round++) {
      print(round, "sdk", () -> sdk(file));
      print(round, "library", () -> library(file));
    }
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:")) {
      for (int round = 0; round <= rounds; round++) {
        print(round, "duckdb", () -> duckDb(database, file));
      }
    } catch (SQLException absent) {
      // A build without its profile has none; the row says so.
      return;
    }
  }

  /** Reads the file, and gives the sums in the order of their names. */
  private interface Reading {
    Map<String, BigDecimal> sums() throws IOException;
  }

  private static void print(int round, String who, Reading reading) throws IOException {
    long begin = System.nanoTime();
    Map<String, BigDecimal> sums = reading.sums();
    double seconds = StreamReading.seconds(begin);
    if (round > 0) {
      Map<String, String> plain = new TreeMap<>();
      sums.forEach((name, sum) -> plain.put(name, sum.stripTrailingZeros().toPlainString()));
      System.out.printf("%s %s %s%n", who, seconds, plain);
    }
  }

  private static Map<String, BigDecimal> sdk(Path file) {
    Map<String, BigDecimal> sums = new HashMap<>();
    try (Stream<UsageReportRow> rows = new UsageReportFile(file).rows()) {
      for (Iterator<UsageReportRow> each = rows.iterator(); each.hasNext(); ) {
        UsageReportRow row = each.next();
        sums.merge(
            Objects.requireNonNull(row.product()),
            Objects.requireNonNull(row.netAmount()),
            BigDecimal::add);
      }
    }
    return sums;
  }

  private static Map<String, BigDecimal> library(Path file) throws IOException {
    Map<String, BigDecimal> sums = new HashMap<>();
    try (MappingIterator<String[]> rows =
        new CsvMapper()
            .readerFor(String[].class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .readValues(Files.newInputStream(file))) {
      List<String> header = Arrays.asList(rows.next());
      int product = header.indexOf(PRODUCT);
      int net = header.indexOf(NET_AMOUNT);
      while (rows.hasNext()) {
        String[] row = rows.next();
        sums.merge(row[product], new BigDecimal(row[net]), BigDecimal::add);
      }
    }
    return sums;
  }

  private static Map<String, BigDecimal> duckDb(Connection database, Path file) throws IOException {
    Map<String, BigDecimal> sums = new HashMap<>();
    String query =
        "select %s, sum(%s) from read_csv('%s', header = true, types = {'%s': 'DECIMAL(28,10)'}) group by 1"
            .formatted(PRODUCT, NET_AMOUNT, file.toString().replace("'", "''"), NET_AMOUNT);
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        sums.put(rows.getString(1), rows.getBigDecimal(2));
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    return sums;
  }
}
