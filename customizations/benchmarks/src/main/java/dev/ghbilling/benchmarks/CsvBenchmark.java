package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.ghbilling.exports.UsageReportFile;
import dev.ghbilling.exports.UsageReportRow;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The net amounts of a report file added up by product. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(value = 2, jvmArgsAppend = "-Xmx64m")
public class CsvBenchmark {
  private static final String HEADER =
      """
      "date","product","sku","quantity","unit_type","applied_cost_per_quantity","gross_amount",\
      "discount_amount","net_amount","username","organization","repository","workflow_path",\
      "cost_center_name"
      """;
  private static final String ROW =
      """
      "2025-01-%02d","product-%d","actions_linux","4.219757100000001","minutes","0.008","%d.096",\
      "0.09","%d.006","user-%d","octo-org","octo-org/app",".github/workflows/ci.yml","Research"
      """;

  /** How many rows the file has. */
  @Param("1000000")
  public int size = 0;

  private Path file = Path.of("");

  /** Writes the file. */
  @Setup
  public void write() throws IOException {
    file = Files.createTempFile("usage-report", ".csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(HEADER);
      for (int i = 0; i < size; i++) {
        out.write(ROW.formatted(i % 28 + 1, i % 5, i % 1000, i % 1000, i));
      }
    }
  }

  /** Reads every column with the SDK. */
  @Benchmark
  public Map<String, BigDecimal> sdk() {
    Map<String, BigDecimal> sums = new HashMap<>();
    try (Stream<UsageReportRow> rows = new UsageReportFile(file).rows()) {
      for (Iterator<UsageReportRow> each = rows.iterator(); each.hasNext(); ) {
        UsageReportRow row = each.next();
        BigDecimal net = Objects.requireNonNull(row.netAmount());
        sums.merge(Objects.requireNonNull(row.product()), net, BigDecimal::add);
      }
    }
    return sums;
  }

  /** Reads with Jackson's CSV alone, and converts one column. */
  @Benchmark
  public Map<String, BigDecimal> jackson() throws IOException {
    Map<String, BigDecimal> sums = new HashMap<>();
    try (MappingIterator<String[]> rows =
        new CsvMapper()
            .readerFor(String[].class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .readValues(Files.newInputStream(file))) {
      List<String> header = Arrays.asList(rows.next());
      int product = header.indexOf("product");
      int net = header.indexOf("net_amount");
      while (rows.hasNext()) {
        String[] row = rows.next();
        sums.merge(row[product], new BigDecimal(row[net]), BigDecimal::add);
      }
    }
    return sums;
  }

  /** Deletes the file. */
  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }
}
