package dev.ghbilling.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.ActionsBilling;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Minutes, also those of machines that the contract doesn't know. */
class ActionsTest {
  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void figuresAreThoseThatTheServerWrote() {
    server.respondWith(
        ScriptedResponse.json(
            """
            {"total_minutes_used": 305.25, "total_paid_minutes_used": 0, "included_minutes": 50000.0,
             "minutes_used_breakdown": {"UBUNTU": 205.25, "ubuntu_4_core": 100}}
            """));

    ActionsBilling figures = billing.actions().get();

    assertThat(figures.totalMinutesUsed()).isEqualByComparingTo("305.25");
    assertThat(figures.totalPaidMinutesUsed()).isZero();
    assertThat(figures.includedMinutes()).isEqualByComparingTo("50000");
    assertThat(figures.minutesUsedBreakdown().additionalProperties())
        .containsOnlyKeys("ubuntu_4_core");
    ReceivedRequest request = server.request();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.target()).isEqualTo("/enterprises/octo-enterprise/settings/billing/actions");
  }
}
