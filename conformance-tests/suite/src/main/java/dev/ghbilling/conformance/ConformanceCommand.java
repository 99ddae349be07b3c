package dev.ghbilling.conformance;

import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.http.Sleep;
import dev.ghbilling.conformance.internal.http.UnreachableException;
import dev.ghbilling.conformance.internal.report.Reports;
import dev.ghbilling.conformance.internal.report.SuiteVersion;
import dev.ghbilling.conformance.internal.run.ConformanceRun;
import dev.ghbilling.conformance.internal.run.JUnitRun;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.verdict.ExceptionText;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.text.StandardStreams;
import dev.ghbilling.spec.text.UsageError;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code conformance} command. */
@Command(
    name = "conformance",
    synopsisHeading = "Usage: ghbilling ",
    mixinStandardHelpOptions = true,
    versionProvider = ConformanceCommand.Version.class,
    sortOptions = false,
    description =
        "Tests a server against the contract. Only reads, unless --allow-writes is given.",
    footer = {
      "",
      "Environment:",
      "  GH_TOKEN, GITHUB_TOKEN the token to use; the first one that is set counts",
      "  GITHUB_OUTSIDER_TOKEN  a token without any right there, which the server must reject",
      "  GITHUB_API_URL         the default of --base-url",
      "  GITHUB_ENTERPRISE, GITHUB_ORGANIZATION, GITHUB_USER",
      "                         the defaults of --enterprise, --org and --user",
      "  HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY",
      "                         HTTP proxies, and the hosts that are reached without",
      "",
      "Exit status:",
      "  0  every applicable check passed, warned or is known to fail",
      "  1  a check failed",
      "  2  no check failed, but one could not run, none was applicable, the run exercised less",
      "     than --min-coverage, or the command was used incorrectly"
    },
    exitCodeOnExecutionException = Results.COULD_NOT_RUN,
    exitCodeOnInvalidInput = Results.COULD_NOT_RUN)
final class ConformanceCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  private final StandardStreams streams;
  private final ResultsPrinter printer;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final ServerOptions serverOptions = new ServerOptions();
  @Mixin private final CheckOptions checkOptions = new CheckOptions();
  @Mixin private final VerdictOptions verdictOptions = new VerdictOptions();
  @Mixin private final ReportOptions reportOptions = new ReportOptions();

  @Option(
      names = "--proxy",
      paramLabel = "PORT",
      description =
          "Sends no requests of its own. Starts a proxy on this port, which passes the requests of"
              + " your client on to the server, and judges requests and responses by the contract"
              + " until you press Ctrl-C. Port 0 takes any free port; the first line on stdout is"
              + " the proxy's URL.")
  private @Nullable Integer proxyPort;

  @Option(names = "--list", description = "Lists the checks with their clauses, and runs none.")
  private boolean list;

  ConformanceCommand(Map<String, String> environment, StandardStreams streams) {
    this.environment = Map.copyOf(environment);
    this.streams = streams;
    this.printer = new ResultsPrinter(streams);
  }

  /** Creates the command line, which reports wrong usage in one line. */
  static CommandLine commandLine(Map<String, String> environment, StandardStreams streams) {
    return new CommandLine(new ConformanceCommand(environment, streams))
        .setOut(streams.out())
        .setErr(streams.err())
        .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
        .setParameterExceptionHandler(
            (e, arguments) -> {
              String message = UsageError.of(ExceptionText.of(e)) + suggestion(e);
              streams.note("conformance: %s (see ghbilling conformance --help)".formatted(message));
              return Results.COULD_NOT_RUN;
            });
  }

  private static String suggestion(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
        ? unmatched.getSuggestions().stream()
            .findFirst()
            .map(": did you mean %s?"::formatted)
            .orElse("")
        : "";
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      return run();
    } catch (UnreachableException | IOException | IllegalArgumentException e) {
      streams.note("conformance: " + ExceptionText.of(e));
      return Results.COULD_NOT_RUN;
    }
  }

  private int run() throws UnreachableException, IOException, InterruptedException {
    Contract contract = Contract.bundled();
    if (list) {
      return list(contract);
    }
    ServerUnderTest server = server(contract);
    Reports reports = new Reports(server.report());
    if (proxyPort != null) {
      ClientTraffic traffic = new ClientTraffic(contract, server.settings(), streams);
      return traffic.untilStopped(proxyPort, results -> finish(results, reports));
    }
    checkOptions.exploration().ifPresent(options -> streams.note("conformance: " + options));
    int[] total = {0};
    ConformanceRun run =
        new ConformanceRun(
            server.checks(contract),
            server.settings(),
            Clock.systemUTC(),
            Sleep.THREAD,
            printer.progress(total));
    total[0] = run.checks().size();
    run.probe();
    Thread runner = Thread.currentThread();
    Thread restoration = new Thread(() -> cancel(run, runner), "restoration");
    Runtime.getRuntime().addShutdownHook(restoration);
    Results results = JUnitRun.of(run);
    Runtime.getRuntime().removeShutdownHook(restoration);
    return finish(results, reports);
  }

  private int finish(Results results, Reports reports) throws IOException {
    printer.print(results);
    try {
      reports.write(results);
      Optional<String> providerVersion = reportOptions.providerVersion();
      if (providerVersion.isPresent()) {
        reports.writeProviderContract(results, SuiteVersion.current(), providerVersion.get());
      }
      verdictOptions.writeBaseline(results);
    } catch (IOException e) {
      streams.note("conformance: can't write the report or the baseline: " + ExceptionText.of(e));
      return results.exitCode() == 1 ? 1 : Results.COULD_NOT_RUN;
    }
    streams.line(results.verdict() + reports.page().map(page -> ". Report: " + page).orElse("."));
    return results.exitCode();
  }

  /** Cancels the run when the process is stopped, so that cost centers are restored. */
  private void cancel(ConformanceRun run, Thread runner) {
    try {
      run.cancel(runner);
      streams.note("conformance: interrupted; no report was written");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int list(Contract contract) throws IOException {
    List<Check> selected = checkOptions.selected(contract);
    streams.lines(
        selected.stream()
            .map(
                check ->
                    "%s%s  %s"
                        .formatted(check.id(), check.writes() ? " (writes)" : "", check.clause()))
            .toList());
    if (selected.isEmpty()) {
      throw new IllegalArgumentException("--include and --exclude select no check");
    }
    return 0;
  }

  private ServerUnderTest server(Contract contract) throws IOException {
    try {
      boolean ofClient = proxyPort != null;
      ServerUnderTest.Builder server =
          ofClient ? serverOptions.serverOfClient(environment) : serverOptions.server(environment);
      if (ofClient) {
        checkOptions.requireNone();
      } else {
        checkOptions.apply(server, contract);
      }
      verdictOptions.apply(server);
      reportOptions.apply(server);
      return server.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), e.getMessage(), e);
    }
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("the command must be run by picocli");
    }
    return spec;
  }

  /** Reads the version from the manifest of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ghbilling-conformance " + SuiteVersion.current()};
    }
  }
}
