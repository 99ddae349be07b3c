package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
  private final Sandbox sandbox = Sandbox.builder().start();
  private final TestClient client = new TestClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void on_operation_countsItsCalls() {
    sandbox.faults().on("getActionsBilling").call(2).respondWith(503);

    assertThat(statuses("/actions", "/usage", "/actions", "/usage", "/actions"))
        .containsExactly(200, 200, 503, 200, 200);
  }

  @Test
  void calls_range_includesBothEnds() {
    sandbox.faults().on("getActionsBilling").calls(2, 3).respondWith(503);

    assertThat(statuses("/actions", "/actions", "/actions", "/actions"))
        .containsExactly(200, 503, 503, 200);
  }

  @Test
  void next_afterCalls_countsFromNowOn() {
    statuses("/actions", "/actions");
    sandbox.faults().on("getActionsBilling").next(2).respondWith(503);

    assertThat(statuses("/actions", "/actions", "/actions")).containsExactly(503, 503, 200);
  }

  @Test
  void everyCall_untilCleared_meetsTheFault() {
    sandbox.faults().onAny().everyCall().respondWith(503);
    assertThat(statuses("/actions", "/usage", "/unknown")).containsExactly(503, 503, 503);

    sandbox.faults().clear();
    assertThat(statuses("/actions", "/unknown")).containsExactly(200, 404);
  }

  @Test
  void onAny_operations_areCountedTogether() {
    sandbox.faults().onAny().call(2).respondWith(503);

    assertThat(statuses("/actions", "/usage", "/actions")).containsExactly(200, 503, 200);
  }

  @Test
  void request_withoutAToken_counts() {
    sandbox.faults().on("getActionsBilling").call(2).respondWith(503);
    HttpResponse<byte[]> refused =
        client.send(
            "GET", sandbox.baseUrl() + "/enterprises/octo-enterprise/settings/billing/actions", "");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(client.get("/actions").statusCode()).isEqualTo(503);
  }

  @Test
  void inject_severalFaults_lastWins() {
    sandbox.faults().on("getActionsBilling").everyCall().respondWith(503);
    sandbox.faults().onAny().call(2).respondWith(500);

    assertThat(statuses("/actions", "/actions", "/actions")).containsExactly(503, 500, 503);
  }

  @Test
  void builder_script_isApplied() {
    try (Sandbox scripted =
        Sandbox.builder().faults(faults -> faults.onAny().call(1).respondWith(500)).start()) {
      assertThat(new TestClient(scripted).get("/actions").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void on_unknownOperation_throws() {
    assertThatThrownBy(() -> sandbox.faults().on("getUsageReports"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("getUsageReports")
        .hasMessageContaining("getUsageReport,");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "3, 2"})
  void calls_emptyRange_throws(long first, long last) {
    assertThatThrownBy(() -> sandbox.faults().onAny().calls(first, last))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("%d to %d".formatted(first, last));
  }

  private int[] statuses(String... paths) {
    int[] statuses = new int[paths.length];
    for (int i = 0; i < paths.length; i++) {
      statuses[i] = client.get(paths[i]).statusCode();
    }
    return statuses;
  }
}
