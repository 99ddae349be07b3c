package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "packages",
    description = "Gigabytes transferred out of GitHub Packages in the current billing cycle.")
final class PackagesCommand implements Runnable {
  @Mixin private ApiOptions api;
  @Mixin private OutputOptions output;

  PackagesCommand(Console console) {
    this.api = new ApiOptions(console);
    this.output = new OutputOptions(console);
  }

  @Override
  public void run() {
    try (GitHubBilling billing = api.connect()) {
      output.print(billing.packages().get());
    }
  }
}
