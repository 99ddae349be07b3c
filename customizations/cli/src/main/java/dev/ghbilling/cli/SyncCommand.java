package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.costcenters.CostCenterPlan;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Makes a cost center's users those of a file. */
final class SyncCommand extends ApiAction {
  private final PositionalParamSpec id = Arguments.text("ID", "The cost center's id.");
  private final OptionSpec usersFile =
      Arguments.path(
              "--users-file",
              "FILE",
              "The logins, one a line; blank lines and what follows a # don't count.")
          .required(true)
          .build();
  private final OptionSpec apply = Arguments.flag("--apply", "Do it.");
  private final OptionSpec allowMoves =
      Arguments.flag("--allow-moves", "Take users from other cost centers where they are now.");
  private final OptionSpec allowEmpty =
      Arguments.flag("--allow-empty", "Let a file without any login remove everybody.");

  SyncCommand(Console console) {
    super(console);
  }

  @Override
  public void addTo(CommandSpec command) {
    super.addTo(command);
    command
        .addOption(usersFile)
        .addOption(apply)
        .addOption(allowMoves)
        .addOption(allowEmpty)
        .addPositional(id);
  }

  @Override
  public void run() {
    Path file = usersFile.getValue();
    boolean apply = Arguments.isGiven(this.apply);
    boolean allowMoves = Arguments.isGiven(this.allowMoves);
    List<String> desired = UsersFile.read(file);
    if (apply && desired.isEmpty() && !Arguments.isGiven(allowEmpty)) {
      throw new WrongUsageException(
          "no login in %s would remove everybody; --allow-empty allows it".formatted(file));
    }
    try (GitHubBilling billing = api.connect()) {
      CostCenterPlan plan = billing.costCenters().plan(id.getValue(), desired);
      if (apply && !allowMoves && !plan.moves().isEmpty()) {
        throw new WrongUsageException(moves(plan) + "; nothing was changed");
      }
      if (apply) {
        billing.costCenters().apply(plan, allowMoves);
      }
      output.print(SyncedUsers.of(plan, apply));
      if (!apply) {
        sayWhatIsToDo(plan, allowMoves);
      }
    }
  }

  private void sayWhatIsToDo(CostCenterPlan plan, boolean allowMoves) {
    if (!allowMoves && !plan.moves().isEmpty()) {
      console.note(moves(plan));
    }
    if (output.forPeople() && !plan.isEmpty()) {
      console.note("nothing was changed; --apply does it");
    }
  }

  private static String moves(CostCenterPlan plan) {
    CostCenterPlan.Move first = plan.moves().get(0);
    int number = plan.moves().size();
    return "%s in another cost center (%s in %s); --allow-moves takes them from there"
        .formatted(
            number == 1 ? "1 user is" : number + " users are", first.login(), first.fromName());
  }
}
