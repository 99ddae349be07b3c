package dev.ghbilling.ledger.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * A DuckDB database in memory, with the ledger's views over Parquet files. The resource {@code
 * views.sql} documents each view and column.
 *
 * <p>A connection isn't safe for use by several threads; each thread takes its own.
 */
public final class LedgerDatabase implements AutoCloseable {
  private final DuckDBConnection connection;

  private LedgerDatabase(DuckDBConnection connection) {
    this.connection = connection;
  }

  /**
   * Opens a database over Parquet files of the ledger's schema, in folders such as {@code
   * type=detailed/billing_month=2026-10}.
   *
   * @param parquet the files; without any, the views are empty
   * @throws SQLException when a file can't be read or isn't of the schema
   */
  public static LedgerDatabase open(List<Path> parquet) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    DuckDBConnection connection =
        new DuckDBDriver().connect("jdbc:duckdb:", settings).unwrap(DuckDBConnection.class);
    try {
      createViews(connection, parquet);
      return new LedgerDatabase(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Returns a new connection to the same database, which the caller closes. */
  public Connection connect() throws SQLException {
    return connection.duplicate();
  }

  private static void createViews(Connection connection, List<Path> parquet) throws SQLException {
    String rows =
        parquet.isEmpty()
            ? "SELECT * FROM row_schema"
            : "SELECT * FROM row_schema UNION ALL BY NAME SELECT * FROM read_parquet(%s, hive_partitioning = true, hive_types = {'type': VARCHAR, 'billing_month': VARCHAR})"
                .formatted(
                    parquet.stream()
                        .map(file -> literal(file.toAbsolutePath().toString()))
                        .collect(Collectors.joining(", ", "[", "]")));
    try (Statement statement = connection.createStatement()) {
      statement.execute(resource("schema.sql"));
      statement.execute("CREATE VIEW rows AS " + rows);
      statement.execute(resource("views.sql"));
    }
  }

  /** Returns a text as a literal of SQL. */
  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String resource(String name) {
    try (InputStream in = LedgerDatabase.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource %s is missing".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
