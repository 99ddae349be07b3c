package dev.ghbilling.sharedstorage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.SharedStorageBilling;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Gigabytes of a month that isn't over. */
class SharedStorageTest {
  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void figuresAreThoseThatTheServerWrote() {
    server.respondWith(
        ScriptedResponse.json(
            """
            {"days_left_in_billing_cycle": 20, "estimated_paid_storage_for_month": 5.801260062,
             "estimated_storage_for_month": 40}
            """));

    SharedStorageBilling figures = billing.sharedStorage().get();

    assertThat(figures.daysLeftInBillingCycle()).isEqualTo(20);
    assertThat(figures.estimatedPaidStorageForMonth()).isEqualByComparingTo("5.801260062");
    assertThat(figures.estimatedStorageForMonth()).isEqualByComparingTo("40");
    ReceivedRequest request = server.request();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.target())
        .isEqualTo("/enterprises/octo-enterprise/settings/billing/shared-storage");
  }
}
