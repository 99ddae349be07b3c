package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that are small on the wire and large on paper, and results that are large everywhere. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeResultTest {
  /**
   * What the JVM itself may write, and nothing can prevent: OkHttp's timer has no memory either.
   */
  private static final String OF_THE_JVM =
      "\\RException: java.lang.OutOfMemoryError thrown from the UncaughtExceptionHandler"
          + " in thread \"Okio Watchdog\"\\R";

  @AutoClose final RecordingServer server = new RecordingServer();

  @ParameterizedTest
  @ValueSource(strings = {"table", "csv"})
  @Regression(
      input = "a list of cost centers with 5,000 properties that nobody knows",
      before = "45 s",
      now = "printed at once")
  void columns_manyUnknown_arePrintedAtOnce(String format) {
    server.respondWith(
        ScriptedResponse.json(
            "{\"costCenters\": [{\"id\": \"1\", \"name\": \"a\", \"resources\": [], %s}]}"
                .formatted(properties(5_000))));

    CliRun run = run("cost-centers", "list", "--format", format);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("4999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "csv"})
  void cells_tooMany_areRefusedInOneLine(String format) {
    server.respondWith(
        ScriptedResponse.json(
            "{\"costCenters\": [{\"id\": \"1\", \"name\": \"a\", %s, \"resources\": [%s]}]}"
                .formatted(
                    properties(5_000),
                    "{\"type\":\"User\",\"name\":\"a\"},".repeat(5_000)
                        + "{\"type\":\"User\",\"name\":\"a\"}")));

    CliRun run = run("cost-centers", "list", "--format", format);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errorLines())
        .containsExactly(
            "ghbilling: the result has more than 20000000 cells as a table: use --format json");
  }

  @ParameterizedTest
  @CsvSource({"48, too large", "400, ran out of memory (400 MiB)"})
  @Regression(
      input = "a response that is larger than the memory, as it is or when it is printed",
      before = "an OutOfMemoryError with its stack trace",
      now = "one line, exit status 1")
  void response_largerThanTheHeap_endsInOneLine(int megabytes, String message) throws Exception {
    String row =
        "{\"id\": \"1\", \"name\": \"%s\", \"resources\": []},".formatted("a".repeat(4_000));
    server.respondWith(
        ScriptedResponse.json(
            "{\"costCenters\": [%s{\"id\": \"1\", \"name\": \"a\", \"resources\": []}]}"
                .formatted(row.repeat(25_000))));

    ChildJvm.Exit exit =
        ChildJvm.of(GhbillingMain.class)
            .options("-Xmx" + megabytes + "m")
            .environment(environment())
            .run("cost-centers", "list", "--format", "json");

    assertThat(exit.status()).isEqualTo(1);
    assertThat(exit.output().replaceFirst(OF_THE_JVM, "").lines())
        .singleElement()
        .asString()
        .startsWith("ghbilling: ")
        .contains(message);
  }

  private CliRun run(String... arguments) {
    return CliRun.with(environment(), arguments);
  }

  private Map<String, String> environment() {
    return Map.of(
        "GITHUB_API_URL",
        server.baseUrl().toString(),
        "GITHUB_ENTERPRISE",
        "octo-enterprise",
        "GITHUB_TOKEN",
        CliRun.TOKEN);
  }

  private static String properties(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"unknown_%d\": %d".formatted(i, i))
        .collect(Collectors.joining(", "));
  }
}
