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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs all checks against conforming servers; {@code target/false-alarms.txt} counts failures. */
final class ConformingServersTest {
  private static final Map<String, Long> FALSE_ALARMS = new LinkedHashMap<>();
  private static final ExecutorService WORKERS = Executors.newFixedThreadPool(2);

  /**
   * What a run found, without its traffic.
   *
   * @param passed the number of checks that passed
   * @param failed the number of checks that failed
   * @param problems the checks that failed or could not run
   * @param notes the notes of the run
   */
  private record Summary(long passed, long failed, List<String> problems, List<String> notes) {
    static Summary of(Results results) {
      return new Summary(
          results.count(Outcome.PASSED),
          results.count(Outcome.FAILED),
          results.all().stream()
              .filter(
                  result ->
                      result.outcome() == Outcome.FAILED
                          || result.outcome() == Outcome.COULD_NOT_RUN)
              .map(result -> result.id() + ": " + result.message())
              .toList(),
          results.notes());
    }
  }

  @TestFactory
  Stream<DynamicTest> run_againstAConformingServer_hasNoFailure() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Backend backend : List.of(Backend.OWN, Backend.MUCH_USAGE, Backend.MANY_PAGES)) {
      ConformingServers.all()
          .forEach(
              (name, middleware) -> {
                Future<Summary> summary = WORKERS.submit(() -> run(backend, middleware));
                tests.add(
                    DynamicTest.dynamicTest(
                        name + ", " + backend, () -> judge(name, summary.get())));
              });
    }
    return tests.stream();
  }

  private static Summary run(Backend backend, Middleware middleware)
      throws IOException, InterruptedException {
    try (ProxiedSandbox sandbox = ProxiedSandbox.start(backend)) {
      sandbox.proxy().use(middleware);
      return Summary.of(
          Backends.run(sandbox.proxy(), backend, sandbox.time(), Duration.ofSeconds(20), "*"));
    }
  }

  private static void judge(String name, Summary summary) {
    FALSE_ALARMS.merge(name, summary.failed(), Long::sum);
    assertThat(summary.problems()).isEmpty();
    assertThat(summary.passed()).isGreaterThan(240);
    assertThat(summary.notes()).isEmpty();
  }

  @AfterAll
  static void print() throws IOException {
    WORKERS.shutdownNow();
    StringBuilder table = new StringBuilder();
    FALSE_ALARMS.forEach(
        (server, alarms) -> table.append("%-40s %d false alarms%n".formatted(server, alarms)));
    Files.writeString(Path.of("target", "false-alarms.txt"), table);
    System.out.print(table);
  }
}
