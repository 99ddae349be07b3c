package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.PlainDecimal;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.usage.EnterpriseUsage;
import dev.ghbilling.usage.UsageDimension;
import dev.ghbilling.usage.UsageQuery;
import dev.ghbilling.usage.UsageTotal;
import dev.ghbilling.usage.UsageTotals;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows metered usage as rows or as totals. */
@Command(
    name = "usage",
    description = {
      "Show metered usage and its cost in US dollars.",
      "",
      "The default period is the current month. A year without a month is requested month by month.",
      "Without --cost-center or --all-cost-centers, only usage that isn't charged to a cost center is included. That is not the enterprise's total.",
      "A row of another period than the one asked for is an error. To prove that the server selects by cost center or hour, which rows don't show, up to two more requests are sent for --cost-center, and three for --hour.",
      "Amounts are those of the API and are never recomputed."
    })
public final class UsageCommand extends ApiCommand {
  @Option(
      names = "--year",
      paramLabel = "Y",
      description = "The year, four digits. Default: the current year.")
  private @Nullable Integer year;

  @Option(
      names = "--month",
      paramLabel = "M",
      description = "The month, 1 to 12. Default: all months of --year.")
  private @Nullable Integer month;

  @Option(
      names = "--day",
      paramLabel = "D",
      description = "The day, 1 to 31. Requires --month. Default: all days.")
  private @Nullable Integer day;

  @Option(
      names = "--hour",
      paramLabel = "H",
      description =
          "The hour, 0 to 23. Requires --day. Default: all hours. GitHub has dropped this parameter; where the server ignores it, the command fails.")
  private @Nullable Integer hour;

  @ArgGroup private CostCenterChoice costCenters = new CostCenterChoice();

  @Option(
      names = "--group-by",
      paramLabel = "DIMENSION",
      description =
          "Show totals instead of rows, by product, sku, organization, repository, date, month or cost-center. With cost-center, all cost centers are included.")
  private @Nullable UsageDimension groupBy;

  /** Creates the command. */
  public UsageCommand(Console console) {
    super(console);
  }

  /** One cost center, all cost centers, or neither. */
  private static final class CostCenterChoice {
    @Option(
        names = "--cost-center",
        paramLabel = "ID|NAME",
        description = "Include only usage that is charged to this cost center.")
    private @Nullable String idOrName;

    @Option(
        names = "--all-cost-centers",
        description =
            "Include all usage, whether or not it is charged to a cost center. Sends one request for each cost center.")
    private boolean all;
  }

  @Override
  public void run() {
    UsageQuery query =
        UsageQuery.CURRENT_MONTH.withYear(year).withMonth(month).withDay(day).withHour(hour);
    if (day != null && month == null) {
      throw new WrongUsageException("--day requires --month");
    }
    if (hour != null && day == null) {
      throw new WrongUsageException("--hour requires --day");
    }
    boolean byCostCenter = groupBy == UsageDimension.COST_CENTER;
    if (byCostCenter && costCenters.idOrName != null) {
      throw new WrongUsageException(
          "--group-by cost-center includes all cost centers: leave out --cost-center "
              + costCenters.idOrName);
    }
    try (GitHubBilling billing = api.connect()) {
      if (byCostCenter || costCenters.all) {
        EnterpriseUsage usage = enterpriseUsage(billing, query);
        print(AllocatedUsage.report(usage), usage::totals);
      } else {
        UsageReport report = billing.usage().report(query.withCostCenter(costCenters.idOrName));
        print(report, by -> UsageTotals.of(report.usageItems(), by));
        if (output.forPeople() && costCenters.idOrName == null) {
          console.note(
              "This is only the usage that isn't charged to a cost center. Add --all-cost-centers to include all of it.");
        }
      }
    }
  }

  private void print(UsageReport report, Function<UsageDimension, UsageTotals> totals) {
    if (groupBy == null) {
      output.print(report, "usageItems", UsageItem.class, () -> UsageGrids.rows(report));
    } else {
      UsageTotals grouped = totals.apply(groupBy);
      output.print(
          GroupedUsage.of(grouped),
          "groups",
          GroupedUsage.Group.class,
          () -> UsageGrids.groups(grouped));
    }
    if (output.forPeople()) {
      console.line("");
      console.line(summary(report));
    }
  }

  private EnterpriseUsage enterpriseUsage(GitHubBilling billing, UsageQuery query) {
    try {
      return billing
          .usage()
          .enterpriseTotal(query, center -> console.progress("cost center " + center.name()));
    } finally {
      console.endProgress();
    }
  }

  private static String summary(UsageReport report) {
    UsageTotal all = UsageTotals.of(report.usageItems(), UsageDimension.PRODUCT).total();
    Optional<String> newest =
        report.usageItems().stream()
            .flatMap(item -> Stream.ofNullable(UsageDimension.DATE.of(item)))
            .max(Comparator.naturalOrder());
    return "%d %s, gross %s, discount %s, net %s US dollars%s"
        .formatted(
            all.items(),
            all.items() == 1 ? "row" : "rows",
            PlainDecimal.of(all.gross()),
            PlainDecimal.of(all.discount()),
            PlainDecimal.of(all.net()),
            newest.map(date -> "; newest row: " + date).orElse(""));
  }
}
