package dev.ghbilling.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The application as it was processed ahead of time by the build, whose arguments are the same. */
final class AheadOfTimeTest {
  private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void application_processedAheadOfTime_servesTheBillAndItsClients() throws Exception {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      Process application =
          ChildJvm.of(BillApplication.class)
              .options("-Dspring.aot.enabled=true")
              .process(
                  "--server.port=0",
                  "--ghbilling.token=token",
                  "--ghbilling.base-url=" + sandbox.baseUrl(),
                  "--ghbilling.clients.acme.organization=acme",
                  "--management.info.ghbilling.enabled=true")
              .redirectErrorStream(true)
              .start();
      try (BufferedReader output = application.inputReader()) {
        int port = port(output);

        assertThat(get(port, "/bill?month=2023-08")).contains("\"values\":[\"Actions\"]");
        assertThat(JsonPath.<String>read(get(port, "/actuator/info"), "$.ghbilling.acme"))
            .isEqualTo("OrganizationBilling[acme at %s]".formatted(sandbox.baseUrl()));
      } finally {
        application.destroyForcibly();
      }
    }
  }

  /** Returns the port of the application, which says that it was processed. */
  private static int port(BufferedReader output) throws IOException {
    StringBuilder read = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      read.append(line).append('\n');
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        assertThat(read).contains("Starting AOT-processed BillApplication");
        return Integer.parseInt(started.group(1));
      }
    }
    throw new AssertionError("the application didn't start:\n" + read);
  }

  private static String get(int port, String path) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }
}
