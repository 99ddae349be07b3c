package dev.ghbilling.ledger.spark;

import dev.ghbilling.ledger.Ledger;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures what a row costs, in time of a core and in bytes; run by name, see the README. */
class UnitCosts {
  private static final int ROWS = Integer.getInteger("costs.rows", 1_000_000);
  private static final int ROWS_OF_DEVELOPER = 200;
  private static final String[] SKUS = {
    "actions_linux", "actions_linux_4_core", "actions_windows", "actions_macos", "actions_storage"
  };

  @TempDir Path folder;

  @Test
  void print() throws Exception {
    Path report = report();
    Path store = folder.resolve("store");
    long cpu = cpu();
    Ledger.at(store).importFiles(List.of(report), null, line -> {});
    String duckDb = perSecond(cpu() - cpu);
    try (SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", false).getOrCreate()) {
      Path partitions = folder.resolve("partitions");
      for (int i = 0; i < 2; i++) {
        // The first run compiles.
        cpu = cpu();
        LedgerJob.build(spark, store.toString(), partitions.toString(), true);
      }
      String built = perSecond(cpu() - cpu);
      SparkSession views = LedgerViews.open(spark, partitions.toString());
      for (int i = 0; i < 2; i++) {
        cpu = cpu();
        views.table("monthly").count();
      }
      String queried = perSecond(cpu() - cpu);
      System.out.printf(
          Locale.ROOT,
          "%,d rows%nbytes a row: %s as CSV, %s landed, %s Parquet by DuckDB, %s by Spark%nrows a core-second: %s built by Spark, %s summed by its view monthly; %s imported by DuckDB, which also compresses%n",
          ROWS,
          bytes(report),
          bytes(store.resolve("landed")),
          bytes(store.resolve("parquet")),
          bytes(partitions.resolve("type=detailed")),
          built,
          queried,
          duckDb);
    }
  }

  /** Writes a detailed report of one month, of developers with 200 rows each. */
  private Path report() throws IOException {
    Random random = new Random(14);
    Path report = folder.resolve("report.csv");
    try (BufferedWriter out = Files.newBufferedWriter(report)) {
      out.write(
          "date,product,sku,quantity,unit_type,applied_cost_per_quantity,gross_amount,discount_amount,net_amount,username,organization,repository,workflow_path,cost_center_name\n");
      for (int row = 0; row < ROWS; row++) {
        int day = 1 + (int) (row * 30L / ROWS);
        int developer = random.nextInt(Math.max(1, ROWS / ROWS_OF_DEVELOPER));
        int repository = developer / 4 * 3 + random.nextInt(3);
        int quantity = 1 + random.nextInt(900);
        String gross = "%d.%03d".formatted(quantity * 6 / 1000, quantity * 6 % 1000);
        boolean free = random.nextInt(3) == 0;
        out.write(
            String.join(
                ",",
                "2026-06-%02d".formatted(day),
                "actions",
                SKUS[random.nextInt(SKUS.length)],
                "" + quantity,
                "minutes",
                "0.006",
                gross,
                free ? gross : "0",
                free ? "0" : gross,
                "developer-%05d_corp".formatted(developer),
                "organization-%d".formatted(repository / 300),
                "organization-%d/service-%d".formatted(repository / 300, repository),
                ".github/workflows/%s.yml".formatted(random.nextBoolean() ? "ci" : "release"),
                "Cost center %d".formatted(repository / 60)));
        out.write('\n');
      }
    }
    return report;
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static String perSecond(long nanos) {
    return String.format(Locale.ROOT, "%,d", Math.round(ROWS * 1e9 / nanos));
  }

  private static String bytes(Path tree) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return String.format(Locale.ROOT, "%.1f", (double) bytes / ROWS);
  }
}
