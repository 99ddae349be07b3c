package dev.ghbilling.ledger.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.ledger.Ledger;
import dev.ghbilling.ledger.store.LedgerDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactRowsTest {
  private static final String REPORT =
      """
      date,product,sku,quantity,unit_type,applied_cost_per_quantity,gross_amount,discount_amount,net_amount,username,exceeds_quota,New Column
      2026-07-01,actions,largest,99999999999999999999.999999999999999999,minutes,0.50,5E-1,-0,+1.0,mona,TRUE,kept
      2026-07-01T23:59:59Z,"two
      lines","a ""quote""\",.000000000000000001,,,0,0.0,1E+3,"",,
      """;

  @TempDir Path folder;

  @Test
  void next_hardValues_areWhatDuckDbLoads() throws Exception {
    List<String> rows = new ArrayList<>();
    try (ExactRows report = ExactRows.open(content(REPORT), "report.csv")) {
      for (Object[] row = report.next(); row != null; row = report.next()) {
        for (Object value : row) {
          rows.add(Objects.toString(value).replace(" ", ""));
        }
      }
    }

    assertThat(rows).hasSize(2 * 27).isEqualTo(loaded());
  }

  @Test
  void next_tooManyDecimals_namesTheLine() throws Exception {
    String wrong = REPORT.replace(".000000000000000001", ".0000000000000000001");
    try (ExactRows report = ExactRows.open(content(wrong), "report.csv")) {
      report.next();
      assertThatThrownBy(report::next)
          .isInstanceOf(UnreadableReportException.class)
          .hasMessageContaining("report.csv, line 3: quantity doesn't fit");
    }
  }

  private static InputStream content(String report) {
    return new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> loaded() throws IOException, SQLException {
    Path file = Files.writeString(folder.resolve("report.csv"), REPORT);
    Ledger ledger = Ledger.at(folder.resolve("ledger"));
    ledger.importFiles(List.of(file), null, line -> {});
    List<String> values = new ArrayList<>();
    try (LedgerDatabase database = ledger.database();
        Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT * EXCLUDE (source, source_row, type, billing_month) FROM rows ORDER BY source_row")) {
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          values.add(Objects.toString(rows.getObject(i)).replace(" ", ""));
        }
      }
    }
    return values;
  }
}
