package dev.ghbilling.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cost center that a query means, and whether its rows are really those of it. */
class AskedCostCenterTest {
  private static final String MOEBEL = "11111111-2222-3333-4444-555555555555";
  private static final String CENTERS =
      """
      {"costCenters": [
        {"id": "%s", "name": "M\u00f6bel Team", "resources": []},
        {"id": "2222", "name": "Other", "resources": []},
        {"id": "3333", "name": "twice", "resources": []},
        {"id": "4444", "name": "Twice", "resources": []},
        {"id": "5555", "name": "Old", "state": "deleted", "resources": []},
        {"id": "6666", "name": "Old", "resources": []}]}
      """
          .formatted(MOEBEL);

  private final ManualClock clock = new ManualClock();

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl(), clock).build();

  private static UsageQuery of(String costCenter) {
    return UsageQuery.month(YearMonth.of(2025, 3)).withCostCenter(costCenter);
  }

  @Regression(
      input = "the usage of a cost center that is given by its name",
      before = "0 rows, 0 USD",
      now = "its rows")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "M\u00f6bel Team",
        "Mo\u0308bel Team",
        "m\u00f6bel team",
        " M\u00f6bel Team ",
        MOEBEL
      })
  void costCenter_byNameOrId_isFound(String nameOrId) {
    server.respondWith(narrowing(Set.of(MOEBEL)));

    assertThat(billing.usage().report(of(nameOrId)).usageItems()).hasSize(1);
    assertThat(billing.usage().stream(of(nameOrId))).hasSize(1);
  }

  @Regression(
      input = "the usage of a cost center that doesn't exist",
      before = "0 rows, 0 USD",
      now = "an exception that says so")
  @ParameterizedTest
  @ValueSource(strings = {"M\u00f6bel", "99999999-2222-3333-4444-555555555555"})
  void costCenter_unknown_throws(String unknown) {
    server.respondWith(narrowing(Set.of()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.usage().report(of(unknown)))
        .withMessage(
            "there is no cost center %s among the 6 of the enterprise: give the id or the name of one",
            unknown);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.usage().stream(of(unknown)).toList());
    assertThat(server.requests()).noneMatch(request -> request.target().contains("/usage"));
  }

  @Regression(
      input = "usage of a cost center, and a proof whose response trickles without end",
      before = "the call didn't end",
      now = "it ends with the time allowed for a call")
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void proof_thatTrickles_endsWithTheTimeOfACall() {
    ScriptedResponse rows = narrowing(Set.of(MOEBEL));
    server.respondWith(
        (request, connection) -> {
          if (request.target().contains("00000000")) {
            trickle(connection.getOutputStream());
          }
          rows.send(request, connection);
        });
    try (GitHubBilling hasty =
        Clients.at(server.baseUrl()).callTimeout(Duration.ofMillis(500)).build()) {
      assertThatExceptionOfType(ConnectionException.class)
          .isThrownBy(() -> hasty.usage().report(of(MOEBEL)))
          .withMessageEndingWith("the time allowed is over");
    }
  }

  /** Sends blanks before a document until the client disconnects. */
  private static void trickle(OutputStream out) throws IOException {
    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    while (true) {
      out.write(' ');
      LockSupport.parkNanos(5_000_000);
    }
  }

  @ParameterizedTest
  @CsvSource({"twice, 3333", "Twice, 4444"})
  void costCenter_ofANameInAnotherCase_isTheOneWrittenSo(String name, String id) {
    server.respondWith(narrowing(Set.of(id)));

    assertThat(billing.usage().report(of(name)).usageItems()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"TWICE, '3333, 4444'", "Old, '5555, 6666'"})
  void costCenter_ofSeveralWithTheName_throwsWithTheirIds(String name, String ids) {
    server.respondWith(narrowing(Set.of()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> billing.usage().report(of(name)))
        .withMessage(
            "there are 2 cost centers of the name %s: give one of their ids, %s", name, ids);
  }

  @Test
  void requests_forAnId_areMadeOncePerClient() {
    server.respondWith(narrowing(Set.of("2222")));

    billing.usage().report(of("2222"));
    billing.usage().report(of("2222"));
    assertThat(billing.usage().stream(of("2222"))).hasSize(1);

    assertThat(requested())
        .containsExactly(
            "cost-centers",
            "usage?cost_center_id=2222&month=3&year=2025",
            "usage?cost_center_id=00000000-0000-0000-0000-000000000000&month=3&year=2025",
            "usage?cost_center_id=2222&month=3&year=2025",
            "usage?cost_center_id=2222&month=3&year=2025");
  }

  @Test
  void requests_withoutRows_needNoProof() {
    server.respondWith(narrowing(Set.of()));

    assertThat(billing.usage().report(of("2222")).usageItems()).isEmpty();

    assertThat(requested())
        .containsExactly("cost-centers", "usage?cost_center_id=2222&month=3&year=2025");
  }

  @Test
  void stream_notYetRead_looksNothingUp() {
    server.respondWith(narrowing(Set.of()));

    billing.usage().stream(of("nobody")).close();

    assertThat(server.requests()).isEmpty();
  }

  @Regression(
      input = "a server that ignores cost_center_id, asked for one cost center",
      before = "the usage of no cost center as that of this one",
      now = "an exception that names the cost center")
  @Test
  void server_ignoringTheCostCenter_isRefused() {
    server.respondWith(narrowing(Set.of(MOEBEL, "00000000-0000-0000-0000-000000000000")));
    String expected =
        "the server seems to ignore cost_center_id: asked for cost_center_id=%s, but a cost center that doesn't exist has usage as well"
            .formatted(MOEBEL);

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().report(of(MOEBEL)))
        .withMessageContaining(expected);
    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().stream(of(MOEBEL)).toList())
        .withMessageContaining(expected);
  }

  @Test
  void server_thatBeginsToIgnoreTheCostCenter_isRefusedADayLater() {
    server.respondWith(narrowing(Set.of(MOEBEL)));
    billing.usage().report(of(MOEBEL));
    server.respondWith(narrowing(Set.of(MOEBEL, "00000000-0000-0000-0000-000000000000")));

    clock.advance(Duration.ofHours(25));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().report(of(MOEBEL)));
  }

  private List<String> requested() {
    return server.requests().stream()
        .map(request -> request.target().replaceFirst(".*/settings/billing/", ""))
        .toList();
  }

  /** A server that has a row for these ids alone. */
  private static ScriptedResponse narrowing(Set<String> ids) {
    return (request, connection) ->
        ScriptedResponse.json(
                request.target().endsWith("/cost-centers")
                    ? CENTERS
                    : "{\"usageItems\": [%s]}"
                        .formatted(
                            ids.stream().anyMatch(request.target()::contains)
                                ? UsageTest.row("a")
                                : ""))
            .send(request, connection);
  }
}
