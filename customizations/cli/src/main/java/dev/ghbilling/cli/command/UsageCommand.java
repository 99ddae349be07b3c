package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Columns;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.cli.output.Rows;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Iterator;
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
import picocli.CommandLine.ITypeConverter;
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
      "A row outside the requested period is an error. Rows don't contain their cost center or hour. To check that the server filters by them, the command sends up to two more requests for --cost-center, and three for --hour.",
      "Amounts are those of the API and are never recomputed."
    })
public final class UsageCommand extends ApiCommand {
  @Mixin private final UsagePeriod period = new UsagePeriod();
  @Mixin private final UsageFilters filters = new UsageFilters();
  @Mixin private final RowOptions rows;
  @Mixin private final Rounding rounding = new Rounding();

  @Option(
      names = "--hour",
      paramLabel = "H",
      description =
          "The hour, 0 to 23. Requires --day. Default: all hours. GitHub has dropped this parameter; if the server ignores it, the command fails.")
  private @Nullable Integer hour;

  @ArgGroup private CostCenterChoice costCenters = new CostCenterChoice();

  @Option(
      names = "--group-by",
      paramLabel = "A,B",
      split = ",",
      converter = Dimension.class,
      completionCandidates = Dimension.class,
      description =
          "Show totals instead of rows, by one or several of ${COMPLETION-CANDIDATES}. day is the same as date. cost-center includes all cost centers. Without --sort, the totals are ordered by date or month, if they have one, and then by net amount, the largest first.")
  private List<UsageDimension> groupBy = new ArrayList<>();

  /** Whether only usage is included that isn't charged to a cost center. */
  private boolean uncharged;

  private UsageCommand(Console console) {
    super(console);
    this.rows = new RowOptions(console);
  }

  /** Creates the command with its subcommands. */
  public static CommandLine commandLine(Console console) {
    return new CommandLine(new UsageCommand(console))
        .addSubcommand(SummaryCommand.summary(console))
        .addSubcommand(SummaryCommand.premiumRequests(console))
        .addSubcommand(SummaryCommand.aiCredits(console));
  }

  /** The names of dimensions, of which a date has two. */
  private static final class Dimension implements ITypeConverter<UsageDimension>, Iterable<String> {
    private static final String DAY = "day";

    @Override
    public UsageDimension convert(String text) {
      for (UsageDimension dimension : UsageDimension.values()) {
        if (Converters.name(dimension).equalsIgnoreCase(text)) {
          return dimension;
        }
      }
      if (text.equalsIgnoreCase(DAY)) {
        return UsageDimension.DATE;
      }
      throw Converters.notOneOf(names(), text);
    }

    private static List<String> names() {
      return Stream.concat(
              Arrays.stream(UsageDimension.values()).map(Converters::name), Stream.of(DAY))
          .toList();
    }

    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
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
    rounding.requireValid();
    rows.requireValid(columns());
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
      return reports(queries, query -> ofCostCenter(billing, query.withHour(hour)));
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

  private UsageReport ofCostCenter(GitHubBilling billing, UsageQuery query) {
    try {
      return billing.usage().report(query.withCostCenter(costCenters.idOrName));
    } catch (IllegalArgumentException e) {
      if ("none".equalsIgnoreCase(costCenters.idOrName)) {
        throw new WrongUsageException(
            "there is no cost center none: leave out --cost-center to see the usage that isn't charged to any");
      }
      throw e;
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
    String summaries = "GitHub's own summaries";
    String reports = "the rows of all cost centers' reports";
    console.note(
        "These totals are from %s."
            .formatted(
                sources.size() > 1
                    ? summaries + " of some months, and from " + reports + " of others"
                    : sources.contains(Source.SUMMARY)
                        ? summaries + ", which don't say how many report rows they add up"
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
      UsageReport shown =
          report.toBuilder().usageItems(rows.largestOf(report.usageItems(), columns())).build();
      output.print(
          rounding.of(ResultJson.of(shown)),
          () -> new Rows(rounding.of(dated(shown)), rounding.of(columns())),
          () -> UsageGrids.rows(dated(shown), rounding));
      all = UsageTotal.of(report.usageItems());
    } else {
      GroupedUsage grouped =
          GroupedUsage.of(
              usage.sources(), usage.totals().apply(dimensions()), rows, columns(), rounding);
      output.print(grouped.document(), grouped::rows, grouped::grid);
      all = grouped.totals().total();
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
      console.line(
          UsageGrids.total(name, rounding.of(all), counted) + rounding.note() + newest(report));
    }
  }

  /** Returns the columns of csv. */
  private List<String> columns() {
    if (!groupBy.isEmpty()) {
      return GroupedUsage.columns(groupBy);
    }
    List<String> columns = new ArrayList<>(Columns.of(UsageItem.class));
    if (costCenters.all) {
      columns.addAll(AllocatedUsage.COLUMNS);
    }
    return columns;
  }

  /** Returns the rows with dates of one form, whether or not the server sends a time of day. */
  private static JsonNode dated(UsageReport report) {
    ArrayNode list = ResultJson.object().arrayNode();
    for (UsageItem item : report.usageItems()) {
      ObjectNode row = (ObjectNode) ResultJson.of(item);
      String date = UsageDimension.DATE.of(item);
      list.add(date == null ? row : row.put("date", date));
    }
    return list;
  }

  private String noUsage(String name) {
    return period.noUsage(
        console.today(),
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
