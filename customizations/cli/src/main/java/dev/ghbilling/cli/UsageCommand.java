package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.spec.text.TextTable.Cell;
import dev.ghbilling.usage.EnterpriseUsage;
import dev.ghbilling.usage.UsageDimension;
import dev.ghbilling.usage.UsageQuery;
import dev.ghbilling.usage.UsageTotal;
import dev.ghbilling.usage.UsageTotals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Usage as rows, or added up. */
@Command(
    name = "usage",
    description = {
      "What was used, row by row, and what it cost in US dollars.",
      "",
      "Of the current month if no time is given. A year alone is asked month by month. Without --cost-center it is the usage of no cost center, which is not the enterprise's total; --all-cost-centers adds every center's.",
      "Amounts are the server's own; none is recomputed."
    })
final class UsageCommand extends ApiCommand {
  @Option(
      names = "--year",
      paramLabel = "Y",
      description = "Four digits; the current year if not given.")
  private @Nullable Integer year;

  @Option(
      names = "--month",
      paramLabel = "M",
      description = "1 to 12; all of the year if not given.")
  private @Nullable Integer month;

  @Option(names = "--day", paramLabel = "D", description = "1 to 31; needs --month.")
  private @Nullable Integer day;

  @Option(names = "--hour", paramLabel = "H", description = "0 to 23; needs --day.")
  private @Nullable Integer hour;

  @ArgGroup private Centers centers = new Centers();

  @Option(
      names = "--group-by",
      paramLabel = "product|sku|organization|repository|date|cost-center",
      description = "Add the rows up. By cost-center, it is of all cost centers.")
  private @Nullable UsageDimension groupBy;

  UsageCommand(Console console) {
    super(console);
  }

  /** One cost center or all; neither for the usage of none. */
  private static final class Centers {
    @Option(
        names = "--cost-center",
        paramLabel = "ID",
        description = "Only what is charged to this cost center.")
    private @Nullable String one;

    @Option(
        names = "--all-cost-centers",
        description = "The usage of no cost center and of each one: one request more for each.")
    private boolean all;
  }

  @Override
  public void run() {
    UsageQuery query =
        UsageQuery.CURRENT_MONTH.withYear(year).withMonth(month).withDay(day).withHour(hour);
    boolean byCostCenter = groupBy == UsageDimension.COST_CENTER;
    if (byCostCenter && centers.one != null) {
      throw new WrongUsageException("--group-by cost-center is of all cost centers, not of one");
    }
    try (GitHubBilling billing = api.connect()) {
      if (byCostCenter || centers.all) {
        EnterpriseUsage usage = enterprise(billing, query);
        print(AllocatedUsage.report(usage), usage::totals);
      } else {
        UsageReport report = billing.usage().report(query.withCostCenter(centers.one));
        print(report, by -> UsageTotals.of(by, report.usageItems()));
        if (output.forPeople() && centers.one == null) {
          console.note("usage of no cost center; --all-cost-centers adds them");
        }
      }
    }
  }

  private void print(UsageReport report, Function<UsageDimension, UsageTotals> totals) {
    if (groupBy == null) {
      output.print(report, "usageItems", UsageItem.class, () -> rows(report));
    } else {
      UsageTotals grouped = totals.apply(groupBy);
      output.print(
          GroupedUsage.of(grouped), "groups", GroupedUsage.Group.class, () -> groups(grouped));
    }
    if (output.forPeople()) {
      console.out().println(summary(report));
    }
  }

  private EnterpriseUsage enterprise(GitHubBilling billing, UsageQuery query) {
    try {
      return billing
          .usage()
          .enterpriseTotal(query, center -> console.progress("cost center " + center.name()));
    } finally {
      console.endProgress();
    }
  }

  /** Chosen by hand, so that a row fits 80 columns; csv and json have everything. */
  private static Grid rows(UsageReport report) {
    return Grid.of(
        List.of("date", "sku", "quantity", "unit", "gross", "net", "repository"),
        report.usageItems().stream()
            .map(
                item ->
                    List.of(
                        Cell.text(UsageDimension.DATE.of(item).orElse("")),
                        Cell.text(item.sku()),
                        Digits.cell(item.quantity()),
                        Cell.text(item.unitType()),
                        Digits.cell(item.grossAmount()),
                        Digits.cell(item.netAmount()),
                        Cell.text(place(item))))
            .toList());
  }

  private static String place(UsageItem item) {
    return UsageDimension.REPOSITORY
        .of(item)
        .or(() -> UsageDimension.ORGANIZATION.of(item))
        .orElse("");
  }

  static Grid groups(UsageTotals totals) {
    List<List<Cell>> rows = new ArrayList<>();
    totals.groups().forEach((value, total) -> rows.add(row(value.orElse("(none)"), total)));
    rows.add(row("total", totals.all()));
    return Grid.of(
        List.of(GroupedUsage.name(totals.by()), "rows", "gross", "discount", "net"), rows);
  }

  private static List<Cell> row(String name, UsageTotal total) {
    return List.of(
        Cell.text(name),
        Cell.number(Long.toString(total.items())),
        Digits.cell(total.gross()),
        Digits.cell(total.discount()),
        Digits.cell(total.net()));
  }

  private static String summary(UsageReport report) {
    UsageTotal all = UsageTotals.of(UsageDimension.PRODUCT, report.usageItems()).all();
    Optional<String> newest =
        report.usageItems().stream().map(UsageItem::date).max(Comparator.naturalOrder());
    return "%n%d %s, gross %s, discount %s, net %s US dollars%s"
        .formatted(
            all.items(),
            all.items() == 1 ? "row" : "rows",
            Digits.of(all.gross()),
            Digits.of(all.discount()),
            Digits.of(all.net()),
            newest.map(date -> "; newest row: " + date).orElse(""));
  }
}
