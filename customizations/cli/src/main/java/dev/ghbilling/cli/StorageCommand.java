package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "storage",
    description = "Gigabytes of storage shared by Actions and Packages, estimated for this month.")
final class StorageCommand implements Runnable {
  @Mixin private ApiOptions api;
  @Mixin private OutputOptions output;

  StorageCommand(Console console) {
    this.api = new ApiOptions(console);
    this.output = new OutputOptions(console);
  }

  @Override
  public void run() {
    try (GitHubBilling billing = api.connect()) {
      output.print(billing.sharedStorage().get());
    }
  }
}
