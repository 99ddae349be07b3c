package dev.ghbilling.conformance;

import dev.ghbilling.spec.Contract;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The suite as a command. */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    versionProvider = ConformanceCommand.Version.class,
    sortOptions = false,
    description = "Holds a server against the contract. Reads only, unless it is allowed to write.",
    footer = {
      "",
      "The token is taken from GITHUB_TOKEN.",
      "",
      "Exit codes: 0 every applicable check passed; 1 one failed; 2 the suite, or a check, could not"
          + " run."
    },
    exitCodeOnExecutionException = ConformanceCommand.COULD_NOT_RUN,
    exitCodeOnInvalidInput = ConformanceCommand.COULD_NOT_RUN)
final class ConformanceCommand implements Callable<Integer> {
  static final int COULD_NOT_RUN = 2;

  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Where the API is. Default: GITHUB_API_URL.")
  private @Nullable String baseUrl;

  @Option(
      names = "--enterprise",
      paramLabel = "E",
      description = "The enterprise's slug. Default: GITHUB_ENTERPRISE.")
  private @Nullable String enterprise;

  @Option(
      names = "--allow-writes",
      description =
          "Sends the documented requests of the operations that write, to the first cost center"
              + " listed where they need one. Nothing is put back: the documented user is added to"
              + " that cost center and removed from it, wherever it was before, and the export"
              + " that is requested stays.")
  private boolean allowWrites;

  @Option(
      names = "--known-failing",
      paramLabel = "FILE",
      description = "Checks that may fail, one id a line. One that passes is a failure.")
  private @Nullable Path knownFailing;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Where to write report.json and junit.xml.")
  private @Nullable Path report;

  @Option(
      names = "--allow-insecure",
      description = "Speaks plain http to another machine, which shows the token to the network.")
  private boolean allowInsecure;

  ConformanceCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The command, which says in one line how it was used wrong. */
  static CommandLine program(Map<String, String> environment) {
    return new CommandLine(new ConformanceCommand(environment))
        .setParameterExceptionHandler(
            (e, arguments) -> {
              String message = Reason.of(e).replaceAll("\\s*\\R\\s*", " ");
              e.getCommandLine()
                  .getErr()
                  .println("conformance: %s (see conformance --help)".formatted(message));
              return COULD_NOT_RUN;
            });
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      return run();
    } catch (UnreachableException | IOException | IllegalArgumentException e) {
      err().println("conformance: " + Reason.of(e));
      return COULD_NOT_RUN;
    }
  }

  private int run() throws UnreachableException, IOException, InterruptedException {
    Contract contract = Contract.bundled();
    List<Check> checks = Checks.of(contract);
    Server server = new Server(target(), token());
    Session session =
        new Session(contract, server, given("enterprise", enterprise, "GITHUB_ENTERPRISE"));
    KnownFailing known =
        knownFailing == null ? new KnownFailing(Set.of()) : KnownFailing.read(knownFailing, checks);
    if (report != null) {
      requireFolder(report);
    }
    server.reach();
    Results results = new Run(checks, allowWrites, known).against(session, progress(checks.size()));
    if (report != null) {
      JsonReport.write(results, report.resolve("report.json"));
      JUnitReport.write(results, report.resolve("junit.xml"));
    }
    print(results);
    return results.exitCode();
  }

  private static void requireFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".conformance-", ""));
    } catch (IOException e) {
      throw new IOException("the report can't be written: " + Reason.of(e), e);
    }
  }

  private Consumer<Result> progress(int total) {
    int[] done = {0};
    return result -> {
      done[0]++;
      err().printf("[%d/%d] %s %s%n", done[0], total, result.outcome(), result.id());
      err().flush();
    };
  }

  private void print(Results results) {
    PrintWriter out = spec().commandLine().getOut();
    for (Result result : results.all()) {
      if (result.outcome() == Outcome.FAILED || result.outcome() == Outcome.COULD_NOT_RUN) {
        out.printf(
            "%s %s: %s (%s)%n",
            result.outcome(),
            result.id(),
            result.message().replaceAll("\\p{Cntrl}+", " "),
            result.clause());
      }
    }
    out.println(results.summary());
    out.flush();
  }

  private String token() {
    String token = given("token", null, "GITHUB_TOKEN");
    if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new ParameterException(
          spec().commandLine(), "GITHUB_TOKEN has characters that no token has");
    }
    return token;
  }

  private URI target() {
    try {
      return Target.of(given("base URL", baseUrl, "GITHUB_API_URL"), allowInsecure);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), e.getMessage(), e);
    }
  }

  private String given(String what, @Nullable String option, String variable) {
    String value = option == null ? environment.get(variable) : option;
    if (value == null || value.isBlank()) {
      throw new ParameterException(
          spec().commandLine(), "no " + what + " given, nor is " + variable + " set");
    }
    return value.strip();
  }

  private PrintWriter err() {
    return spec().commandLine().getErr();
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("runs by picocli only");
    }
    return spec;
  }

  /** The version that the jar says it has. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = ConformanceCommand.class.getPackage().getImplementationVersion();
      return new String[] {"ghbilling-conformance " + (version == null ? "development" : version)};
    }
  }
}
