package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.api.CostCentersApi;
import dev.ghbilling.client.model.CostCenterResources;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.usage.UsageQuery;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that say "success", but not that of the operation. */
class UndocumentedSuccessTest {
  @AutoClose final RecordingServer server = new RecordingServer();

  @AutoClose
  final GitHubBilling billing =
      Clients.at(server.baseUrl())
          .retryPolicy(RetryPolicy.builder().maxAttempts(4).build())
          .build();

  @Regression(
      input = "206 that nobody asked for, 202, or another success that isn't the operation's",
      before = "its body was taken for the whole document",
      now = "an error that says so")
  @ParameterizedTest
  @ValueSource(ints = {202, 203, 206, 207, 208, 226, 299})
  void read_withAnotherSuccess_isRefused(int status) {
    server.respondWith(
        ScriptedResponse.of(status, Bodies.ACTIONS, "Content-Type: application/json"));

    UnreadableResponseException e =
        catchThrowableOfType(UnreadableResponseException.class, billing::actions);

    assertThat(e)
        .hasMessage(
            "getActionsBilling: HTTP %d with application/json, but the contract has no such success: the body may be incomplete, or not the API's",
            status);
    assertThat(e.status()).isEqualTo(status);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void stream_of206_isRefusedBeforeItsFirstRow() {
    server.respondWith(
        ScriptedResponse.of(206, "{\"usageItems\": []}", "Content-Type: application/json"));

    assertThat(
            catchThrowableOfType(
                UnreadableResponseException.class,
                () -> billing.usage().stream(UsageQuery.currentMonth()).findFirst()))
        .hasMessageStartingWith("getUsageReport: HTTP 206 with application/json, but the contract");
  }

  @ParameterizedTest
  @ValueSource(ints = {203, 205, 206, 226})
  void change_withAnotherSuccess_isNotTakenForDone(int status) {
    server.respondWith(ScriptedResponse.of(status, ""));

    assertThat(
            catchThrowableOfType(
                UnreadableResponseException.class,
                () -> billing.costCenters().addUsers("id", List.of("mona"))))
        .isNotNull();
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void change_done_isDone(int status) {
    server.respondWith(
        ScriptedResponse.of(status, "{\"message\":\"added\"}", "Content-Type: application/json"));

    assertThat(billing.costCenters().addUsers("id", List.of("mona")).message()).isEqualTo("added");
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 207})
  void change_acceptedOrMadeInPart_returnsTheStatus(int status) {
    server.respondWith(ScriptedResponse.of(status, "{}", "Content-Type: application/json"));

    assertThat(
            billing
                .api(CostCentersApi.class)
                .addResourcesToCostCenterWithHttpInfo(
                    "e", "id", CostCenterResources.builder().users(List.of("mona")).build())
                .status())
        .isEqualTo(status);
  }
}
