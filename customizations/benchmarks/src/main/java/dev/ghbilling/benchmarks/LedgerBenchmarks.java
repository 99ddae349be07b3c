package dev.ghbilling.benchmarks;

import dev.ghbilling.ledger.Ledger;
import dev.ghbilling.ledger.page.BillFormat;
import dev.ghbilling.ledger.page.BillQuery;
import dev.ghbilling.ledger.page.BillReader;
import dev.ghbilling.ledger.store.LedgerDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;

/**
 * Measures the ledger beside DuckDB alone, which has the same memory.
 *
 * @param work a folder for files, about 3 GB
 * @param smoke whether to measure a small size once
 */
record LedgerBenchmarks(Path work, boolean smoke) {
  private static final YearMonth MONTH = YearMonth.of(2026, 10);
  private static final List<String> NUMBERS =
      List.of(
          "quantity", "applied_cost_per_quantity", "gross_amount", "discount_amount", "net_amount");

  /** Rows as a detailed report has them: 30,000 repositories, 5,000 users and 4 SKUs. */
  private static final String ROWS =
      """
      SELECT DATE '2026-10-01' + (i * 31 // %1$d)::INTEGER AS date,
        ['actions', 'actions', 'copilot', 'git_lfs'][i %% 4 + 1] AS product,
        ['actions_linux', 'actions_windows', 'copilot_ai_credit', 'git_lfs_storage'][i %% 4 + 1] AS sku,
        (hash(i) %% 90000 + 1)::DECIMAL(18, 3) / 1000 AS quantity,
        'minutes' AS unit_type, 0.008::DECIMAL(18, 3) AS applied_cost_per_quantity,
        (hash(i) %% 90000 + 1)::DECIMAL(18, 6) * 0.000008 AS gross_amount,
        0::DECIMAL(18, 3) AS discount_amount,
        (hash(i) %% 90000 + 1)::DECIMAL(18, 6) * 0.000008 AS net_amount,
        'user-' || hash(i + 1) %% 5000 AS username,
        'octo-org-' || hash(i + 2) %% 20 AS organization,
        'octo-org-' || hash(i + 2) %% 20 || '/repository-' || hash(i + 3) %% 1500 AS repository,
        '.github/workflows/build-and-test-' || hash(i + 4) %% 40 || '.yml' AS workflow_path,
        CASE WHEN i %% 4 > 0 THEN 'Cost center ' || hash(i + 5) %% 30 END AS cost_center_name
      FROM range(%1$d) AS numbers(i)
      """;

  private interface Measured {
    void run() throws IOException, SQLException;
  }

  /** Loads a detailed report into a store. */
  List<TableRow> load() throws IOException, SQLException {
    long rows = smoke ? 20_000 : 5_000_000;
    Path report = Files.createDirectories(work).resolve("report.csv");
    Path store = work.resolve("store");
    Path parquet = work.resolve("report.parquet");
    // As GitHub writes numbers: without zeros at the end.
    String csv =
        NUMBERS.stream()
            .map(each -> "rtrim(rtrim(%s::VARCHAR, '0'), '.') AS %s".formatted(each, each))
            .collect(Collectors.joining(", "));
    duckdb(
        "COPY (SELECT * REPLACE (%s) FROM (%s)) TO '%s' (HEADER)"
            .formatted(csv, ROWS.formatted(rows), report));
    String copy =
        "COPY (FROM read_csv('%s', header = true, auto_detect = false, columns = {%s})) TO '%s' (FORMAT parquet)"
            .formatted(report, columns(), parquet);
    double[] ours = new double[smoke ? 1 : 3];
    double[] theirs = new double[ours.length];
    for (int round = 0; round < ours.length; round++) {
      delete(store);
      ours[round] =
          seconds(() -> Ledger.at(store).importFiles(List.of(report), null, progress -> {}));
      theirs[round] = seconds(() -> duckdb(copy));
    }
    Files.delete(report);
    Files.delete(parquet);
    delete(store);
    return List.of(
        row(
            "%,d rows into the ledger's store".formatted(rows),
            ours,
            "DuckDB's COPY",
            theirs,
            1.5));
  }

  private static String columns() {
    return Stream.of(
            "date",
            "product",
            "sku",
            "quantity",
            "unit_type",
            "applied_cost_per_quantity",
            "gross_amount",
            "discount_amount",
            "net_amount",
            "username",
            "organization",
            "repository",
            "workflow_path",
            "cost_center_name")
        .map(
            each ->
                "'%s': '%s'"
                    .formatted(
                        each,
                        each.equals("date")
                            ? "DATE"
                            : NUMBERS.contains(each) ? "DECIMAL(38, 18)" : "VARCHAR"))
        .collect(Collectors.joining(", "));
  }

  /** Writes the page of a month. */
  List<TableRow> page() throws IOException, SQLException {
    long rows = smoke ? 20_000 : 50_000_000;
    Path folder = Files.createDirectories(work.resolve("type=detailed/billing_month=" + MONTH));
    Path parquet = folder.resolve("1.parquet");
    String exact =
        NUMBERS.stream()
            .map(each -> "%s::DECIMAL(38, 18) AS %s".formatted(each, each))
            .collect(Collectors.joining(", "));
    duckdb(
        "COPY (SELECT * REPLACE (%s) FROM (%s)) TO '%s' (FORMAT parquet)"
            .formatted(exact, ROWS.formatted(rows), parquet));
    List<String> queries =
        Stream.of(
                "date, product, sku",
                "organization",
                "organization, repository",
                "organization, repository, workflow_path",
                "cost_center_name",
                "product, sku")
            .map(
                names ->
                    "SELECT %s, sum(gross_amount), sum(discount_amount), sum(net_amount) AS net FROM '%s' GROUP BY ALL ORDER BY net DESC LIMIT 1000"
                        .formatted(names, parquet))
            .toList();
    double[] ours = new double[smoke ? 1 : 3];
    double[] theirs = new double[ours.length];
    for (int round = 0; round < ours.length; round++) {
      try (LedgerDatabase database = LedgerDatabase.open(List.of(parquet));
          Connection connection = database.connect()) {
        ours[round] =
            seconds(
                () ->
                    BillFormat.HTML.write(
                        BillReader.read(connection, BillQuery.of("octo-enterprise", MONTH))));
      }
      theirs[round] = seconds(() -> duckdb(queries.toArray(String[]::new)));
    }
    delete(work.resolve("type=detailed"));
    return List.of(
        row("page of a month of %,d rows".formatted(rows), ours, "DuckDB's sums alone", theirs, 3));
  }

  private static TableRow row(
      String what, double[] ours, String against, double[] theirs, double target) {
    return new TableRow(
        what,
        ProcessBenchmarks.median(ours),
        against,
        ProcessBenchmarks.median(theirs),
        "s",
        Target.atMost(target));
  }

  private static double seconds(Measured measured) throws IOException, SQLException {
    long begin = System.nanoTime();
    measured.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void duckdb(String... statements) throws SQLException {
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '%dMB'".formatted(LedgerDatabase.MEMORY / 1_000_000));
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
