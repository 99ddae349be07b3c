package dev.ghbilling.cli.command;

import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.ledger.Ledger;
import dev.ghbilling.ledger.page.Bill;
import dev.ghbilling.ledger.page.BillQuery;
import dev.ghbilling.ledger.page.BillReader;
import dev.ghbilling.ledger.store.LedgerDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    if (Files.exists(store) && !Files.isDirectory(store)) {
      throw new WrongUsageException("--store must be a folder, but %s is a file".formatted(store));
    }
    return Ledger.at(store).memory(memory).clock(console.clock());
  }

  /**
   * Notes which days the ledger has, if it has none of a period.
   *
   * @param first the first day of the period; null for the ledger's first one
   * @param last the last day of the period; null for the ledger's last one
   */
  void noteUnknownPeriod(@Nullable LocalDate first, @Nullable LocalDate last) {
    noteUnknownPeriod(ledger(), first, last, console);
  }

  static void noteUnknownPeriod(
      Ledger ledger, @Nullable LocalDate first, @Nullable LocalDate last, Console console) {
    String since = first == null ? "-infinity" : first.toString();
    String until = last == null ? "infinity" : last.toString();
    List<@Nullable Object> days =
        ledger
            .query(
                "SELECT count(*) FILTER (date BETWEEN DATE '%s' AND DATE '%s'), min(date), max(date) FROM days"
                    .formatted(since, until))
            .rows()
            .get(0);
    if ("0".equals(String.valueOf(days.get(0)))) {
      console.note(
          days.get(1) == null
              ? "The ledger has no days."
              : "No day of this period is known: the ledger has days from %s to %s."
                  .formatted(days.get(1), days.get(2)));
    }
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
