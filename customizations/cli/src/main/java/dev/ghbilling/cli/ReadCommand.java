package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import java.util.function.Function;

/** A question without arguments, whose answer is printed as it comes. */
final class ReadCommand extends ApiAction {
  private final Function<GitHubBilling, Object> question;

  ReadCommand(Console console, Function<GitHubBilling, Object> question) {
    super(console);
    this.question = question;
  }

  @Override
  public void run() {
    try (GitHubBilling billing = api.connect()) {
      output.print(question.apply(billing));
    }
  }
}
