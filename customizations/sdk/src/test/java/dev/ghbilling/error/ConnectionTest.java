package dev.ghbilling.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.api.ActionsApi;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.RefusingPort;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.usage.UsageQuery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private static final String HALF_A_LIST = "{\"usageItems\": [{\"date\": \"2025-01-01\",";

  @AutoClose final RecordingServer server = new RecordingServer();

  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  /** A client with a short read timeout. */
  @AutoClose
  final GitHubBilling impatient =
      Clients.at(server.baseUrl()).readTimeout(Duration.ofSeconds(1)).build();

  @Test
  void connection_refused_isReported() {
    try (RefusingPort port = new RefusingPort();
        GitHubBilling refused = Clients.at(port.baseUrl()).build()) {
      assertThat(failed(refused))
          .hasMessage(
              "getUsageReport: no response from 127.0.0.1:%d: the connection was refused"
                  .formatted(port.port()));
    }
  }

  @Test
  void host_unknown_isReported() {
    try (GitHubBilling nowhere = Clients.at(URI.create("https://ghbilling.invalid")).build()) {
      assertThat(failed(nowhere))
          .hasMessage("getUsageReport: no response from ghbilling.invalid: the host is unknown");
    }
  }

  @Test
  void connection_cutBeforeTheResponse_isReported() {
    server.respondWith(ScriptedResponse.RESET);

    assertThat(failed().getMessage()).startsWith("getUsageReport: no response from 127.0.0.1:");
    assertThat(server.requests()).as("asked once only").hasSize(1);
  }

  @Test
  void server_silent_isReported() {
    server.respondWith(ScriptedResponse.SILENCE);

    assertThat(failed(impatient).getMessage()).endsWith(": the time allowed is over");
  }

  @Test
  void response_stalling_isReported() {
    server.respondWith(ScriptedResponse.stallingAfter(HALF_A_LIST));

    assertThat(failed(impatient))
        .hasMessage("getUsageReport: the response broke off: the time allowed is over");
  }

  @Test
  void response_cutOff_isReported() {
    server.respondWith(
        ScriptedResponse.withContentLength(
            5000, 200, HALF_A_LIST, "Content-Type: application/json"));

    assertThat(failed().getMessage()).startsWith("getUsageReport: the response broke off: ");
  }

  @SuppressWarnings("deprecation")
  @Test
  void response_cutOffWithHttpInfo_isReported() {
    server.respondWith(
        ScriptedResponse.withContentLength(5000, 200, "{", "Content-Type: application/json"));

    ConnectionException e =
        catchThrowableOfType(
            ConnectionException.class,
            () -> billing.api(ActionsApi.class).getActionsBillingWithHttpInfo("octo-enterprise"));

    assertThat(e.getMessage()).startsWith("getActionsBilling: the response broke off: ");
  }

  @Test
  void error_withABodyCutOff_keepsItsStatus() {
    server.respondWith(ScriptedResponse.withContentLength(5000, 404, "{\"message\": \"Not"));

    assertThat(catchThrowableOfType(NotFoundException.class, () -> billing.actions()))
        .hasMessageStartingWith("getActionsBilling: HTTP 404: the response has no message");
  }

  @Test
  void server_notSpeakingHttp_isReported() {
    server.respondWith(
        (request, connection) ->
            connection.getOutputStream().write("SSH-2.0\r\n".getBytes(StandardCharsets.US_ASCII)));

    assertThat(failed().getMessage()).startsWith("getUsageReport: no response from 127.0.0.1:");
  }

  private ConnectionException failed() {
    return failed(billing);
  }

  private static ConnectionException failed(GitHubBilling billing) {
    ConnectionException e =
        catchThrowableOfType(
            ConnectionException.class, () -> billing.usage().report(UsageQuery.year(2025)));
    assertThat(e.getMessage()).doesNotContain("\n").doesNotContain("null");
    assertThat(Clients.messages(e)).noneMatch(text -> text.contains(Clients.TOKEN));
    return e;
  }
}
