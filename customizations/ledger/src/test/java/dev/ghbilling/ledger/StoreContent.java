package dev.ghbilling.ledger;

import dev.ghbilling.ledger.store.LedgerDatabase;
import dev.ghbilling.ledger.store.LedgerStore;
import dev.ghbilling.ledger.store.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is in a store, as text that can be compared. */
final class StoreContent {
  private StoreContent() {}

  /** Returns all rows, the known days, and the names of all files but the views' and the lock. */
  static List<String> of(Path store) throws Exception {
    List<String> content =
        select(
            store,
            "SELECT * FROM rows ORDER BY type, source, source_row",
            "SELECT date, type, settled, rows FROM days ORDER BY type, date",
            "SELECT path, type, from_day, to_day, origin, rows, sha256 FROM landed ORDER BY path, landed_at");
    try (Stream<Path> files = Files.walk(store)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> store.relativize(file).toString())
          .filter(name -> !name.equals("lock"))
          .sorted()
          .forEach(content::add);
    }
    return content;
  }

  /** Returns the rows of queries, one after another. */
  static List<String> select(Path store, String... queries) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (LedgerDatabase database = Ledger.at(store).database();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String query : queries) {
        try (ResultSet result = statement.executeQuery(query)) {
          while (result.next()) {
            rows.add(text(result));
          }
        }
      }
    }
    return rows;
  }

  private static String text(ResultSet row) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      Object value = row.getObject(i);
      values.add(value instanceof BigDecimal number ? number.toPlainString() : "" + value);
    }
    return String.join("|", values);
  }

  static Manifest manifest(Path store) {
    try {
      return LedgerStore.manifest(store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
