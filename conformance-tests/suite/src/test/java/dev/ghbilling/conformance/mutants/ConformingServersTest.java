package dev.ghbilling.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs all checks against conforming servers; {@code target/false-alarms.txt} counts failures. */
final class ConformingServersTest {
  private static final Map<String, Long> FALSE_ALARMS = new ConcurrentSkipListMap<>();

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> run_againstAConformingServer_hasNoFailure() {
    return Stream.of(Backend.OWN, Backend.MUCH_USAGE, Backend.MANY_PAGES)
        .flatMap(
            backend ->
                ConformingServers.all().entrySet().stream()
                    .map(
                        server ->
                            DynamicTest.dynamicTest(
                                server.getKey() + ", " + backend,
                                () -> judge(server.getKey(), backend, server.getValue()))));
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
