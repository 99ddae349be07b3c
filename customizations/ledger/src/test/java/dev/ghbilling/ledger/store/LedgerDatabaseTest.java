package dev.ghbilling.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.Regression;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerDatabaseTest {
  @TempDir Path store;

  @Test
  void views_withoutFiles_areEmpty() throws Exception {
    try (LedgerDatabase database = LedgerDatabase.open(List.of())) {
      for (String view : List.of("rows", "bill", "daily", "monthly")) {
        assertThat(strings(database, "SELECT count(*) FROM " + view)).containsExactly("0");
      }
    }
  }

  @Test
  void bill_daysOfSeveralTypes_hasTheBestTypeOfEachDay() throws Exception {
    List<Path> files =
        List.of(
            parquet("detailed", "('2026-10-01'::DATE, 1.1), ('2026-10-01', 1.1)"),
            parquet("summarized", "('2026-10-01'::DATE, 2.2), ('2026-10-02', 0.4)"),
            parquet("ai_credit", "('2026-10-03'::DATE, 7)"),
            parquet("usage", "('2026-10-02'::DATE, 9), ('2026-10-03', 0.05)"));

    try (LedgerDatabase database = LedgerDatabase.open(files)) {
      assertThat(strings(database, "SELECT type || ' ' || net_amount FROM bill ORDER BY ALL"))
          .containsExactly(
              "detailed 1.100000000000000000",
              "detailed 1.100000000000000000",
              "summarized 0.400000000000000000",
              "usage 0.050000000000000000");
      assertThat(strings(database, "SELECT net_amount FROM monthly"))
          .containsExactly("2.650000000000000000");
    }
  }

  @Test
  @Regression(
      input = "rows that don't fit into memory, on a machine that several people use",
      before = "they lie in one folder for all, which the second user can't write",
      now = "each database has a folder that only its user can enter, and removes it")
  void folderForWhatDoesNotFit_isOwnAndPrivate() throws Exception {
    String setting = "SELECT current_setting('temp_directory')";
    Path folder;
    try (LedgerDatabase one = LedgerDatabase.open(List.of());
        LedgerDatabase other = LedgerDatabase.open(List.of())) {
      folder = Path.of(strings(one, setting).get(0));
      assertThat(strings(other, setting)).doesNotContain(folder.toString());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
    assertThat(folder).doesNotExist();
  }

  private Path parquet(String type, String values) throws Exception {
    Path folder = store.resolve("type=" + type).resolve("billing_month=2026-10");
    Files.createDirectories(folder);
    Path file = folder.resolve("1.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT date, net_amount::DECIMAL(38, 18) AS net_amount FROM (VALUES %s) AS v(date, net_amount)) TO '%s' (FORMAT parquet)"
              .formatted(values, file));
    }
    return file;
  }

  private static List<String> strings(LedgerDatabase database, String sql) throws Exception {
    List<String> strings = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        Object value = result.getObject(1);
        strings.add(value instanceof BigDecimal number ? number.toPlainString() : "" + value);
      }
    }
    return strings;
  }
}
