package dev.ghbilling.cli.command;

import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.input.NamedMonth;
import dev.ghbilling.cli.input.OutputFile;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.ledger.Ledger;
import dev.ghbilling.ledger.focus.FocusVersion;
import dev.ghbilling.ledger.focus.LedgerExport;
import dev.ghbilling.ledger.store.LedgerAccount;
import dev.ghbilling.ledger.store.LedgerDatabase;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports the rows that count for the bill. */
@Command(
    name = "export",
    description = {
      "Export the rows of the bill to a file for other programs.",
      "",
      "focus: CSV with the columns of FOCUS, the FinOps Open Cost and Usage Specification. BilledCost is the net amount; nothing is computed, and what GitHub doesn't report is empty.",
      "parquet, csv: all columns of the ledger's rows. Amounts are exact in every format.",
      "Texts are written unchanged: a spreadsheet may run one that begins with = as a formula. report --format csv escapes such texts."
    })
final class LedgerExportCommand implements Runnable {
  private enum Format {
    FOCUS,
    PARQUET,
    CSV
  }

  private static final class FormatName implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      return Converters.constant(Format.class, text);
    }
  }

  private static final class Version implements ITypeConverter<FocusVersion> {
    @Override
    public FocusVersion convert(String text) {
      return Arrays.stream(FocusVersion.values())
          .filter(version -> version.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  Converters.notOneOf(
                      Arrays.stream(FocusVersion.values()).map(FocusVersion::toString).toList(),
                      text));
    }
  }

  private final Console console;
  @Mixin private final LedgerOptions options;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "focus|parquet|csv",
      converter = FormatName.class,
      description = "The format.")
  private Format format;

  @Option(
      names = "--focus-version",
      paramLabel = "1.2|1.3|1.4",
      converter = Version.class,
      description = "The version of FOCUS. Default: 1.2.")
  private FocusVersion version = FocusVersion.V1_2;

  @Option(
      names = "--month",
      paramLabel = "YYYY-MM|this|last",
      description = "The month. Default: all.")
  private @Nullable NamedMonth month;

  @Option(names = "--since", paramLabel = "DATE", description = "The first day.")
  private @Nullable LocalDate since;

  @Option(names = "--until", paramLabel = "DATE", description = "The last day.")
  private @Nullable LocalDate until;

  @Option(
      names = "--users",
      description =
          "Export user names. By default, their column is left out, and so is other_columns, which may contain user names.")
  private boolean users;

  @Option(
      names = "--enterprise",
      paramLabel = "E",
      description =
          "The billed account in FOCUS, for a ledger of imported files. Default: the ledger's account.")
  private @Nullable String enterprise;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The file, which is replaced when the new one is complete.")
  private Path output;

  LedgerExportCommand(Console console) {
    this.console = console;
    this.options = new LedgerOptions(console);
  }

  @Override
  public void run() {
    if (month != null && (since != null || until != null)) {
      throw new WrongUsageException("--month excludes --since and --until");
    }
    if (since != null && until != null && until.isBefore(since)) {
      throw new WrongUsageException("--until must not be before --since");
    }
    if (since != null && since.isAfter(console.today())) {
      throw new WrongUsageException("--since must not be in the future, was " + since);
    }
    if (!Files.isDirectory(output) && OutputFile.isDevice(output.toAbsolutePath())) {
      throw new WrongUsageException(
          "--output must be a file, since the export replaces it, was " + output);
    }
    OutputFile.require(output, List.of());
    LocalDate first = since;
    LocalDate last = until;
    if (month != null) {
      YearMonth asked = month.from(YearMonth.from(console.today()));
      first = asked.atDay(1);
      last = asked.atEndOfMonth();
    }
    Ledger ledger = options.ledger();
    try (LedgerDatabase database = ledger.database();
        Connection connection = database.connect()) {
      long rows = write(new LedgerExport(first, last, users), ledger, connection);
      console.note("Saved %d rows to %s".formatted(rows, output.toAbsolutePath()));
    } catch (SQLException e) {
      throw ledger.failure(e);
    }
    options.noteUnknownPeriod(first, last);
  }

  private long write(LedgerExport export, Ledger ledger, Connection connection)
      throws SQLException {
    LedgerAccount account = format == Format.FOCUS ? account(ledger) : null;
    try {
      return switch (format) {
        case FOCUS ->
            export.writeFocus(connection, Objects.requireNonNull(account), version, output);
        case PARQUET -> export.writeParquet(connection, output);
        case CSV -> export.writeCsv(connection, output);
      };
    } catch (UncheckedIOException e) {
      throw OutputFile.unwritable(output, Objects.requireNonNull(e.getCause()));
    }
  }

  private LedgerAccount account(Ledger ledger) {
    Optional<LedgerAccount> account = ledger.account();
    if (enterprise == null) {
      return account.orElseThrow(
          () ->
              new WrongUsageException(
                  "--enterprise is required, since the ledger is of files and has no account"));
    }
    if (account.isPresent()) {
      throw new WrongUsageException(
          "--enterprise is for a ledger of files; this one is of the " + account.get());
    }
    return new LedgerAccount("api.github.com", "enterprise", enterprise);
  }
}
