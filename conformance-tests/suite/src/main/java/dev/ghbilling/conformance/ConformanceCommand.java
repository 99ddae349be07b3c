package dev.ghbilling.conformance;

import dev.ghbilling.conformance.internal.check.Baseline;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Selection;
import dev.ghbilling.conformance.internal.http.BaseUrlParser;
import dev.ghbilling.conformance.internal.http.Sleep;
import dev.ghbilling.conformance.internal.http.UnreachableException;
import dev.ghbilling.conformance.internal.report.CurlCommand;
import dev.ghbilling.conformance.internal.report.Reports;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.internal.run.ConformanceRun;
import dev.ghbilling.conformance.internal.run.JUnitRun;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.verdict.ExceptionText;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.text.StandardStreams;
import dev.ghbilling.spec.text.UsageError;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
  /** The outcomes of checks that stdout names. */
  private static final Set<Outcome> PRINTED =
      Set.of(Outcome.FAILED, Outcome.WARNED, Outcome.COULD_NOT_RUN);

  private final Map<String, String> environment;
  private final StandardStreams streams;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "The API's base URL, such as https://api.github.com.")
  private @Nullable String baseUrl;

  @Option(names = "--enterprise", paramLabel = "SLUG", description = "The enterprise's slug.")
  private @Nullable String enterprise;

  @Option(
      names = "--org",
      paramLabel = "ORG",
      description =
          "The organization. Without one, a server on this machine gets the contract's example;"
              + " elsewhere the organization's operations don't apply.")
  private @Nullable String organization;

  @Option(
      names = "--user",
      paramLabel = "LOGIN",
      description = "The user's login. Without one, the same holds as for --org.")
  private @Nullable String user;

  @Option(
      names = "--allow-writes",
      description =
          "Also runs the checks that write. They send the documented requests; a server on another"
              + " machine gets nothing that --value and --body didn't choose, except requests for"
              + " exports. At the end, what was created is deleted, and members are moved back;"
              + " exports stay.")
  private boolean allowWrites;

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      description = "Runs only checks whose id matches; * matches any text. Repeatable.")
  private List<String> include = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description = "Skips checks whose id matches; * matches any text. Repeatable.")
  private List<String> exclude = List.of();

  @Option(
      names = "--strict",
      description =
          "Lets a check fail that otherwise would warn, because HTTP or a guideline asks for what it"
              + " tests, and not the contract.")
  private boolean strict;

  @Option(
      names = {"--baseline", "--known-failing"},
      paramLabel = "FILE",
      description =
          "A file with the ids of checks that are known to fail, one a line. A listed check that"
              + " passes counts as a failure, which names it.")
  private @Nullable Path baseline;

  @Option(
      names = "--write-baseline",
      description =
          "Writes the checks that failed into the file of --baseline, and removes from it those"
              + " that passed. The exit status is that of the run.")
  private boolean writeBaseline;

  @Option(
      names = "--min-coverage",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description =
          "How much of the contract's operations, statuses, parameters, bounds, headers, properties"
              + " and examples the run has to exercise; if it exercises less, the exit status is 2.")
  private int minCoverage;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "The directory for report.html, report.json, junit.xml, ctrf.json and failures.har.")
  private @Nullable Path report;

  @Option(
      names = "--provider-version",
      paramLabel = "VERSION",
      description =
          "The version of the tested server, such as its commit. With it, --report also writes"
              + " provider-contract.json, which publishes contract and results to PactFlow.")
  private @Nullable String providerVersion;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long a response may take, including its body. Default: 30.")
  private BigDecimal timeout = BigDecimal.ZERO;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "How long the server may take to complete an export, or what else it prepares after its"
              + " response. Default: 300.")
  private BigDecimal longestWait = BigDecimal.ZERO;

  @Option(
      names = "--bad-credentials",
      description =
          "Also sends invalid tokens to a server on another machine. GitHub rejects every token for"
              + " a while after several invalid ones.")
  private boolean badCredentials;

  @Option(
      names = "--value",
      paramLabel = "NAME=VALUE",
      description =
          "The value of a path parameter, such as cost_center_id=ID. Default: the first that the"
              + " server lists; on this machine also the contract's example.")
  private Map<String, String> values = Map.of();

  @Option(
      names = "--body",
      paramLabel = "OPERATION=FILE",
      description =
          "A file with the JSON to send to an operation. Default: the documented example.")
  private Map<String, Path> bodies = Map.of();

  @Option(names = "--list", description = "Lists the checks with their clauses, and runs none.")
  private boolean list;

  @Option(
      names = "--allow-insecure",
      description = "Allows plain http to another machine, which sends the token unencrypted.")
  private boolean allowInsecure;

  ConformanceCommand(Map<String, String> environment, StandardStreams streams) {
    this.environment = Map.copyOf(environment);
    this.streams = streams;
  }

  /** Creates the command line, which reports wrong usage in one line. */
  static CommandLine commandLine(Map<String, String> environment, StandardStreams streams) {
    return new CommandLine(new ConformanceCommand(environment, streams))
        .setOut(streams.out())
        .setErr(streams.err())
        .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
        .setParameterExceptionHandler(
            (e, arguments) -> {
              String message = UsageError.of(ExceptionText.of(e));
              streams.note("conformance: %s (see ghbilling conformance --help)".formatted(message));
              return Results.COULD_NOT_RUN;
            });
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
    int[] total = {0};
    ConformanceRun run =
        new ConformanceRun(
            Checks.of(contract),
            server.settings(),
            Clock.systemUTC(),
            Sleep.THREAD,
            progress(total));
    total[0] = run.checks().size();
    Reports reports = new Reports(server.report());
    run.probe();
    Thread runner = Thread.currentThread();
    Thread restoration = new Thread(() -> cancel(run, runner), "restoration");
    Runtime.getRuntime().addShutdownHook(restoration);
    Results results = JUnitRun.of(run);
    Runtime.getRuntime().removeShutdownHook(restoration);
    print(results);
    writeBaseline(results);
    try {
      reports.write(results);
      if (providerVersion != null) {
        reports.writeProviderContract(results, Version.ofSuite(), providerVersion);
      }
    } catch (IOException e) {
      streams.note("conformance: can't write the report: " + ExceptionText.of(e));
      return results.exitCode() == 1 ? 1 : Results.COULD_NOT_RUN;
    }
    streams.line(results.verdict() + reports.page().map(page -> ". Report: " + page).orElse("."));
    return results.exitCode();
  }

  /** Cancels the run when the process is stopped, so that cost centers are restored. */
  private static void cancel(ConformanceRun run, Thread runner) {
    try {
      run.cancel(runner);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeBaseline(Results results) throws IOException {
    if (baseline != null && writeBaseline) {
      Baseline.write(
          baseline,
          results.ids(Set.of(Outcome.PASSED)),
          results.ids(Set.of(Outcome.FAILED, Outcome.KNOWN_FAILING)));
    }
  }

  private int list(Contract contract) {
    Selection selection = new Selection(include, exclude);
    List<Check> selected = selection.of(Checks.of(contract).all());
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
      ServerUnderTest.Builder server =
          ServerUnderTest.at(baseUrl(), token())
              .proxies(environment)
              .allowWrites(allowWrites)
              .badCredentials(badCredentials)
              .strict(strict)
              .minCoverage(minCoverage)
              .timeout(seconds(timeout))
              .longestWait(seconds(longestWait));
      setScopes(server);
      String outsider = environment.get("GITHUB_OUTSIDER_TOKEN");
      if (outsider != null && !outsider.isBlank()) {
        server.outsiderToken(outsider.strip());
      }
      include.forEach(server::include);
      exclude.forEach(server::exclude);
      if (baseline != null) {
        server.baseline(baseline).writesBaseline(writeBaseline);
      } else if (writeBaseline) {
        throw new IllegalArgumentException("--write-baseline needs --baseline, which it writes");
      }
      if (report != null) {
        server.report(report);
      } else if (providerVersion != null) {
        throw new IllegalArgumentException("--provider-version needs --report, where it writes");
      }
      for (Map.Entry<String, String> value : values.entrySet()) {
        requireParameter(contract, value.getKey());
        server.value(value.getKey(), value.getValue());
      }
      for (Map.Entry<String, Path> body : bodies.entrySet()) {
        server.body(body.getKey(), read(body.getValue()));
      }
      return server.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), e.getMessage(), e);
    }
  }

  private static Duration seconds(BigDecimal number) {
    return Duration.ofMillis(number.movePointRight(3).longValue());
  }

  /** Sets whose billing is tested: at least one of enterprise, organization and user. */
  private void setScopes(ServerUnderTest.Builder server) {
    Optional<String> slug = given(enterprise, "GITHUB_ENTERPRISE");
    Optional<String> org = given(organization, "GITHUB_ORGANIZATION");
    Optional<String> login = given(user, "GITHUB_USER");
    if (slug.isEmpty() && org.isEmpty() && login.isEmpty()) {
      throw new ParameterException(
          spec().commandLine(), "no enterprise: use --enterprise or set GITHUB_ENTERPRISE");
    }
    slug.ifPresent(server::enterprise);
    org.ifPresent(server::organization);
    login.ifPresent(server::user);
  }

  private Optional<String> given(@Nullable String option, String variable) {
    return Optional.ofNullable(option == null ? environment.get(variable) : option)
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IOException("can't read " + file + ": " + ExceptionText.of(e), e);
    }
  }

  private static void requireParameter(Contract contract, String name) {
    boolean known =
        contract.operations().stream()
            .flatMap(
                operation ->
                    operation.parameters(Parameter.Location.PATH).stream()
                        .map(Parameter::name)
                        .filter(parameter -> !parameter.equals(CheckContext.scope(operation))))
            .anyMatch(name::equals);
    if (!known) {
      throw new IllegalArgumentException("--value: no path parameter " + name + " can be set");
    }
  }

  private Consumer<Result> progress(int[] total) {
    int[] done = {0};
    return result -> {
      done[0]++;
      if (result.outcome() != Outcome.NOT_RUN) {
        streams.note(
            "[%d/%d] %s %s"
                .formatted(done[0], Math.max(done[0], total[0]), result.outcome(), result.id()));
      }
    };
  }

  private void print(Results results) {
    results.notes().forEach(note -> streams.note("conformance: " + note));
    for (Result result : results.all()) {
      if (PRINTED.contains(result.outcome())) {
        streams.line(
            "%s %s: %s (%s)"
                .formatted(
                    result.outcome(), result.id(), result.message(), result.check().clause()));
        CurlCommand.of(result, results.redaction())
            .ifPresent(command -> streams.line("  " + command));
      }
    }
    results.reasons().ifPresent(streams::line);
    streams.line(results.summary());
  }

  private String token() {
    String ghToken = environment.getOrDefault("GH_TOKEN", "");
    String token =
        required(
            ghToken.isBlank() ? null : ghToken,
            "GITHUB_TOKEN",
            "no token: set GH_TOKEN or GITHUB_TOKEN");
    // A byte order mark begins what was read from a file that was saved with one.
    return token.startsWith("\uFEFF") ? token.substring(1) : token;
  }

  private URI baseUrl() {
    return BaseUrlParser.parse(
        required(baseUrl, "GITHUB_API_URL", "no base URL: use --base-url or set GITHUB_API_URL"),
        allowInsecure);
  }

  private String required(@Nullable String option, String variable, String problem) {
    return given(option, variable)
        .orElseThrow(() -> new ParameterException(spec().commandLine(), problem));
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
      return new String[] {"ghbilling-conformance " + ofSuite()};
    }

    static String ofSuite() {
      String version = ConformanceCommand.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }
  }
}
