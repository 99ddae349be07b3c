package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "actions", description = "Minutes of GitHub Actions in the current billing cycle.")
final class ActionsCommand implements Runnable {
  @Mixin private ApiOptions api;
  @Mixin private OutputOptions output;

  ActionsCommand(Console console) {
    this.api = new ApiOptions(console);
    this.output = new OutputOptions(console);
  }

  @Override
  public void run() {
    try (GitHubBilling billing = api.connect()) {
      output.print(billing.actions().get());
    }
  }
}
