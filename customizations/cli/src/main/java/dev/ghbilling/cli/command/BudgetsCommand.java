package dev.ghbilling.cli.command;

import dev.ghbilling.budgets.Budgets;
import dev.ghbilling.cli.input.BodyRuleCheck;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Columns;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.client.api.BudgetsApi;
import dev.ghbilling.client.api.BudgetsApi.ListBudgetUserStatesQuery;
import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetList;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetScope;
import dev.ghbilling.client.model.BudgetUpdate;
import dev.ghbilling.client.model.BudgetUserState;
import dev.ghbilling.client.model.BudgetUserStateList;
import dev.ghbilling.paging.PagedList;
import dev.ghbilling.spec.text.TextTable.Cell;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Groups the commands for budgets. */
@Command(
    name = "budgets",
    description =
        "Manage the budgets of an enterprise or an organization, and check what is spent.")
public final class BudgetsCommand {
  private BudgetsCommand() {}

  /** Creates the command with its subcommands. */
  public static CommandLine commandLine(Console console) {
    return new CommandLine(new BudgetsCommand())
        .addSubcommand(new ListAll(console))
        .addSubcommand(new Get(console))
        .addSubcommand(Create.commandLine(console))
        .addSubcommand(Update.commandLine(console))
        .addSubcommand(new Delete(console))
        .addSubcommand(Users.commandLine(console))
        .addSubcommand(new BudgetCheck(console))
        .addSubcommand(new BudgetPlanCommand.Plan(console))
        .addSubcommand(new BudgetPlanCommand.Apply(console));
  }

  /** Lists budgets. */
  @Command(name = "list", description = "List the budgets.")
  private static final class ListAll extends ApiCommand {
    @Option(
        names = "--scope",
        paramLabel = "SCOPE",
        description = "List only budgets of this scope, for example organization.")
    private @Nullable BudgetScope scope;

    @Option(
        names = "--login",
        paramLabel = "LOGIN",
        description =
            "List the budgets that apply to this user, with what the user has consumed of each.")
    private @Nullable String login;

    @Mixin private final RowOptions rows;

    ListAll(Console console) {
      super(console, EnumSet.of(Account.ENTERPRISE, Account.ORGANIZATION));
      this.rows = new RowOptions(console);
    }

    @Override
    public void run() {
      if (scope != null && login != null) {
        throw new WrongUsageException("give either --scope or --login");
      }
      List<String> columns = Columns.of(Budget.class);
      rows.requireValid(columns);
      BudgetList all =
          api.call(
              AccountCall.of(
                  billing -> whole(list(billing.budgets())),
                  billing -> whole(list(billing.budgets()))));
      BudgetList budgets = all.toBuilder().budgets(rows.of(all.budgets(), columns)).build();
      output.print(budgets, "budgets", columns, () -> grid(budgets));
    }

    private PagedList<Budget, BudgetList> list(Budgets budgets) {
      if (login != null) {
        return budgets.listOfUser(login);
      }
      return scope == null ? budgets.list() : budgets.list(scope);
    }

    private static BudgetList whole(PagedList<Budget, BudgetList> pages) {
      return pages.firstPage().toBuilder()
          .budgets(pages.stream().toList())
          .hasNextPage(false)
          .build();
    }

    private static Grid grid(BudgetList budgets) {
      return Grid.of(
          List.of("id", "scope", "for", "product", "limit", "stops usage"),
          budgets.budgets().stream()
              .map(
                  budget ->
                      List.of(
                          Cell.text(budget.id()),
                          Cell.text(budget.budgetScope().value()),
                          Cell.text(BudgetCheck.entity(budget)),
                          Cell.text(String.join(" ", BudgetSpending.products(budget))),
                          Cell.number(Long.toString(budget.budgetAmount())),
                          Cell.text(budget.preventFurtherUsage() ? "yes" : "no")))
              .toList());
    }
  }

  /** Shows a budget. */
  @Command(name = "get", description = "Show a budget.")
  private static final class Get extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "The ID of the budget.")
    private String id;

    Get(Console console) {
      super(console, EnumSet.of(Account.ENTERPRISE, Account.ORGANIZATION));
    }

    @Override
    public void run() {
      output.print(
          api.call(
              AccountCall.of(
                  billing -> billing.budgets().get(id), billing -> billing.budgets().get(id))));
    }
  }

  /** Creates a budget. */
  @Command(name = "create", description = "Create a budget, and print it with its ID.")
  private static final class Create extends ApiCommand {
    private final ContractOptions body = ContractOptions.ofBody(BudgetRequest.class);

    private Create(Console console) {
      super(console, EnumSet.of(Account.ENTERPRISE, Account.ORGANIZATION));
    }

    static CommandLine commandLine(Console console) {
      Create create = new Create(console);
      return create.body.addedTo(new CommandLine(create));
    }

    @Override
    public void run() {
      BudgetRequest budget = body.body(BudgetRequest.class);
      output.print(
          api.call(
              AccountCall.of(
                  billing -> {
                    billing.budgets().requireTarget(budget);
                    BodyRuleCheck.require("createBudget", budget);
                    return billing.api(BudgetsApi.class).createBudget(billing.enterprise(), budget);
                  },
                  billing -> {
                    billing.budgets().requireTarget(budget);
                    BodyRuleCheck.require("createOrganizationBudget", budget);
                    return billing
                        .api(BudgetsApi.class)
                        .createOrganizationBudget(billing.organization(), budget);
                  })));
    }
  }

  /** Changes a budget. */
  @Command(name = "update", description = "Change a budget. Settings that aren't given are kept.")
  private static final class Update extends ApiCommand {
    private final ContractOptions body = ContractOptions.ofBody(BudgetUpdate.class);

    @Parameters(paramLabel = "ID", description = "The ID of the budget.")
    private String id;

    private Update(Console console) {
      super(console, EnumSet.of(Account.ENTERPRISE, Account.ORGANIZATION));
    }

    static CommandLine commandLine(Console console) {
      Update update = new Update(console);
      return update.body.addedTo(new CommandLine(update));
    }

    @Override
    public void run() {
      if (body.isEmpty()) {
        throw new WrongUsageException("give at least one option that says what to change");
      }
      BudgetUpdate change = body.body(BudgetUpdate.class);
      output.print(
          api.call(
              AccountCall.of(
                  billing ->
                      billing.api(BudgetsApi.class).updateBudget(billing.enterprise(), id, change),
                  billing ->
                      billing
                          .api(BudgetsApi.class)
                          .updateOrganizationBudget(billing.organization(), id, change))));
    }
  }

  /** Deletes a budget. */
  @Command(name = "delete", description = "Delete a budget.")
  private static final class Delete extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "The ID of the budget.")
    private String id;

    Delete(Console console) {
      super(console, EnumSet.of(Account.ENTERPRISE, Account.ORGANIZATION));
    }

    @Override
    public void run() {
      output.print(
          api.call(
              AccountCall.of(
                  billing -> billing.budgets().delete(id),
                  billing -> billing.budgets().delete(id))));
    }
  }

  /** Shows what each user has consumed of a budget. */
  @Command(
      name = "users",
      description =
          "Show what each user has consumed of a budget that applies to all users of an enterprise or of a cost center.")
  private static final class Users extends ApiCommand {
    private final ContractOptions filters =
        ContractOptions.ofQueries(ListBudgetUserStatesQuery.class);

    @Parameters(paramLabel = "ID", description = "The ID of the budget.")
    private String id;

    @Mixin private final RowOptions rows;

    private Users(Console console) {
      super(console, EnumSet.of(Account.ENTERPRISE));
      this.rows = new RowOptions(console);
    }

    static CommandLine commandLine(Console console) {
      Users users = new Users(console);
      return users.filters.addedTo(new CommandLine(users));
    }

    @Override
    public void run() {
      List<String> columns = Columns.of(BudgetUserState.class);
      rows.requireValid(columns);
      BudgetUserStateList all =
          api.call(
              new AccountCall<>(
                  billing -> whole(billing.budgets().userStates(id, filters::set)), null, null));
      BudgetUserStateList users =
          all.toBuilder().userStates(rows.of(all.userStates(), columns)).build();
      output.print(
          users,
          "user_states",
          columns,
          () -> Grid.ofRows(ResultJson.of(users).path("user_states"), columns));
    }

    private static BudgetUserStateList whole(
        PagedList<BudgetUserState, BudgetUserStateList> pages) {
      return pages.firstPage().toBuilder()
          .userStates(pages.stream().toList())
          .hasNextPage(false)
          .build();
    }
  }
}
