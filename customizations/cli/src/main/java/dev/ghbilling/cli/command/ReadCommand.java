package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.output.Console;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A command that makes one call without arguments and prints the result. */
@Command
public final class ReadCommand extends ApiCommand {
  private final AccountCall<Object> call;

  private ReadCommand(Console console, AccountCall<Object> call) {
    super(console, call.accounts());
    this.call = call;
  }

  /** Creates a command for enterprises with its name and description. */
  public static CommandLine commandLine(
      String name, String description, Console console, Function<GitHubBilling, Object> call) {
    CommandLine line =
        new CommandLine(new ReadCommand(console, new AccountCall<>(call, null, null)));
    line.getCommandSpec().name(name).usageMessage().description(description);
    return line;
  }

  @Override
  public void run() {
    output.print(api.call(call));
  }
}
