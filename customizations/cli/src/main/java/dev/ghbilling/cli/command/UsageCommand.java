package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Columns;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.usage.EnterpriseTotals;
import dev.ghbilling.usage.EnterpriseTotals.Source;
import dev.ghbilling.usage.EnterpriseUsage;
import dev.ghbilling.usage.UsageDimension;
import dev.ghbilling.usage.UsageQuery;
import dev.ghbilling.usage.UsageTotal;
import dev.ghbilling.usage.UsageTotals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows metered usage as rows or as totals. */
@Command(
    name = "usage",
    description = {
      "Show metered usage and its cost in US dollars.",
      "",
      "The default period is the current month. A year without a month is requested month by month.",
      "Without --cost-center or --all-cost-centers, only usage of an enterprise that isn't charged to a cost center is included. That is not the enterprise's total.",
      "A row of another period than the one asked for is an error. To prove that the server selects by cost center or hour, which rows don't show, up to two more requests are sent for --cost-center, and three for --hour.",
      "Amounts are those of the API and are never recomputed."
    })
public final class UsageCommand extends ApiCommand {
  @Mixin private final UsagePeriod period = new UsagePeriod();
  @Mixin private final UsageFilters filters = new UsageFilters();

  @Option(
      names = "--hour",
      paramLabel = "H",
      description =
          "The hour, 0 to 23. Requires --day. Default: all hours. GitHub has dropped this parameter; where the server ignores it, the command fails.")
  private @Nullable Integer hour;

  @ArgGroup private CostCenterChoice costCenters = new CostCenterChoice();

  @Option(
      names = "--group-by",
      paramLabel = "A,B",
      split = ",",
      description =
          "Show totals instead of rows, by one or several of product, sku, organization, repository, date, month and cost-center. With cost-center, all cost centers are included.")
  private List<UsageDimension> groupBy = new ArrayList<>();

  @Option(
      names = "--top",
      paramLabel = "N",
      description =
          "Show the N groups with the largest net amounts, and the sum of the others. Requires --group-by.")
  private @Nullable Integer top;

  /** Whether only usage is included that isn't charged to a cost center. */
  private boolean uncharged;

  private UsageCommand(Console console) {
    super(console);
  }

  /** Creates the command with its subcommands. */
  public static CommandLine commandLine(Console console) {
    return new CommandLine(new UsageCommand(console))
        .addSubcommand(SummaryCommand.summary(console))
        .addSubcommand(SummaryCommand.premiumRequests(console))
        .addSubcommand(SummaryCommand.aiCredits(console));
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
            "Include all usage, whether or not it is charged to a cost center. Sends one request for each cost center; with --group-by product, sku or month and whole months, one for each month.")
    private boolean all;
  }

  /**
   * Usage as it came.
   *
   * @param report the rows; null where only totals were asked for
   * @param sources what the totals are from
   * @param totals adds them up
   * @param unknown a line for each name that no row has
   */
  private record Fetched(
      @Nullable UsageReport report,
      Set<Source> sources,
      Function<UsageDimension[], UsageTotals> totals,
      List<String> unknown) {}

  @Override
  public void run() {
    List<UsageQuery.Period> queries =
        period.asked(console.today()).stream().map(asked -> asked.query(console.today())).toList();
    UsageQuery.currentMonth().withHour(hour); // Checks its bounds before what it requires.
    if (hour != null && !period.isDay()) {
      throw new WrongUsageException("--hour requires --day");
    }
    if (top != null && (top < 1 || groupBy.isEmpty())) {
      throw new WrongUsageException(
          groupBy.isEmpty() ? "--top requires --group-by" : "--top must be at least 1, was " + top);
    }
    Set<UsageDimension> once = EnumSet.noneOf(UsageDimension.class);
    for (UsageDimension dimension : groupBy) {
      if (!once.add(dimension)) {
        throw new WrongUsageException(
            "--group-by has %s twice".formatted(Converters.name(dimension)));
      }
    }
    if (byCostCenter() && costCenters.idOrName != null) {
      throw new WrongUsageException(
          "--group-by cost-center includes all cost centers: leave out --cost-center "
              + costCenters.idOrName);
    }
    print(
        api.call(
            new AccountCall<>(
                billing -> ofEnterprise(billing, queries),
                billing -> withoutCostCenters(queries, billing.usage()::report),
                billing -> withoutCostCenters(queries, billing.usage()::report))));
  }

  private boolean byCostCenter() {
    return groupBy.contains(UsageDimension.COST_CENTER);
  }

  private Fetched ofEnterprise(GitHubBilling billing, List<UsageQuery.Period> queries) {
    if (!byCostCenter() && !costCenters.all) {
      uncharged = costCenters.idOrName == null;
      return reports(
          queries,
          query ->
              billing.usage().report(query.withHour(hour).withCostCenter(costCenters.idOrName)));
    }
    Consumer<CostCenter> progress = center -> console.progress("cost center " + center.name());
    try {
      boolean onlyTotals = !groupBy.isEmpty() && hour == null;
      return onlyTotals && filters.areEmpty() && period.isWholeMonths(console.today())
          ? totals(billing, queries, progress)
          : allReports(billing, queries, progress);
    } finally {
      console.endProgress();
    }
  }

  /** Gets the totals of all cost centers, by summaries if they have the dimensions. */
  private Fetched totals(
      GitHubBilling billing, List<UsageQuery.Period> queries, Consumer<CostCenter> progress) {
    List<EnterpriseTotals> each =
        queries.stream()
            .map(query -> billing.usage().enterpriseTotals(query, progress, dimensions()))
            .toList();
    UsageTotals all =
        each.stream().map(EnterpriseTotals::totals).reduce(UsageTotals::plus).orElseThrow();
    Set<Source> sources = EnumSet.noneOf(Source.class);
    each.forEach(totals -> sources.add(totals.source()));
    noteSources(sources);
    return new Fetched(null, sources, by -> all, List.of());
  }

  private Fetched allReports(
      GitHubBilling billing, List<UsageQuery.Period> queries, Consumer<CostCenter> progress) {
    List<EnterpriseUsage.Row> rows = new ArrayList<>();
    for (UsageQuery.Period query : queries) {
      rows.addAll(billing.usage().enterpriseTotal(query.withHour(hour), progress).rows());
    }
    EnterpriseUsage usage =
        new EnterpriseUsage(rows.stream().filter(row -> isWanted(row.item())).toList());
    if (!groupBy.isEmpty()) {
      noteSources(EnumSet.of(Source.REPORTS));
    }
    return new Fetched(
        AllocatedUsage.report(usage),
        EnumSet.of(Source.REPORTS),
        usage::totals,
        unknown(rows.stream().map(EnterpriseUsage.Row::item)));
  }

  /** Tells which way the totals of an enterprise went. */
  private void noteSources(Set<Source> sources) {
    String summaries = "GitHub's summaries";
    String reports = "the rows of all cost centers' reports";
    console.note(
        "These totals are from %s."
            .formatted(
                sources.size() > 1
                    ? summaries + " of some months, and from " + reports + " of others"
                    : sources.contains(Source.SUMMARY)
                        ? summaries + ", whose items aren't report rows"
                        : reports));
  }

  private Fetched withoutCostCenters(
      List<UsageQuery.Period> queries, Function<UsageQuery.Period, UsageReport> report) {
    if (hour != null || costCenters.all || costCenters.idOrName != null || byCostCenter()) {
      throw new WrongUsageException(
          "only an enterprise has cost centers and hours: leave them out, or give --enterprise");
    }
    return reports(queries, report);
  }

  private Fetched reports(
      List<UsageQuery.Period> queries, Function<UsageQuery.Period, UsageReport> get) {
    List<UsageReport> reports = queries.stream().map(get).toList();
    List<UsageItem> items =
        reports.stream().flatMap(report -> report.usageItems().stream()).toList();
    UsageReport wanted =
        reports.get(0).toBuilder()
            .usageItems(items.stream().filter(this::isWanted).toList())
            .build();
    return new Fetched(
        wanted,
        EnumSet.of(Source.REPORTS),
        by -> UsageTotals.of(wanted.usageItems(), by),
        unknown(items.stream()));
  }

  private boolean isWanted(UsageItem item) {
    return period.has(item) && filters.have(item);
  }

  /** Tells a name that isn't spelled as in any row from one without usage. */
  private List<String> unknown(Stream<UsageItem> items) {
    List<UsageItem> ofPeriod = items.filter(period::has).toList();
    return ofPeriod.isEmpty() ? List.of() : filters.unknown(ofPeriod);
  }

  private UsageDimension[] dimensions() {
    return groupBy.toArray(UsageDimension[]::new);
  }

  private void print(Fetched usage) {
    UsageReport report = usage.report();
    UsageTotal all;
    String counted = "rows";
    if (groupBy.isEmpty() && report != null) {
      output.print(
          report, "usageItems", Columns.of(UsageItem.class), () -> UsageGrids.rows(report));
      all = UsageTotal.of(report.usageItems());
    } else {
      UsageTotals totals = usage.totals().apply(dimensions());
      GroupedUsage grouped =
          top == null
              ? GroupedUsage.all(usage.sources(), totals)
              : GroupedUsage.top(usage.sources(), totals, top);
      output.print(grouped.document(), document -> grouped.csv(), grouped::grid);
      all = totals.total();
      counted = grouped.counted();
    }
    usage.unknown().forEach(console::note);
    String name = period.name(console.today());
    if (all.items() == 0 && usage.unknown().isEmpty()) {
      console.note(noUsage(name));
    } else if (output.forPeople() && uncharged) {
      console.note(
          "This is only the usage that isn't charged to a cost center. Add --all-cost-centers to include all of it.");
    }
    if (output.forPeople()) {
      console.line("");
      console.line(UsageGrids.total(name, all, counted) + newest(report));
    }
  }

  private String noUsage(String name) {
    return UsagePeriod.noUsage(
        uncharged ? name + " that isn't charged to a cost center" : name,
        (uncharged ? "add --all-cost-centers, or " : "")
            + (filters.areEmpty() ? "" : "leave out a filter, or "));
  }

  private static String newest(@Nullable UsageReport report) {
    Optional<String> newest =
        Stream.ofNullable(report)
            .flatMap(rows -> rows.usageItems().stream())
            .flatMap(item -> Stream.ofNullable(UsageDimension.DATE.of(item)))
            .max(Comparator.naturalOrder());
    return newest.map(date -> "; newest row: " + date).orElse("");
  }
}
