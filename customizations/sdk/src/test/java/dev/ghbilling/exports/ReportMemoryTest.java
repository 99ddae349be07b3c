package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.ChildJvm;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads a large report in a JVM with 64 MB: 500,000 rows by default, 5,000,000 with {@code -Plong}.
 */
class ReportMemoryTest {
  private static final long ROWS = Long.getLong("report.rows", 500_000);

  @TempDir Path folder;

  /** Runs in a child JVM, and prints the number of rows and their cost. */
  static final class Sum {
    private Sum() {}

    public static void main(String[] arguments) {
      long count = 0;
      BigDecimal net = BigDecimal.ZERO;
      try (Stream<UsageReportRow> rows = new UsageReportFile(Path.of(arguments[0])).rows()) {
        for (UsageReportRow row : (Iterable<UsageReportRow>) rows::iterator) {
          count++;
          net = row.netAmount() == null ? net : net.add(row.netAmount());
        }
      }
      System.out.println(
          count + " rows, " + net + ", " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
    }
  }

  @Test
  void rows_ofALargeReport_takeLittleMemory() throws IOException, InterruptedException {
    Path file = folder.resolve("report.csv");
    write(file);
    Instant start = Instant.now();

    ChildJvm.Exit child =
        ChildJvm.of(Sum.class)
            .options("-Xmx64m")
            .deadline(Duration.ofMinutes(10))
            .run(file.toString());

    assertThat(child.output())
        .startsWith(
            "%d rows, %s, 6"
                .formatted(ROWS, new BigDecimal("0.000094086").multiply(BigDecimal.valueOf(ROWS))));
    System.out.printf(
        "%,d rows of %,d bytes read in %d s%n",
        ROWS, Files.size(file), Duration.between(start, Instant.now()).toSeconds());
  }

  private static void write(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write(
          "\uFEFF\"date\",\"product\",\"sku\",\"quantity\",\"unit_type\","
              + "\"applied_cost_per_quantity\",\"gross_amount\",\"discount_amount\","
              + "\"net_amount\",\"username\",\"organization\",\"repository\",\"workflow_path\","
              + "\"cost_center_name\",\"of_later\"\r\n");
      for (long row = 0; row < ROWS; row++) {
        out.write(
            "\"2025-01-31\",\"actions\",\"actions_linux\",\"4.219757100000001\",\"minutes\",");
        out.write("\"0.008\",\"0.096\",\"0.09\",\"9.4086E-05\",\"user-");
        out.write(Long.toString(row));
        out.write(
            "\",\"octo-org\",\"octo-org/app\",\".github/workflows/ci.yml\",\"Research\",\"\"\r\n");
      }
    }
  }
}
