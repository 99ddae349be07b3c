package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.Mutant.Setting;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * No check may fail at a server that conforms. How many did is written to {@code
 * target/false-alarms.txt}.
 */
final class ConformingServersTest {
  private static final Map<String, Long> FALSE_ALARMS = new LinkedHashMap<>();

  @TestFactory
  Stream<DynamicTest> nothingFails() {
    return Stream.of(Setting.OWN, Setting.MUCH_USAGE, Setting.MANY_PAGES)
        .flatMap(
            setting ->
                ConformingServers.all().entrySet().stream()
                    .map(
                        server ->
                            DynamicTest.dynamicTest(
                                server.getKey() + ", " + setting,
                                () -> meet(server.getKey(), setting, server.getValue()))));
  }

  private static void meet(String name, Setting setting, Way way)
      throws IOException, InterruptedException {
    ManualClock time = new ManualClock(Settings.START);
    try (Sandbox sandbox = Settings.sandbox(setting, time);
        Proxy proxy = new Proxy(sandbox.baseUrl(), way)) {
      Results results = Settings.run(proxy, setting, time, Duration.ofSeconds(20), "*");

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
