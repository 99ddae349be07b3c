package dev.ghbilling.cli.command;

import dev.ghbilling.cli.output.Columns;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.client.model.AdvancedSecurityCommitters;
import dev.ghbilling.client.model.AdvancedSecurityRepository;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the committers of each repository, whose repositories may be sorted. */
@Command(
    name = "committers",
    description =
        "Show the committers who use a license of GitHub Advanced Security, by repository.")
public final class CommittersCommand extends ApiCommand {
  private static final AccountCall<AdvancedSecurityCommitters> CALL =
      AccountCall.of(
          billing -> billing.advancedSecurity().get(), billing -> billing.advancedSecurity().get());

  @Mixin private final RowOptions rows;

  /** Creates the command. */
  public CommittersCommand(Console console) {
    super(console, CALL.accounts());
    this.rows = new RowOptions(console);
  }

  @Override
  public void run() {
    List<String> columns = Columns.scalarsOf(AdvancedSecurityRepository.class);
    rows.requireValid(columns);
    AdvancedSecurityCommitters all = api.call(CALL);
    output.print(all.toBuilder().repositories(rows.of(all.repositories(), columns)).build());
  }
}
