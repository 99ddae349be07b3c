package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "committers",
    description = "Committers who take a seat of GitHub Advanced Security, by repository.")
final class CommittersCommand implements Runnable {
  @Mixin private ApiOptions api;
  @Mixin private OutputOptions output;

  CommittersCommand(Console console) {
    this.api = new ApiOptions(console);
    this.output = new OutputOptions(console);
  }

  @Override
  public void run() {
    try (GitHubBilling billing = api.connect()) {
      output.print(billing.advancedSecurity().get());
    }
  }
}
