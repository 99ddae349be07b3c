package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Selection;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.internal.verdict.ExceptionText;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which checks run, and what they send. */
final class CheckOptions {
  /** The outcomes that no second run could change. */
  private static final Set<String> SETTLED = Set.of("passed", "not-applicable");

  @Option(
      names = "--allow-writes",
      description =
          "Also runs the checks that write, with the documented requests. To a server on another"
              + " machine they send only what --value and --body give, and requests for exports. At"
              + " the end, the run deletes what it created and moves members back; exports stay.")
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
      names = "--replay",
      paramLabel = "FILE",
      description =
          "Reads the report.json of an earlier run, given by itself or by its directory, and leaves"
              + " out the checks that passed or were not applicable there.")
  private @Nullable Path replay;

  @Option(
      names = "--explore",
      paramLabel = "N",
      description =
          "After all other checks, sends N random requests for each operation, valid and invalid"
              + " ones, and reports the smallest that fails. Valid bodies are only sent to a server"
              + " on this machine, and only where what they create can be deleted.")
  private @Nullable Integer explore;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description =
          "The seed of the random requests of --explore: the same seed sends the same requests."
              + " Default: a new one for each run, which is printed on stderr.")
  private @Nullable Long seed;

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

  /** Returns the checks that are selected. */
  List<Check> selected(Contract contract) throws IOException {
    List<Check> all = checks(contract).all();
    return new Selection(included(all), exclude).of(all);
  }

  /**
   * Applies the options.
   *
   * @throws IllegalArgumentException when a value is of no parameter, or nothing is left to replay
   * @throws IOException when a file can't be read
   */
  void apply(ServerUnderTest.Builder server, Contract contract) throws IOException {
    server.allowWrites(allowWrites);
    if (explore != null) {
      server.explore(explore, seed());
    } else if (seed != null) {
      throw new IllegalArgumentException(
          "--seed needs --explore, whose random requests it repeats");
    }
    included(checks(contract).all()).forEach(server::include);
    exclude.forEach(server::exclude);
    for (Map.Entry<String, String> value : values.entrySet()) {
      requireParameter(contract, value.getKey());
      server.value(value.getKey(), value.getValue());
    }
    for (Map.Entry<String, Path> body : bodies.entrySet()) {
      server.body(body.getKey(), read(body.getValue()));
    }
  }

  /**
   * Requires that no option is given, for a run that sends nothing.
   *
   * @throws IllegalArgumentException otherwise
   */
  void requireNone() {
    if (allowWrites
        || replay != null
        || explore != null
        || seed != null
        || !(include.isEmpty() && exclude.isEmpty() && values.isEmpty() && bodies.isEmpty())) {
      throw new IllegalArgumentException(
          "--proxy judges what your client sends: leave out options that select or send checks");
    }
  }

  /** Returns the options that send the same random requests again; empty if none are sent. */
  Optional<String> exploration() {
    return Optional.ofNullable(explore)
        .map(number -> "--explore %d --seed %d".formatted(number, seed()));
  }

  private long seed() {
    if (seed == null) {
      seed = (long) new SecureRandom().nextInt(1_000_000);
    }
    return seed;
  }

  private Checks checks(Contract contract) {
    Checks checks = Checks.of(contract);
    return explore == null ? checks : checks.exploring(explore, seed());
  }

  private List<String> included(List<Check> all) throws IOException {
    if (replay == null) {
      return include;
    }
    List<String> ids = new ArrayList<>();
    Set<String> existing =
        new Selection(include, List.of())
            .of(all).stream().map(Check::id).collect(Collectors.toSet());
    Path report = Files.isDirectory(replay) ? replay.resolve("report.json") : replay;
    for (JsonNode check : ContractJson.MAPPER.readTree(read(report)).path("checks")) {
      String id = check.path("id").asText();
      if (!SETTLED.contains(check.path("outcome").asText()) && existing.contains(id)) {
        ids.add(id);
      }
    }
    if (ids.isEmpty()) {
      throw new IllegalArgumentException(
          "--replay: no check of %s failed or is open".formatted(replay));
    }
    return ids;
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
}
