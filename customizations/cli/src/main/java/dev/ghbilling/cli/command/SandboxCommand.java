package dev.ghbilling.cli.command;

import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.sandbox.Sandbox;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the API on this machine until it is interrupted. */
@Command(
    name = "sandbox",
    description = {
      "Serve the API on this machine until interrupted. The first line of stdout is the base URL, printed when connections are accepted.",
      "",
      "Responses are the documented examples. Budgets, cost centers and exports change as requested. Usage is the documented row, of August 2023, unless --history generates more.",
      "Besides the enterprise, it serves the organization octo-org and the user monalisa."
    })
public final class SandboxCommand implements Runnable {
  private final Console console;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port. Default: 0, which selects a free port.")
  private int port;

  @Option(
      names = "--enterprise",
      paramLabel = "E",
      description = "The slug of the enterprise. Default: octo-enterprise.")
  private String enterprise = "octo-enterprise";

  @Option(
      names = "--token",
      paramLabel = "T",
      description = "The only token to accept. Don't use a real one. Default: any token.")
  private @Nullable String token;

  @Option(
      names = "--usage-items",
      paramLabel = "N",
      description =
          "The number of usage rows to generate over the days of 2025, instead of the documented row.")
  private long usageItems;

  @Option(
      names = "--history",
      paramLabel = "MONTHS",
      description =
          "Generate usage for this many whole months before the current one and for the current one up to yesterday, and three more cost centers, instead of the documented row. At most 60.")
  private int history;

  @Option(
      names = "--as-observed",
      description =
          "Reproduce undocumented behavior of GitHub's servers, for example other formats of numbers and dates, additional properties and limits.")
  private boolean asObserved;

  /** Creates the command. */
  public SandboxCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (port < 0 || port > 65_535) {
      throw new WrongUsageException("--port must be 0 to 65535, was " + port);
    }
    if (usageItems < 0) {
      throw new WrongUsageException("--usage-items must be at least 0, was " + usageItems);
    }
    if (history < 0 || history > 60) {
      throw new WrongUsageException("--history must be 0 to 60, was " + history);
    }
    if (history > 0 && usageItems > 0) {
      throw new WrongUsageException("--history and --usage-items exclude each other");
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
            .history(history)
            .asObserved(asObserved);
    if (history > 0) {
      // With the two that are documented, each has a tenth of the rows.
      builder
          .costCenter("5b0e1f1c-0d3a-4c5e-9a55-1f0c6c1f7a01", "Engineering", "hubot")
          .costCenter("5b0e1f1c-0d3a-4c5e-9a55-1f0c6c1f7a02", "Design", "octokitten")
          .costCenter("5b0e1f1c-0d3a-4c5e-9a55-1f0c6c1f7a03", "Research", "mona-the-octocat");
    }
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
    console.line(sandbox.baseUrl().toString());
    console.note(
        "Serving enterprise %s. It accepts %s. Press Ctrl-C to stop."
            .formatted(enterprise, token == null ? "any bearer token" : "the token of --token"));
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      sandbox.close();
    }
  }
}
