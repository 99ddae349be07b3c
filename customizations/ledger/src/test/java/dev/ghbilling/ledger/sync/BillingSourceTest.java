package dev.ghbilling.ledger.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.ledger.store.LedgerAccount;
import dev.ghbilling.testkit.Regression;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingSourceTest {
  @Regression(
      input = "two servers on one host",
      before = "one account",
      now = "told apart by their ports, unless they are on this machine")
  @ParameterizedTest
  @CsvSource({
    "https://ghes.example:8443/api/v3, ghes.example:8443",
    "https://ghes.example/api/v3, ghes.example",
    "http://127.0.0.1:8123, 127.0.0.1",
    "http://localhost:8123, localhost",
    "http://[::1]:8123, [::1]",
  })
  void account_ofABaseUrl_hasItsHostAndPort(URI url, String host) {
    try (GitHubBilling billing =
        GitHubBilling.builder().baseUrl(url).enterprise("octo").token("t").build()) {
      assertThat(BillingSource.of(billing).account().host()).isEqualTo(host);
    }
  }

  @Test
  void account_withoutThePortInAnOlderStore_isTheSame() {
    LedgerAccount now = new LedgerAccount("ghes.example:8443", "enterprise", "octo");

    assertThat(new LedgerAccount("ghes.example", "enterprise", "octo").isOf(now)).isTrue();
    assertThat(new LedgerAccount("ghes.example:8444", "enterprise", "octo").isOf(now)).isFalse();
    assertThat(new LedgerAccount("ghes.example", "enterprise", "other").isOf(now)).isFalse();
  }
}
