package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "cost-centers",
    description = "Who is charged for what a user consumes.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = SyncCommand.class)
final class CostCentersCommand {
  @Command(name = "list", description = "All cost centers and what is charged to each.")
  void list(@Mixin ApiOptions api, @Mixin OutputOptions output) {
    try (GitHubBilling billing = api.connect()) {
      output.print(billing.costCenters().list());
    }
  }

  @Command(
      name = "add-users",
      description = "Charge what users consume to a cost center from now on.")
  void addUsers(@Mixin ApiOptions api, @Mixin OutputOptions output, @Mixin Users users) {
    try (GitHubBilling billing = api.connect()) {
      output.print(billing.costCenters().addUsers(users.id, users.logins));
    }
  }

  @Command(
      name = "remove-users",
      description = "No longer charge what users consume to a cost center.")
  void removeUsers(@Mixin ApiOptions api, @Mixin OutputOptions output, @Mixin Users users) {
    try (GitHubBilling billing = api.connect()) {
      output.print(billing.costCenters().removeUsers(users.id, users.logins));
    }
  }

  /** Whose membership of which cost center changes. */
  static final class Users {
    @Parameters(index = "0", paramLabel = "ID", description = "The cost center's id.")
    private String id = "";

    @Parameters(
        index = "1..*",
        paramLabel = "LOGIN",
        arity = "1..*",
        description = "The users' logins.")
    private List<String> logins = List.of();
  }
}
