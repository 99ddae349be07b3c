package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.Manifest;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds the bill of a month against a budget. */
@Command(
    name = "check",
    description = {
      "Compare the net amount of a billing cycle with a budget. Exit with 1 if it is over the budget, with --forecast also if it will probably be, or if too little is known to tell.",
      "",
      "Always prints one JSON document, whose property status tells these cases apart. Its property text is a sentence, so that Slack and others accept the document as a message:",
      "  ghbilling ledger check ... > alert.json || curl -d @alert.json -H 'Content-Type: application/json' \"$WEBHOOK\"",
      "Too little is known if the ledger can't be read, if a day before a settled one is missing, or if a day older than --max-age is missing."
    })
final class LedgerCheckCommand implements Runnable {
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
      description =
          "The share of the budget above which the check fails, for example 90%%. Default: 100%%.")
  private BigDecimal failOver = BigDecimal.valueOf(100);

  @Option(
      names = "--forecast",
      description = "Also compare the median of the forecast, unless it is too early for one.")
  private boolean forecast;

  @Option(
      names = "--max-age",
      paramLabel = "DAYS",
      description =
          "The maximum age of the newest known day, in days. Default: 7, two more than the settling time. For an account with usage on every day, 3 is enough.")
  private int maxAge = Manifest.SETTLING_DAYS + 2;

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
    if (maxAge < 0) {
      throw new WrongUsageException("--max-age must not be negative, was " + maxAge);
    }
    BillingCycle cycle = cycles.cycle();
    Bill bill = readable(cycle);
    BillCheck check = BillCheck.of(bill, failOver, forecast, console.today().minusDays(maxAge));
    String text = text(bill, check);
    console.line(ResultJson.pretty(document(bill, check, text)));
    if (check.status() != Status.OK) {
      throw new OverBudgetException(text);
    }
  }

  /** Reads the bill. What can't be read is posted, too, since nobody may look at the job's log. */
  private Bill readable(BillingCycle cycle) {
    try {
      Ledger ledger = options.ledger();
      return LedgerOptions.bill(
          ledger,
          BillQuery.of(
                  ledger.account().map(LedgerAccount::name).orElse("imported files"), cycle.month())
              .withBillingDay(cycle.billingDay())
              .withBudget(budget));
    } catch (LedgerException | UncheckedIOException e) {
      console.line(
          ResultJson.pretty(
              ResultJson.object()
                  .put("text", "GitHub bill, %s: %s".formatted(cycle.month(), e.getMessage()))
                  .put("status", status(Status.UNKNOWN))));
      throw e;
    }
  }

  private static String status(Status status) {
    return status.toString().toLowerCase(Locale.ROOT);
  }

  private String text(Bill bill, BillCheck check) {
    StringBuilder text =
        new StringBuilder(
            "GitHub bill of %s, %s: ".formatted(bill.account(), bill.cycle().month()));
    if (check.spent() == null) {
      text.append("an amount isn't known");
    } else {
      text.append(
          "%s%% of %s US dollars (%s)"
              .formatted(check.spentPercent(), budget.toPlainString(), cents(check.spent())));
    }
    if (check.projected() != null) {
      text.append(
          ", probably %s%% in the end (%s)"
              .formatted(check.projectedPercent(), cents(check.projected())));
    }
    bill.newestKnownDay()
        .ifPresentOrElse(
            day -> text.append("; known through ").append(day),
            () -> text.append("; no day is known"));
    if (!check.missing().isEmpty()) {
      text.append(check.missing().size() == 1 ? "; missing is " : "; missing are ")
          .append(days(check.missing()));
    }
    return text.toString();
  }

  private static String cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  private static String days(List<LocalDate> days) {
    return days.size() == 1
        ? days.get(0).toString()
        : "%d days from %s to %s".formatted(days.size(), days.get(0), days.get(days.size() - 1));
  }

  private ObjectNode document(Bill bill, BillCheck check, String text) {
    ObjectNode document =
        ResultJson.object()
            .put("text", text)
            .put("status", status(check.status()))
            .put("account", bill.account())
            .put("first_day", bill.cycle().first().toString())
            .put("last_day", bill.cycle().last().toString())
            .put("newest_known_day", bill.newestKnownDay().map(LocalDate::toString).orElse(null))
            .put("known_days", bill.knownDays())
            .put("settled_days", bill.settledDays());
    ArrayNode missing = document.putArray("missing_days");
    check.missing().forEach(day -> missing.add(day.toString()));
    return document
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
