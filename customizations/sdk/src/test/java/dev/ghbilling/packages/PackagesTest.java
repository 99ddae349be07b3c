package dev.ghbilling.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.PackagesBilling;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Gigabytes, to the last digit. */
class PackagesTest {
  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void figuresAreThoseThatTheServerWrote() {
    server.respondWith(
        ScriptedResponse.json(
            """
            {"total_gigabytes_bandwidth_used": 19.5361328125,
             "total_paid_gigabytes_bandwidth_used": 9.5361328125,
             "included_gigabytes_bandwidth": 10}
            """));

    PackagesBilling figures = billing.packages().get();

    assertThat(figures.totalGigabytesBandwidthUsed()).isEqualByComparingTo("19.5361328125");
    assertThat(figures.totalPaidGigabytesBandwidthUsed()).isEqualByComparingTo("9.5361328125");
    assertThat(figures.includedGigabytesBandwidth()).isEqualByComparingTo("10");
    ReceivedRequest request = server.request();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.target())
        .isEqualTo("/enterprises/octo-enterprise/settings/billing/packages");
  }
}
