package dev.ghbilling.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs all checks against conforming servers; {@code target/false-alarms.txt} counts failures. Each
 * server has documented, many or paged data, in turn; with {@code -Dservers.all} it is run with
 * each of them.
 */
final class ConformingServersTest {
  private static final Map<String, Long> FALSE_ALARMS = new ConcurrentSkipListMap<>();

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> run_againstAConformingServer_hasNoFailure() {
    List<Backend> data = List.of(Backend.OWN, Backend.MUCH_USAGE, Backend.MANY_PAGES);
    AtomicInteger turn = new AtomicInteger();
    return ConformingServers.all().entrySet().stream()
        .flatMap(
            server ->
                (Boolean.getBoolean("servers.all")
                        ? data.stream()
                        : Stream.of(data.get(turn.getAndIncrement() % data.size())))
                    .map(
                        backend ->
                            DynamicTest.dynamicTest(
                                server.getKey() + ", " + backend,
                                () -> judge(server.getKey(), backend, server.getValue()))));
  }

  @Test
  @Regression(
      input = "a server that responds with 403 to an enterprise it doesn't know",
      before = "20 failures, for want of a 404 that 8 of 11 operations don't list",
      now = "conforms")
  void run_againstForbiddenEnterprises_hasNoFailure() throws IOException, InterruptedException {
    judge(ConformingServers.FORBIDDEN_ENTERPRISE);
  }

  @Test
  @Regression(
      input = "a server that hides from strangers what it has, unless the contract lists 401",
      before = "fails, for want of a 401 that 8 of 11 operations don't list",
      now = "conforms")
  void run_againstHiddenOperations_hasNoFailure() throws IOException, InterruptedException {
    judge(ConformingServers.HIDDEN_WITHOUT_TOKEN);
  }

  @Test
  @Regression(
      input = "a server that no longer has a parameter that the contract calls deprecated",
      before = "7 failures of checks of that parameter",
      now = "conforms: those checks are not applicable")
  void run_againstAServerWithoutDeprecatedParameters_hasNoFailure()
      throws IOException, InterruptedException {
    judge(ConformingServers.WITHOUT_DEPRECATED);
  }

  @Test
  @Regression(
      input = "a server that sends only the media type that the contract lists for a response",
      before = "406 to each request of the suite",
      now = "conforms")
  void run_againstAStrictMediaType_hasNoFailure() throws IOException, InterruptedException {
    judge(ConformingServers.STRICT_MEDIA_TYPE);
  }

  private static void judge(String name) throws IOException, InterruptedException {
    judge(name, Backend.OWN, Objects.requireNonNull(ConformingServers.all().get(name)));
  }

  private static void judge(String name, Backend backend, Middleware middleware)
      throws IOException, InterruptedException {
    try (ProxiedSandbox sandbox = ProxiedSandbox.start(backend)) {
      sandbox.proxy().use(middleware);
      Results results =
          Backends.run(sandbox.proxy(), backend, sandbox.time(), Duration.ofSeconds(20), "*");

      FALSE_ALARMS.merge(name, results.count(Outcome.FAILED), Long::sum);
      assertThat(results.all())
          .filteredOn(
              result ->
                  result.outcome() == Outcome.FAILED || result.outcome() == Outcome.COULD_NOT_RUN)
          .extracting(result -> result.id() + ": " + result.message())
          .isEmpty();
      assertThat(results.count(Outcome.PASSED)).isGreaterThan(240);
      assertThat(results.notes()).isEmpty();
    }
  }

  @AfterAll
  static void print() throws IOException {
    StringBuilder table = new StringBuilder();
    FALSE_ALARMS.forEach(
        (server, alarms) -> table.append("%-40s %d false alarms%n".formatted(server, alarms)));
    Files.writeString(Path.of("target", "false-alarms.txt"), table);
    System.out.print(table);
  }
}
