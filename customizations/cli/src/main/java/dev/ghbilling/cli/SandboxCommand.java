package dev.ghbilling.cli;

import dev.ghbilling.sandbox.Sandbox;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Serves the contract. */
final class SandboxCommand implements Action {
  private final Console console;
  private final OptionSpec port =
      Arguments.option("--port", "N", int.class, "The port; a free one when not given or 0.")
          .defaultValue("0")
          .build();
  private final OptionSpec enterprise =
      Arguments.option(
              "--enterprise",
              "E",
              String.class,
              "The enterprise that it knows; octo-enterprise when not given.")
          .defaultValue("octo-enterprise")
          .build();
  private final OptionSpec token =
      Arguments.option(
              "--token",
              "T",
              String.class,
              "The only token that it accepts; any when not given. Not for a real one.")
          .build();
  private final OptionSpec usageItems =
      Arguments.option(
              "--usage-items",
              "N",
              long.class,
              "Make so many usage rows over the days of 2025 instead of the documented one.")
          .defaultValue("0")
          .build();
  private final OptionSpec asObserved =
      Arguments.flag(
          "--as-observed",
          "Behave as the API has been seen to beyond its documents: other numbers and dates, more properties, limits.");

  SandboxCommand(Console console) {
    this.console = console;
  }

  @Override
  public void addTo(CommandSpec command) {
    command
        .addOption(port)
        .addOption(enterprise)
        .addOption(token)
        .addOption(usageItems)
        .addOption(asObserved);
  }

  @Override
  public void run() {
    int port = this.port.<Integer>getValue();
    String enterprise = this.enterprise.getValue();
    @Nullable String token = this.token.getValue();
    long usageItems = this.usageItems.<Long>getValue();
    if (port < 0 || port > 65_535) {
      throw new WrongUsageException("--port must be 0 to 65535, not " + port);
    }
    if (usageItems < 0) {
      throw new WrongUsageException("--usage-items must not be negative");
    }
    if (enterprise.isBlank()) {
      throw new WrongUsageException("--enterprise must not be blank");
    }
    if (token != null && token.isBlank()) {
      throw new WrongUsageException("--token must not be blank");
    }
    var builder =
        Sandbox.builder()
            .port(port)
            .enterprise(enterprise)
            .usageItems(usageItems)
            .asObserved(Arguments.isGiven(asObserved));
    if (token != null) {
      builder.token(token);
    }
    Sandbox sandbox = builder.start();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  sandbox.close();
                  stopped.countDown();
                }));
    console.out().println(sandbox.baseUrl());
    console.out().flush();
    console.note(
        "enterprise %s; %s; stop with Ctrl-C"
            .formatted(enterprise, token == null ? "any bearer token" : "only the given token"));
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      sandbox.close();
    }
  }
}
