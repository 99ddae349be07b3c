package dev.ghbilling.cli.command;

import dev.ghbilling.cli.input.NamedMonth;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.ledger.forecast.BillingCycle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a billing cycle, which has begun. */
final class CycleOptions {
  private final Console console;

  @Option(
      names = "--month",
      paramLabel = "YYYY-MM|this|last",
      description =
          "The month in which the billing cycle begins. this is the current cycle, and last the one before it. Default: this.")
  private @Nullable NamedMonth month;

  @Option(
      names = "--billing-day",
      paramLabel = "N",
      description = "The day of the month on which cycles begin, 1 to 31. Default: 1.")
  private int billingDay = 1;

  CycleOptions(Console console) {
    this.console = console;
  }

  BillingCycle cycle() {
    BillingCycle running = BillingCycle.of(console.today(), billingDay);
    if (month == null) {
      return running;
    }
    BillingCycle cycle = new BillingCycle(month.orLater(running.month()), billingDay);
    if (cycle.first().isAfter(running.first())) {
      throw new WrongUsageException(
          "--month must not be in the future: the cycle begins on " + cycle.first());
    }
    return cycle;
  }
}
