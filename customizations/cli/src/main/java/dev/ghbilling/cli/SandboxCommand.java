package dev.ghbilling.cli;

import dev.ghbilling.sandbox.Sandbox;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the contract. */
@Command(
    name = "sandbox",
    description = {
      "Serve the contract on this machine, until it is interrupted. The first line of stdout is the base URL, printed when it accepts connections.",
      "",
      "It answers the documented examples. Cost centers and exports change as they are told to. Usage is the documented row, whatever the year when nothing is asked for, otherwise only where its date is asked for."
    })
final class SandboxCommand implements Runnable {
  private final Console console;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port; a free one when not given or 0.")
  private int port;

  @Option(
      names = "--enterprise",
      paramLabel = "E",
      description = "The enterprise that it knows; octo-enterprise when not given.")
  private String enterprise = "octo-enterprise";

  @Option(
      names = "--token",
      paramLabel = "T",
      description = "The only token that it accepts; any when not given. Not for a real one.")
  private @Nullable String token;

  @Option(
      names = "--usage-items",
      paramLabel = "N",
      description = "Make so many usage rows over the days of 2025 instead of the documented one.")
  private long usageItems;

  @Option(
      names = "--as-observed",
      description =
          "Behave as the API has been seen to beyond its documents: other numbers and dates, more properties, limits.")
  private boolean asObserved;

  SandboxCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
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
            .asObserved(asObserved);
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
