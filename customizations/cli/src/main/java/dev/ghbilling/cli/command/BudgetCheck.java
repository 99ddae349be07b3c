package dev.ghbilling.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.budgets.Budgets;
import dev.ghbilling.cli.command.BudgetSpending.Spent;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Columns;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.KeyColumns;
import dev.ghbilling.cli.output.PlainDecimal;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.client.model.Budget;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.error.AuthenticationException;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.error.PermissionException;
import dev.ghbilling.error.RateLimitedException;
import dev.ghbilling.spec.text.TextTable.Cell;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares what was spent with the limit of each budget. */
@Command(
    name = "check",
    description = {
      "Show the amount spent in the current month, the limit and the percentage of each budget. Exit with 1 if a budget is over its limit, or can't be checked.",
      "",
      "The amount spent is the consumed amount that GitHub reports for the budget or, if it reports none, the net amount of the usage that the budget covers. Usage arrives up to two days late. A budget that applies to each user is checked for the user with the highest percentage of their own limit. A budget can't be checked if its requests fail, if it doesn't say whose usage or which product it is for, if GitHub has no report of that usage, or if its limit is a number of licenses."
    })
final class BudgetCheck extends ApiCommand {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "The IDs of the budgets to check. Default: all.")
  private List<String> ids = List.of();

  @Option(
      names = "--fail-over",
      paramLabel = "PERCENT",
      description = "The share that no budget may exceed, for example 90%%. Default: 100%%.")
  private BigDecimal failOver = HUNDRED;

  @Mixin private final RowOptions rowOptions;

  BudgetCheck(Console console) {
    super(console, EnumSet.of(Account.ENTERPRISE, Account.ORGANIZATION));
    this.rowOptions = new RowOptions(console);
  }

  /** The document that the command prints. */
  private record Checked(BigDecimal failOverPercent, List<Row> budgets) {
    long count(Status status) {
      return budgets.stream().filter(row -> row.status().equals(status.word())).count();
    }
  }

  /** What became of a budget's check. */
  private enum Status {
    OK,
    OVER,
    UNKNOWN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A budget with what was spent.
   *
   * @param scope the scope; like what follows, null for a budget that can't be read
   * @param product the products or SKUs that it is for
   * @param spent US dollars; null if unknown
   * @param limit US dollars; for a budget of each user, the limit of the one in the note
   * @param percent the share of the limit, rounded down; null if unknown, or the limit is 0
   * @param status {@code ok}, {@code over} or {@code unknown}
   * @param note the user with the largest share, or why the amount is unknown
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Row(
      String id,
      @Nullable String scope,
      @Nullable String entity,
      @Nullable String product,
      @Nullable BigDecimal spent,
      @Nullable BigDecimal limit,
      @Nullable BigDecimal percent,
      String status,
      @Nullable String note) {}

  @Override
  public void run() {
    if (failOver.signum() <= 0) {
      throw new WrongUsageException("--fail-over must be over 0, was " + PlainDecimal.of(failOver));
    }
    List<String> columns = Columns.of(Row.class);
    rowOptions.requireValid(columns);
    YearMonth month = YearMonth.from(console.today());
    Checked checked =
        new Checked(
            failOver,
            api.call(
                AccountCall.of(
                    billing -> rows(billing.budgets(), BudgetSpending.of(billing, month)),
                    billing -> rows(billing.budgets(), BudgetSpending.of(billing, month)))));
    Checked shown = new Checked(failOver, rowOptions.of(checked.budgets(), columns));
    output.print(shown, "budgets", columns, () -> grid(shown));
    long over = checked.count(Status.OVER);
    long unknown = checked.count(Status.UNKNOWN);
    if (over + unknown > 0) {
      throw new OverBudgetException(
          "%d of %d budgets over %s%%, %d that can't be checked"
              .formatted(over, checked.budgets().size(), PlainDecimal.of(failOver), unknown));
    }
    if (checked.budgets().isEmpty()) {
      console.note("There are no budgets.");
    }
  }

  private List<Row> rows(Budgets budgets, BudgetSpending spending) {
    List<Row> rows = new ArrayList<>();
    List<ApiException> refused = new ArrayList<>();
    try {
      if (ids.isEmpty()) {
        for (Budget budget : budgets.list()) {
          rows.add(row(budget.id(), budget, () -> budgets.identified(budget), spending, refused));
        }
      }
      for (String id : ids) {
        rows.add(row(id, null, () -> budgets.get(id), spending, refused));
      }
    } finally {
      console.endProgress();
    }
    if (!refused.isEmpty() && refused.size() == rows.size()) {
      if (refused.stream().allMatch(PermissionException.class::isInstance)) {
        throw refused.get(0);
      }
      // Throws if there is no such account, for which nothing would be found.
      budgets.list().firstPage();
    }
    return rows;
  }

  /**
   * Checks a budget. What fails for it alone makes it unknown.
   *
   * @param listed the budget as it was listed; null if it wasn't
   * @param refused takes the failures that may be those of the whole account
   */
  private Row row(
      String id,
      @Nullable Budget listed,
      Supplier<Budget> get,
      BudgetSpending spending,
      List<ApiException> refused) {
    console.progress("budget " + id);
    Budget budget = listed;
    try {
      budget = get.get();
      return row(budget, spent(budget, spending));
    } catch (AuthenticationException | RateLimitedException e) {
      throw e;
    } catch (ApiException e) {
      if (e instanceof PermissionException || e instanceof NotFoundException) {
        refused.add(e);
      }
      return budget == null
          ? new Row(id, null, null, null, null, null, null, Status.UNKNOWN.word(), e.getMessage())
          : row(budget, Spent.unknown(e.getMessage()));
    }
  }

  private static Spent spent(Budget budget, BudgetSpending spending) {
    try {
      return spending.of(budget);
    } catch (IllegalArgumentException e) { // There is no such cost center any more.
      return Spent.unknown(e.getMessage());
    }
  }

  private Row row(Budget budget, Spent spent) {
    BigDecimal limit =
        spent.limit() == null ? BigDecimal.valueOf(budget.budgetAmount()) : spent.limit();
    BigDecimal amount = spent.amount();
    Status status =
        amount == null
            ? Status.UNKNOWN
            : amount.multiply(HUNDRED).compareTo(limit.multiply(failOver)) > 0
                ? Status.OVER
                : Status.OK;
    return new Row(
        budget.id(),
        budget.budgetScope().value(),
        entity(budget),
        String.join(" ", BudgetSpending.products(budget)),
        amount,
        limit,
        amount == null || limit.signum() == 0
            ? null
            : amount.multiply(HUNDRED).divide(limit, 1, RoundingMode.DOWN),
        status.word(),
        spent.note());
  }

  /** Returns whom or what a budget applies to; empty for an enterprise. */
  static String entity(Budget budget) {
    return budget.user() != null
        ? budget.user()
        : Objects.requireNonNullElse(budget.budgetEntityName(), "");
  }

  private static Grid grid(Checked checked) {
    List<JsonNode> budgets = ResultJson.of(checked).path("budgets").valueStream().toList();
    List<String> keys =
        KeyColumns.of(
            budgets, List.of("scope", "entity", "product"), List.of("id"), BudgetCheck::key);
    return Grid.of(
        Stream.concat(
                keys.stream().map(key -> key.equals("entity") ? "for" : key),
                Stream.of("spent", "limit", "share", "status", "note"))
            .toList(),
        IntStream.range(0, budgets.size())
            .mapToObj(
                i ->
                    Stream.concat(
                            keys.stream().map(key -> text(key(budgets.get(i), key))),
                            figures(checked.budgets().get(i)))
                        .toList())
            .toList());
  }

  /** Returns what the table shows of a budget, whose id stands for a scope that isn't known. */
  private static String key(JsonNode budget, String name) {
    return budget.path(name.equals("scope") && !budget.has(name) ? "id" : name).asText();
  }

  private static Stream<Cell> figures(Row row) {
    return Stream.of(
        number(row.spent()),
        number(row.limit()),
        Cell.number(row.percent() == null ? "" : PlainDecimal.of(row.percent()) + "%"),
        text(row.status()),
        text(row.note()));
  }

  private static Cell text(@Nullable String text) {
    return Cell.text(Objects.requireNonNullElse(text, ""));
  }

  private static Cell number(@Nullable BigDecimal number) {
    return number == null ? Cell.number("?") : PlainDecimal.cell(number);
  }
}
