package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the sandbox in its own process, as a script would. */
class SandboxProcessTest {
  @Test
  @Timeout(60)
  void sandbox_terminated_exitsAfterServing() throws Exception {
    Process process =
        ChildJvm.of(GhbillingMain.class)
            .process("sandbox")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    URI base;
    try (BufferedReader out = process.inputReader()) {
      base = URI.create(out.readLine());
      assertThat(statusOf(base.resolve("/enterprises/octo-enterprise/settings/billing/actions")))
          .isEqualTo(200);

      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as("128 + SIGTERM").isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  private static int statusOf(URI url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).header("Authorization", "Bearer any").build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
