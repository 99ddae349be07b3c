package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.TestCertificate;
import java.net.URI;
import org.junit.jupiter.api.Test;

class TlsTest {
  @Test
  void certificate_trusted_isAccepted() throws Exception {
    TestCertificate certificate = TestCertificate.selfSigned("ip:127.0.0.1");
    try (RecordingServer tls =
            new RecordingServer(certificate.context())
                .respondWith(ScriptedResponse.json(Bodies.ACTIONS));
        GitHubBilling billing =
            Clients.at(tls.baseUrl()).tls(certificate.context().getSocketFactory()).build()) {
      assertThat(billing.actions().totalMinutesUsed()).isEqualByComparingTo("305");
    }
  }

  @Test
  void certificate_untrusted_isRefused() throws Exception {
    TestCertificate certificate = TestCertificate.selfSigned("ip:127.0.0.1");
    try (RecordingServer tls =
            new RecordingServer(certificate.context())
                .respondWith(ScriptedResponse.json(Bodies.ACTIONS));
        GitHubBilling billing = Clients.at(tls.baseUrl()).build()) {
      assertThat(failure(billing))
          .hasMessage(
              "getActionsBilling: no response from %s: TLS failed: the server's certificate is not trusted"
                  .formatted(tls.baseUrl().getAuthority()));
      assertThat(tls.requests()).isEmpty();
    }
  }

  @Test
  void certificate_ofAnotherHost_isRefused() throws Exception {
    assertHostIsRefused(TestCertificate.selfSigned("dns:billing.invalid"), "127.0.0.1");
  }

  @Test
  void certificate_withACommonNameOnly_isRefused() throws Exception {
    assertHostIsRefused(TestCertificate.withoutAlternativeNames("localhost"), "localhost");
  }

  private static void assertHostIsRefused(TestCertificate certificate, String host) {
    try (RecordingServer tls =
            new RecordingServer(certificate.context())
                .respondWith(ScriptedResponse.json(Bodies.ACTIONS));
        GitHubBilling billing =
            Clients.at(URI.create("https://" + host + ":" + tls.baseUrl().getPort()))
                .tls(certificate.context().getSocketFactory())
                .build()) {
      assertThat(failure(billing))
          .hasMessage(
              "getActionsBilling: no response from %s:%d: TLS failed: the server's certificate is not for this host"
                  .formatted(host, tls.baseUrl().getPort()));
      assertThat(tls.requests()).isEmpty();
    }
  }

  private static ConnectionException failure(GitHubBilling billing) {
    return catchThrowableOfType(ConnectionException.class, billing::actions);
  }
}
