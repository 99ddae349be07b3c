package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.usage.UsageQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that don't fit into the heap of a small JVM. */
class LargeResponseTest {
  private static final int LARGE = 120 << 20;

  @AutoClose final RecordingServer server = new RecordingServer();

  @ParameterizedTest
  @ValueSource(strings = {"list", "whole", "streamed"})
  @Regression(
      input = "a response of 120 MB in a JVM of 48 MB",
      before = "an OutOfMemoryError",
      now = "an UnreadableResponseException of one line, and further calls work")
  void response_largerThanTheHeap_isUnreadable(String call) throws Exception {
    server.respondWith(
        call.equals("list")
            ? large("{\"costCenters\": [", "{\"id\": \"1\", \"name\": \"a\", \"resources\": []},")
            : large("{\"usageItems\": [{\"a\": [", "[[]],"));

    ChildJvm.Exit exit =
        ChildJvm.of(Reading.class).options("-Xmx48m").run(server.baseUrl().toString(), call);

    assertThat(exit.output().lines())
        // Threads of Okio's may tell of their own OutOfMemoryErrors.
        .filteredOn(line -> line.contains("UnreadableResponseException"))
        .containsExactly(
            "UnreadableResponseException %s: HTTP 200 with application/json,"
                    .formatted(call.equals("list") ? "listCostCenters" : "getUsageReport")
                + " but it is too large: the JVM ran out of memory (48 MiB, -Xmx)",
            "again UnreadableResponseException");
  }

  /** Sends a document without an end, a hundred times the heap. */
  private static ScriptedResponse large(String start, String part) {
    return (request, connection) -> {
      OutputStream out = connection.getOutputStream();
      write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n");
      write(out, start);
      byte[] many = part.repeat(10_000).getBytes(StandardCharsets.UTF_8);
      for (int sent = 0; sent < LARGE; sent += many.length) {
        out.write(many);
      }
    };
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes the call twice. */
  static final class Reading {
    private static final UsageQuery MONTH = UsageQuery.month(YearMonth.of(2025, 3));

    private Reading() {}

    public static void main(String[] arguments) {
      Function<GitHubBilling, Object> call =
          switch (arguments[1]) {
            case "list" -> billing -> billing.costCenters().list();
            case "whole" -> billing -> billing.usage().report(MONTH);
            default -> billing -> billing.usage().stream(MONTH).toList();
          };
      try (GitHubBilling billing = Clients.at(URI.create(arguments[0])).build()) {
        UnreadableResponseException e = failure(billing, call);
        System.out.println(e.getClass().getSimpleName() + " " + e.getMessage());
        System.out.println("again " + failure(billing, call).getClass().getSimpleName());
      }
    }

    private static UnreadableResponseException failure(
        GitHubBilling billing, Function<GitHubBilling, Object> call) {
      try {
        throw new IllegalStateException("read " + call.apply(billing));
      } catch (UnreadableResponseException e) {
        return e;
      }
    }
  }
}
