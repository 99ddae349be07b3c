package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.GitHubBillingException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.CapturedLog;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.usage.UsageQuery;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.event.Level;

@Isolated("hears the log of every thread")
class HttpLogTest {
  @AutoClose final CapturedLog log = new CapturedLog();

  @AutoClose
  final RecordingServer server =
      new RecordingServer()
          .respondWith(
              ScriptedResponse.of(
                  404,
                  "{\"message\": \"TheBody\"}",
                  "X-GitHub-Request-Id: C0DE",
                  "X-Other: Unlisted"));

  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void exchange_atDebug_isTwoLines() {
    fail(() -> billing.usage().report(UsageQuery.year(2025)));

    assertThat(log.lines())
        .containsExactly(
            ("DEBUG getUsageReport, attempt 1: GET %s/enterprises/octo-enterprise/settings/billing"
                    + "/usage?month=1&year=2025 [Accept: application/vnd.github+json,"
                    + " application/json; X-GitHub-Api-Version: 2022-11-28]")
                .formatted(server.baseUrl()),
            "DEBUG getUsageReport: HTTP 404 [Content-Length: 22; X-GitHub-Request-Id: C0DE]");
  }

  @Test
  void log_ofTheLibraries_omitsSecrets() {
    fail(() -> billing.costCenters().addUsers("cc-1", List.of("mona")));

    assertThat(log.libraries())
        .anyMatch(line -> line.contains("OkHttp"))
        .noneMatch(line -> line.contains(Clients.TOKEN))
        .noneMatch(line -> line.contains("mona"))
        .noneMatch(line -> line.contains("TheBody"));
  }

  @Test
  void log_ofACall_omitsTokenBodiesAndUnlistedHeaders() {
    fail(() -> billing.costCenters().addUsers("cc-1", List.of("mona")));

    assertThat(log.lines())
        .hasSize(2)
        .noneMatch(line -> line.contains(Clients.TOKEN))
        .noneMatch(line -> line.contains("mona"))
        .noneMatch(line -> line.contains("TheBody"))
        .noneMatch(line -> line.contains("Unlisted"));
  }

  @Test
  void token_repeatedByTheServer_isMasked() {
    server.respondWith(
        ScriptedResponse.of(
            404, "", "X-GitHub-Request-Id: for " + Clients.TOKEN, "Sunset: " + Clients.TOKEN));

    fail(() -> billing.actions());

    assertThat(log.lines())
        .anyMatch(line -> line.contains("for [token]"))
        .noneMatch(line -> line.contains(Clients.TOKEN));
  }

  @Test
  void signature_ofAUrl_isMasked() throws IOException {
    try (RecordingServer storage =
        new RecordingServer().respondWith(ScriptedResponse.of(404, ""))) {
      server.respondWith(
          ScriptedResponse.of(
              307, "", "Location: " + storage.baseUrl() + "/x?sig=TheSignature&page=2"));

      fail(() -> billing.actions());

      assertThat(storage.request().target()).contains("TheSignature");
      assertThat(log.lines())
          .anyMatch(line -> line.contains(storage.baseUrl() + "/x "))
          .noneMatch(line -> line.contains("TheSignature"));
    }
  }

  @Test
  void sunset_announced_isWarnedOnce() {
    server.respondWith(
        ScriptedResponse.of(
            404, "", "Deprecation: @1735689600", "Sunset: Wed, 11 Nov 2026 00:00:00 GMT"));

    fail(() -> billing.actions());
    fail(() -> billing.packages());

    assertThat(log.lines(Level.WARN))
        .containsExactly(
            "WARN GitHub announces the end of the API version that getActionsBilling uses:"
                + " [Deprecation: @1735689600; Sunset: Wed, 11 Nov 2026 00:00:00 GMT]");
  }

  @Test
  void warning_withoutASunset_isNotLogged() {
    fail(() -> billing.actions());

    assertThat(log.lines(Level.WARN)).isEmpty();
  }

  private static void fail(ThrowingCallable call) {
    assertThat(catchThrowableOfType(GitHubBillingException.class, call)).isNotNull();
  }
}
