package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.ledger.Ledger;
import dev.ghbilling.ledger.budget.BillCheck;
import dev.ghbilling.ledger.budget.BillCheck.Status;
import dev.ghbilling.ledger.forecast.BillingCycle;
import dev.ghbilling.ledger.page.Bill;
import dev.ghbilling.ledger.page.BillQuery;
import dev.ghbilling.ledger.store.LedgerAccount;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds the bill of a month against a budget. */
@Command(
    name = "check",
    description = {
      "Compare the net amount of a month with a budget. Exit with 1 if it is over, or with --forecast will probably be.",
      "",
      "Prints one JSON document, whether over or not. Its property text is a sentence, so that Slack and others take the document as a message:",
      "  ghbilling ledger check ... > alert.json || curl -d @alert.json -H 'Content-Type: application/json' \"$WEBHOOK\"",
      "It also exits with 1 if no day of the month is known although it began over two days ago."
    })
final class LedgerCheckCommand implements Runnable {
  /** How many days usage may take to arrive. */
  private static final int LAG = 2;

  private final Console console;
  @Mixin private final LedgerOptions options;

  @Option(
      names = "--budget",
      required = true,
      paramLabel = "N",
      converter = Converters.Amount.class,
      description = "The budget of the month in US dollars.")
  private BigDecimal budget;

  @Option(
      names = "--fail-over",
      paramLabel = "PERCENT",
      description = "The share that isn't to be exceeded, for example 90%%. Default: 100%%.")
  private BigDecimal failOver = BigDecimal.valueOf(100);

  @Option(
      names = "--forecast",
      description = "Also compare the median of where the month will end, unless it is too early.")
  private boolean forecast;

  @Mixin private final CycleOptions cycles;

  LedgerCheckCommand(Console console) {
    this.console = console;
    this.options = new LedgerOptions(console);
    this.cycles = new CycleOptions(console);
  }

  @Override
  public void run() {
    if (budget.signum() <= 0) {
      throw new WrongUsageException("--budget must be over 0, was " + budget.toPlainString());
    }
    if (failOver.signum() <= 0) {
      throw new WrongUsageException("--fail-over must be over 0, was " + failOver.toPlainString());
    }
    BillingCycle cycle = cycles.cycle();
    Ledger ledger = options.ledger();
    Bill bill =
        LedgerOptions.bill(
            ledger,
            BillQuery.of(
                    ledger.account().map(LedgerAccount::name).orElse("imported files"),
                    cycle.month())
                .withBillingDay(cycle.billingDay())
                .withBudget(budget));
    BillCheck check = BillCheck.of(bill, failOver, forecast);
    boolean unknown =
        bill.knownDays() == 0 && bill.cycle().first().plusDays(LAG).isBefore(console.today());
    String status = unknown ? "unknown" : check.status().toString().toLowerCase(Locale.ROOT);
    String text = text(bill, check, unknown);
    console.line(ResultJson.pretty(document(bill, check, status, text)));
    if (unknown || check.status() != Status.OK) {
      throw new OverBudgetException(text);
    }
  }

  private String text(Bill bill, BillCheck check, boolean unknown) {
    String of = "GitHub bill of %s, %s".formatted(bill.account(), bill.cycle().month());
    if (unknown) {
      return of + ": no day is known";
    }
    String spent =
        "%s: %s%% of %s US dollars (%s)"
            .formatted(
                of,
                check.spentPercent().toPlainString(),
                budget.toPlainString(),
                check.spent().toPlainString());
    return check.projected() == null
        ? spent
        : "%s, probably %s%% in the end (%s)"
            .formatted(
                spent, String.valueOf(check.projectedPercent()), check.projected().toPlainString());
  }

  private ObjectNode document(Bill bill, BillCheck check, String status, String text) {
    LocalDate newest = null;
    for (Bill.Day day : bill.days()) {
      newest = day.isKnown() ? day.date() : newest;
    }
    return ResultJson.object()
        .put("text", text)
        .put("status", status)
        .put("account", bill.account())
        .put("first_day", bill.cycle().first().toString())
        .put("last_day", bill.cycle().last().toString())
        .put("newest_known_day", newest == null ? null : newest.toString())
        .put("known_days", bill.knownDays())
        .put("settled_days", bill.settledDays())
        .put("landed", bill.landed() == null ? null : bill.landed().toString())
        .put("budget", budget)
        .put("fail_over_percent", failOver)
        .put("limit", check.limit())
        .put("spent", check.spent())
        .put("spent_percent", check.spentPercent())
        .put("projected", check.projected())
        .put("projected_percent", check.projectedPercent())
        .put("no_projection", check.unknown());
  }
}
