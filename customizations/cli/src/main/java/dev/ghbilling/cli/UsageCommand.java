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
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Usage as rows, or added up. */
final class UsageCommand extends ApiAction {
  private final OptionSpec year =
      number("--year", "Y", "Four digits; the current year if not given.");
  private final OptionSpec month = number("--month", "M", "1 to 12; all of the year if not given.");
  private final OptionSpec day = number("--day", "D", "1 to 31; needs --month.");
  private final OptionSpec hour = number("--hour", "H", "0 to 23; needs --day.");
  private final OptionSpec center =
      Arguments.option(
              "--cost-center", "ID", String.class, "Only what is charged to this cost center.")
          .build();
  private final OptionSpec allCenters =
      Arguments.flag(
          "--all-cost-centers",
          "The usage of no cost center and of each one: one request more for each.");
  private final OptionSpec groupBy =
      Arguments.option(
              "--group-by",
              "product|sku|organization|repository|date|cost-center",
              UsageDimension.class,
              "Add the rows up. By cost-center, it is of all cost centers.")
          .converters(Converters::dimension)
          .build();

  UsageCommand(Console console) {
    super(console);
  }

  private static OptionSpec number(String name, String label, String description) {
    return Arguments.option(name, label, Integer.class, description).build();
  }

  @Override
  public void addTo(CommandSpec command) {
    super.addTo(command);
    command
        .addOption(year)
        .addOption(month)
        .addOption(day)
        .addOption(hour)
        .addOption(groupBy)
        .addArgGroup(ArgGroupSpec.builder().addArg(center).addArg(allCenters).build());
  }

  @Override
  public void run() {
    UsageQuery query =
        UsageQuery.CURRENT_MONTH
            .withYear(year.getValue())
            .withMonth(month.getValue())
            .withDay(day.getValue())
            .withHour(hour.getValue());
    @Nullable String center = this.center.getValue();
    boolean byCostCenter = groupBy.getValue() == UsageDimension.COST_CENTER;
    if (byCostCenter && center != null) {
      throw new WrongUsageException("--group-by cost-center is of all cost centers, not of one");
    }
    try (GitHubBilling billing = api.connect()) {
      if (byCostCenter || Arguments.isGiven(allCenters)) {
        EnterpriseUsage usage = enterprise(billing, query);
        print(AllocatedUsage.report(usage), usage::totals);
      } else {
        UsageReport report = billing.usage().report(query.withCostCenter(center));
        print(report, by -> UsageTotals.of(by, report.usageItems()));
        if (output.forPeople() && center == null) {
          console.note("usage of no cost center; --all-cost-centers adds them");
        }
      }
    }
  }

  private void print(UsageReport report, Function<UsageDimension, UsageTotals> totals) {
    @Nullable UsageDimension by = groupBy.getValue();
    if (by == null) {
      output.print(report, "usageItems", UsageItem.class, () -> rows(report));
    } else {
      UsageTotals grouped = totals.apply(by);
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
