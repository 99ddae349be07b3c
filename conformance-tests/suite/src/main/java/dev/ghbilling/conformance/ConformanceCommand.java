package dev.ghbilling.conformance;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Parameter;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
      "The token is taken from GITHUB_TOKEN; that of somebody without any right in the enterprise,"
          + " who has to be refused, from GITHUB_OUTSIDER_TOKEN.",
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
              + " listed where they need one (see --value and --body). Who is in which cost center"
              + " is put back at the end; exports that are requested stay.")
  private boolean allowWrites;

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      description = "Only checks whose id matches this or another; * is any text.")
  private List<String> include = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description = "No check whose id matches; * is any text.")
  private List<String> exclude = List.of();

  @Option(
      names = "--known-failing",
      paramLabel = "FILE",
      description = "Checks that may fail, one id a line. One that passes is a failure.")
  private @Nullable Path knownFailing;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Where to write report.html, report.json and junit.xml.")
  private @Nullable Path report;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long an answer may take, its body included. Default: 30.")
  private BigDecimal timeout = BigDecimal.ZERO;

  @Option(
      names = "--value",
      paramLabel = "NAME=VALUE",
      description =
          "The value of a path parameter, as cost_center_id. Default: the first that the server"
              + " lists; where none is listed, at this machine, the contract's example.")
  private Map<String, String> values = Map.of();

  @Option(
      names = "--body",
      paramLabel = "OPERATION=FILE",
      description = "The JSON to send to an operation. Default: the documented example.")
  private Map<String, Path> bodies = Map.of();

  @Option(names = "--list", description = "Lists the checks with their clauses, and does none.")
  private boolean list;

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
    if (list) {
      return list(contract);
    }
    ServerUnderTest target = target(contract);
    int[] total = {0};
    Run run =
        new Run(contract, target, Clock.systemUTC(), ConformanceCommand::pause, progress(total));
    total[0] = run.checks().size();
    Reports reports = new Reports(target.report());
    run.reach();
    Thread runner = Thread.currentThread();
    Thread restoration = new Thread(() -> end(run, runner), "restoration");
    Runtime.getRuntime().addShutdownHook(restoration);
    Results results = JUnitRun.of(run);
    Runtime.getRuntime().removeShutdownHook(restoration);
    print(results);
    try {
      reports.write(results);
    } catch (IOException e) {
      err().println("conformance: the report can't be written: " + Reason.of(e));
      return results.exitCode() == 1 ? 1 : COULD_NOT_RUN;
    }
    return results.exitCode();
  }

  /** When somebody ends the run early. */
  private static void end(Run run, Thread runner) {
    try {
      run.end(runner);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(Duration duration) throws InterruptedException {
    Thread.sleep(duration.toMillis());
  }

  private int list(Contract contract) {
    Selection selection = new Selection(include, exclude);
    List<Check> wanted = Checks.of(contract).stream().filter(selection::wants).toList();
    PrintWriter out = spec().commandLine().getOut();
    wanted.forEach(
        check ->
            out.printf(
                "%s%s  %s%n", check.id(), check.writes() ? " (writes)" : "", check.clause()));
    out.flush();
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("no check has an id like that");
    }
    return 0;
  }

  private ServerUnderTest target(Contract contract) throws IOException {
    try {
      ServerUnderTest.Builder target =
          ServerUnderTest.at(
                  baseUrl(),
                  given("enterprise", enterprise, "GITHUB_ENTERPRISE"),
                  given("token", null, "GITHUB_TOKEN"))
              .allowWrites(allowWrites)
              .timeout(Duration.ofMillis(timeout.movePointRight(3).longValue()));
      String outsider = environment.get("GITHUB_OUTSIDER_TOKEN");
      if (outsider != null && !outsider.isBlank()) {
        target.outsiderToken(outsider.strip());
      }
      include.forEach(target::include);
      exclude.forEach(target::exclude);
      if (knownFailing != null) {
        target.knownFailing(knownFailing);
      }
      if (report != null) {
        target.report(report);
      }
      for (Map.Entry<String, String> value : values.entrySet()) {
        requireParameter(contract, value.getKey());
        target.value(value.getKey(), value.getValue());
      }
      for (Map.Entry<String, Path> body : bodies.entrySet()) {
        target.body(body.getKey(), read(body.getValue()));
      }
      return target.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), e.getMessage(), e);
    }
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IOException(file + " can't be read: " + Reason.of(e), e);
    }
  }

  private static void requireParameter(Contract contract, String name) {
    boolean known =
        contract.operations().stream()
            .flatMap(operation -> operation.parameters(Parameter.Location.PATH).stream())
            .anyMatch(parameter -> parameter.name().equals(name));
    if (!known || name.equals(Session.ENTERPRISE)) {
      throw new IllegalArgumentException("--value: there is no path parameter " + name + " to set");
    }
  }

  private Consumer<Result> progress(int[] total) {
    int[] done = {0};
    return result -> {
      done[0]++;
      err()
          .printf(
              "[%d/%d] %s %s%n",
              done[0], Math.max(done[0], total[0]), result.outcome(), result.id());
      err().flush();
    };
  }

  private void print(Results results) {
    PrintWriter out = spec().commandLine().getOut();
    results.notes().forEach(note -> err().println("conformance: " + note));
    err().flush();
    for (Result result : results.all()) {
      if (result.outcome() == Outcome.FAILED || result.outcome() == Outcome.COULD_NOT_RUN) {
        out.printf(
            "%s %s: %s (%s)%n",
            result.outcome(),
            result.id(),
            result.message().replaceAll("\\p{Cntrl}+", " "),
            result.check().clause());
      }
    }
    out.println(results.summary());
    out.flush();
  }

  private URI baseUrl() {
    return BaseUrl.of(given("base URL", baseUrl, "GITHUB_API_URL"), allowInsecure);
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
