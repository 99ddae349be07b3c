package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A question without arguments, whose answer is printed as it comes. */
abstract sealed class ReadCommand implements Runnable {
  @Mixin private ApiOptions api;
  @Mixin private OutputOptions output;

  private ReadCommand(Console console) {
    this.api = new ApiOptions(console);
    this.output = new OutputOptions(console);
  }

  abstract Object ask(GitHubBilling billing);

  @Override
  public void run() {
    try (GitHubBilling billing = api.connect()) {
      output.print(ask(billing));
    }
  }

  @Command(
      name = "actions",
      description = "Minutes of GitHub Actions in the current billing cycle.")
  static final class Actions extends ReadCommand {
    Actions(Console console) {
      super(console);
    }

    @Override
    Object ask(GitHubBilling billing) {
      return billing.actions().get();
    }
  }

  @Command(
      name = "packages",
      description = "Gigabytes transferred out of GitHub Packages in the current billing cycle.")
  static final class Packages extends ReadCommand {
    Packages(Console console) {
      super(console);
    }

    @Override
    Object ask(GitHubBilling billing) {
      return billing.packages().get();
    }
  }

  @Command(
      name = "storage",
      description =
          "Gigabytes of storage shared by Actions and Packages, estimated for this month.")
  static final class Storage extends ReadCommand {
    Storage(Console console) {
      super(console);
    }

    @Override
    Object ask(GitHubBilling billing) {
      return billing.sharedStorage().get();
    }
  }

  @Command(
      name = "committers",
      description = "Committers who take a seat of GitHub Advanced Security, by repository.")
  static final class Committers extends ReadCommand {
    Committers(Console console) {
      super(console);
    }

    @Override
    Object ask(GitHubBilling billing) {
      return billing.advancedSecurity().get();
    }
  }
}
