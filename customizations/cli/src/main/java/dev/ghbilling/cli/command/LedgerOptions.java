package dev.ghbilling.cli.command;

import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.ledger.Ledger;
import dev.ghbilling.ledger.page.Bill;
import dev.ghbilling.ledger.page.BillQuery;
import dev.ghbilling.ledger.page.BillReader;
import dev.ghbilling.ledger.store.LedgerDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options that name a ledger's folder and bound its memory. */
final class LedgerOptions {
  private final Console console;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      required = true,
      description = "The ledger's folder.")
  private Path store;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = Bytes.class,
      defaultValue = "1GB",
      description =
          "How much memory DuckDB may use, for example 512MB or 4GB; it writes to disk what doesn't fit. Default: 1GB.")
  private long memory;

  LedgerOptions(Console console) {
    this.console = console;
  }

  /** Converts a size to bytes. */
  static final class Bytes implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return Converters.bytes(text);
    }
  }

  Ledger ledger() {
    return ledger(store, memory, console);
  }

  static Ledger ledger(Path store, long memory, Console console) {
    return Ledger.at(store).memory(memory).clock(console.clock());
  }

  /** Opens a ledger once, to report what is wrong with it. */
  static void requireReadable(Ledger ledger) {
    try {
      ledger.database().close();
    } catch (SQLException e) {
      throw ledger.failure(e);
    }
  }

  /** Reads a bill. */
  static Bill bill(Ledger ledger, BillQuery query) {
    try (LedgerDatabase database = ledger.database();
        Connection connection = database.connect()) {
      return BillReader.read(connection, query);
    } catch (SQLException e) {
      throw ledger.failure(e);
    }
  }
}
