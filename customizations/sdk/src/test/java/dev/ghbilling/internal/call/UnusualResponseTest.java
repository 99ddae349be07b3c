package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.CallObserver;
import dev.ghbilling.client.ApiOperation;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import feign.RequestLine;
import feign.TypedResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Responses and observers that would make a library throw an exception of its own. */
class UnusualResponseTest {
  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void retryAfter_beyondAnInteger_isTolerated() {
    server.respondWith(ScriptedResponse.of(503, "", "Retry-After: 99999999999"));

    assertThatExceptionOfType(ServerException.class).isThrownBy(() -> billing.actions());
  }

  @Test
  void redirect_toAUrlThatJavaRejects_isFollowed() throws IOException {
    try (RecordingServer other =
        new RecordingServer().respondWith(ScriptedResponse.json(Bodies.ACTIONS))) {
      server.respondWith(
          ScriptedResponse.of(302, "", "Location: " + other.baseUrl() + "/x?sig=a|b^c"));

      assertThat(billing.actions().totalMinutesUsed()).isNotNull();

      assertThat(other.request().target()).startsWith("/x?sig=a");
    }
  }

  @Test
  void null_inAList_isReported() {
    server.respondWith(
        ScriptedResponse.json(
            """
            {"total_advanced_security_committers": 1, "total_count": 1, "repositories": [null]}
            """));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.advancedSecurity().get())
        .withMessageContaining("contract: repositories must not contain null (line 1");
  }

  @Test
  void message_ofAReadFault_omitsTheBuilder() {
    server.respondWith(ScriptedResponse.json("[]"));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.actions())
        .withMessageContaining("ActionsBilling` from Array value");
  }

  @Test
  void observer_thatThrows_doesNotFailTheCall() {
    server.respondWith(ScriptedResponse.json(Bodies.ACTIONS));
    CallObserver failing =
        operation ->
            new CallObserver.Observation() {
              @Override
              public void end(int attempts, @Nullable RuntimeException failure) {
                throw new IllegalStateException("no room for metrics");
              }
            };
    try (GitHubBilling observed = Clients.at(server.baseUrl()).observer(failing).build()) {
      assertThat(observed.actions().totalMinutesUsed()).isNotNull();
    }
  }

  @Test
  void document_cutOff_isNotCached() {
    // Without a length, the end of the connection looks like the end of the document.
    ScriptedResponse half =
        (request, connection) ->
            connection
                .getOutputStream()
                .write(
                    "HTTP/1.0 200 OK\r\nETag: \"1\"\r\n\r\n{\"total_minutes"
                        .getBytes(StandardCharsets.UTF_8));
    server.respondWith(half, ScriptedResponse.of(304, ""));

    assertThatExceptionOfType(ConnectionException.class).isThrownBy(() -> billing.actions());
    assertThatExceptionOfType(CallException.class).isThrownBy(() -> billing.actions());

    assertThat(server.requests().get(1).header("If-None-Match")).isEmpty();
  }

  /** An interface like the contract's, all of whose operations respond with a body. */
  interface Removals {
    @ApiOperation(
        id = "remove",
        idempotent = false,
        tokens = {},
        refusedTokens = {})
    @RequestLine("DELETE /things")
    TypedResponse<Void> removeWithHttpInfo();
  }

  @Test
  void response_withoutABody_hasItsStatus() {
    server.respondWith(ScriptedResponse.of(204, ""));

    assertThat(billing.api(Removals.class).removeWithHttpInfo().status()).isEqualTo(204);
  }
}
