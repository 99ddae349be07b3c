package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.SocksProxy;
import dev.ghbilling.testkit.TestCertificate;
import java.net.URI;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which certificate passes for which host. A SOCKS proxy resolves every host to the server. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostNameTest {
  @ParameterizedTest
  @CsvSource({
    "dns:*.example.com, api.example.com",
    "dns:*.example.com, API.Example.com",
    "dns:api.example.com, api.example.com",
    "dns:billing.com, billing.com",
    "dns:billing.com, billing.com.",
    "dns:*.example.com, api.example.com.",
    "dns:Billing.Com, billing.com",
    "'dns:*.com,dns:billing.com', billing.com",
    "dns:localhost, localhost"
  })
  void certificate_forTheHost_passes(String names, String host) throws Exception {
    try (Trial trial = new Trial(names, host)) {
      assertThat(trial.billing.actions().totalMinutesUsed()).isEqualByComparingTo("305");

      assertThat(trial.socks.hosts()).hasSize(1);
      assertThat(trial.server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dns:*.com, billing.com",
    "dns:*.com, BILLING.COM",
    "dns:*.com, billing.com.",
    "'dns:*.com,dns:other.com', billing.com",
    "dns:*.com, api.example.com",
    "dns:*.example.com, example.com",
    "dns:*.example.com, a.b.example.com",
    "dns:other.com, billing.com"
  })
  void certificate_forAnotherHost_isRefused(String names, String host) throws Exception {
    try (Trial trial = new Trial(names, host)) {
      ConnectionException e =
          catchThrowableOfType(ConnectionException.class, () -> trial.billing.actions());

      assertThat(e)
          .hasMessageEndingWith("TLS failed: the server's certificate is not for this host");
      assertThat(trial.server.requests()).isEmpty();
    }
  }

  /** A client of a host whose server presents a certificate with these names. */
  private static final class Trial implements AutoCloseable {
    private final RecordingServer server;
    private final SocksProxy socks;
    private final GitHubBilling billing;

    Trial(String names, String host) {
      TestCertificate certificate = TestCertificate.selfSigned(names);
      server =
          new RecordingServer(certificate.context())
              .respondWith(ScriptedResponse.json(Bodies.ACTIONS));
      socks = new SocksProxy(server.baseUrl());
      billing =
          Clients.at(URI.create("https://" + host))
              .proxy(socks.proxy())
              .tls(certificate.context().getSocketFactory())
              .build();
    }

    @Override
    public void close() {
      billing.close();
      socks.close();
      server.close();
    }
  }
}
