package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A question without arguments, whose answer is printed as it comes. */
@Command
final class ReadCommand extends ApiCommand {
  private final Function<GitHubBilling, Object> question;

  private ReadCommand(Console console, Function<GitHubBilling, Object> question) {
    super(console);
    this.question = question;
  }

  static CommandLine commandLine(
      String name, String description, Console console, Function<GitHubBilling, Object> question) {
    CommandLine line = new CommandLine(new ReadCommand(console, question));
    line.getCommandSpec().name(name).usageMessage().description(description);
    return line;
  }

  @Override
  public void run() {
    try (GitHubBilling billing = api.connect()) {
      output.print(question.apply(billing));
    }
  }
}
