package dev.ghbilling.cli.command;

import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.input.OutputFile;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.ledger.Ledger;
import dev.ghbilling.ledger.forecast.BillingCycle;
import dev.ghbilling.ledger.page.Bill;
import dev.ghbilling.ledger.page.BillFormat;
import dev.ghbilling.ledger.page.BillQuery;
import dev.ghbilling.ledger.page.BillReader;
import dev.ghbilling.ledger.store.LedgerAccount;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.sync.BillingSource;
import dev.ghbilling.ledger.usage.UsageDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the bill of a month as a page, as Markdown or as CSV. */
@Command(
    name = "report",
    description = {
      "Show the bill of a month: total, change, forecast and budget, each day, the largest amounts and changes, and the reports that the figures come from.",
      "",
      "Without --store, the usage of the month and of the one before is requested, as far back as GitHub keeps it: 24 months. It doesn't name users and workflows, and the forecast has no range.",
      "The page is one file that needs no network. Amounts are GitHub's own, and rounded to cents only for display."
    })
final class LedgerReportCommand implements Runnable {
  private final Console console;
  @Mixin private final ApiOptions api;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "The folder of the ledger. Default: none; usage is requested from the API.")
  private @Nullable Path store;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = LedgerOptions.Bytes.class,
      defaultValue = "1GB",
      description = "How much memory DuckDB may use for --store, for example 4GB. Default: 1GB.")
  private long memory;

  @Mixin private final CycleOptions cycles;

  @Option(
      names = "--budget",
      paramLabel = "N",
      converter = Converters.Amount.class,
      description = "The budget of the cycle in US dollars.")
  private @Nullable BigDecimal budget;

  @Option(
      names = "--users",
      description = "List users by name. By default, their names aren't read.")
  private boolean users;

  @Option(
      names = "--format",
      paramLabel = "html|markdown|csv",
      description = {
        "The format. Default: html.",
        "html: a page, which requires --output.",
        "markdown: tables for comments and summaries such as $GITHUB_STEP_SUMMARY.",
        "csv: a line for each figure, with exact amounts. A name that a spreadsheet would run as a formula begins with an apostrophe."
      })
  private BillFormat format = BillFormat.HTML;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file to write. Default: stdout.")
  private @Nullable Path output;

  LedgerReportCommand(Console console) {
    this.console = console;
    this.api = new ApiOptions(console);
    this.cycles = new CycleOptions(console);
  }

  @Override
  public void run() {
    BillingCycle cycle = cycles.cycle();
    if (format == BillFormat.HTML && output == null) {
      throw new WrongUsageException("--format html requires --output");
    }
    if (output != null) {
      OutputFile.require(output, List.of());
    }
    // Checks its numbers before anything is requested.
    BillQuery query =
        BillQuery.of("", cycle.month())
            .withBillingDay(cycle.billingDay())
            .withBudget(budget)
            .withUsers(users);
    write(store == null ? ofApi(query) : ofStore(store, query));
  }

  /** Returns the first month to request: the one before the cycle, if GitHub keeps it. */
  private YearMonth firstMonth(BillingCycle cycle) {
    LocalDate kept = Manifest.firstKept(console.today());
    if (cycle.last().isBefore(kept)) {
      throw new WrongUsageException(
          "GitHub keeps %d months: a cycle that ends before %s requires --store, the folder of a ledger that has its days"
              .formatted(Manifest.MONTHS_KEPT, kept));
    }
    LocalDate first = cycle.previous().first();
    return YearMonth.from(first.isBefore(kept) ? kept : first);
  }

  private Bill ofApi(BillQuery query) {
    YearMonth first = firstMonth(query.cycle());
    try (UsageDatabase database = UsageDatabase.create(console.clock().instant())) {
      String account =
          api.call(
              new AccountCall<>(
                  billing -> add(BillingSource.of(billing), first, query.cycle(), database),
                  billing -> add(BillingSource.of(billing), first, query.cycle(), database),
                  billing -> add(BillingSource.of(billing), first, query.cycle(), database)));
      return BillReader.read(database.connection(), query.withAccount(account));
    } catch (SQLException e) {
      throw new LedgerException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Requests the months from the first one to the end of a cycle, up to the current one, and
   * returns the account's name.
   */
  private String add(
      BillingSource source, YearMonth first, BillingCycle cycle, UsageDatabase database) {
    YearMonth last = YearMonth.from(cycle.last());
    YearMonth current = YearMonth.from(console.today());
    try {
      for (YearMonth asked = first;
          !asked.isAfter(last) && !asked.isAfter(current);
          asked = asked.plusMonths(1)) {
        console.progress("usage of " + asked);
        database.add(asked, source.usage().apply(asked));
      }
    } catch (SQLException | ArithmeticException e) {
      throw new LedgerException(String.valueOf(e.getMessage()), e);
    } finally {
      console.endProgress();
    }
    return source.account().name();
  }

  private Bill ofStore(Path folder, BillQuery query) {
    Ledger ledger = LedgerOptions.ledger(folder, memory, console);
    String account = ledger.account().map(LedgerAccount::name).orElse("imported files");
    api.given().forEach((kind, name) -> requireAccount(ledger, kind, name));
    Bill bill = LedgerOptions.bill(ledger, query.withAccount(account));
    LedgerOptions.noteUnknownPeriod(ledger, query.cycle().first(), query.cycle().last(), console);
    return bill;
  }

  private static void requireAccount(Ledger ledger, Account kind, String name) {
    LedgerAccount account =
        ledger
            .account()
            .orElseThrow(
                () ->
                    new WrongUsageException(
                        "%s excludes --store, whose ledger is of files and has no account"
                            .formatted(kind.option())));
    if (!account.kind().equals(kind.toString()) || !account.name().equalsIgnoreCase(name)) {
      throw new WrongUsageException(
          "%s must name the ledger's account, which is the %s; was %s"
              .formatted(kind.option(), account, name));
    }
  }

  private void write(Bill bill) {
    String document = format.write(bill);
    if (output == null) {
      if (format == BillFormat.CSV) {
        console.data(document);
      } else {
        document.lines().forEach(console::line);
      }
      return;
    }
    OutputFile.write(output, document);
    console.note("Saved " + output.toAbsolutePath());
  }
}
