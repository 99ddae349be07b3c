package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.CostCenterChange;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What can be asked of cost centers and done to their users. */
final class CostCentersCommand {
  private CostCentersCommand() {}

  static List<Subcommand> subcommands() {
    return List.of(
        Subcommand.doing(
            "list",
            console -> new ReadCommand(console, billing -> billing.costCenters().list()),
            "All cost centers and what is charged to each."),
        Subcommand.doing(
            "add-users",
            console ->
                new Members(
                    console, (billing, id, logins) -> billing.costCenters().addUsers(id, logins)),
            "Charge what users consume to a cost center from now on."),
        Subcommand.doing(
            "remove-users",
            console ->
                new Members(
                    console,
                    (billing, id, logins) -> billing.costCenters().removeUsers(id, logins)),
            "No longer charge what users consume to a cost center."),
        Subcommand.doing(
            "sync",
            SyncCommand::new,
            "Make a cost center's users those of a file: who is missing joins, who is not in the file leaves.",
            "",
            "Shows what would change. Only --apply changes anything. Organizations, repositories and teams of the cost center stay."));
  }

  /** How the membership of users changes. */
  private interface Change {
    CostCenterChange make(GitHubBilling billing, String id, List<String> logins);
  }

  /** Changes who is in a cost center. */
  private static final class Members extends ApiAction {
    private final PositionalParamSpec id = Arguments.text("ID", "The cost center's id.");
    private final PositionalParamSpec logins =
        PositionalParamSpec.builder()
            .index("1..*")
            .paramLabel("LOGIN")
            .arity("1..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .required(true)
            .description("The users' logins.")
            .build();
    private final Change change;

    Members(Console console, Change change) {
      super(console);
      this.change = change;
    }

    @Override
    public void addTo(CommandSpec command) {
      super.addTo(command);
      command.addPositional(id).addPositional(logins);
    }

    @Override
    public void run() {
      try (GitHubBilling billing = api.connect()) {
        output.print(change.make(billing, id.getValue(), logins.getValue()));
      }
    }
  }
}
