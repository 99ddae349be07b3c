package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.DownloadException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.TestCertificate;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API that is reached by https: its reports don't travel in plain text either. */
class EncryptedApiTest {
  private static final TestCertificate CERTIFICATE = TestCertificate.selfSigned("ip:127.0.0.1");

  @TempDir Path folder;

  @AutoClose final RecordingServer api = new RecordingServer(CERTIFICATE.context());
  @AutoClose final RecordingServer encrypted = new RecordingServer(CERTIFICATE.context());
  @AutoClose final RecordingServer plain = new RecordingServer();

  @Test
  @Regression(
      input = "an API with https, whose download URL is http://127.0.0.1",
      before = "requested",
      now = "refused, and nothing is sent")
  void url_ofPlainHttp_isRefused() {
    assertThat(refused(plain.baseUrl(), false))
        .endsWith("its URL is plain http, and the API's is https");
    assertThat(refused(plain.baseUrl(), true))
        .endsWith("its URL is plain http, and the API's is https");
    assertThat(plain.requests()).isEmpty();
  }

  @Test
  void redirect_toPlainHttp_isRefused() {
    encrypted.respondWith(ScriptedResponse.of(302, "", "Location: " + plain.baseUrl() + "/f"));

    assertThat(refused(encrypted.baseUrl(), false))
        .endsWith("redirected from https to http, not followed");
    assertThat(plain.requests()).isEmpty();
  }

  @Test
  void url_ofHttps_isRequested() {
    encrypted.respondWith(ScriptedResponse.of(200, "net_amount\n"));

    try (GitHubBilling billing = client(encrypted.baseUrl(), false)) {
      assertThat(billing.exports().export("a1").downloadTo(folder)).hasSize(1);
    }
  }

  private String refused(URI storage, boolean allowInsecure) {
    try (GitHubBilling billing = client(storage, allowInsecure)) {
      return String.valueOf(
          catchThrowableOfType(
                  DownloadException.class, () -> billing.exports().export("a1").downloadTo(folder))
              .getMessage());
    }
  }

  private GitHubBilling client(URI storage, boolean allowInsecure) {
    api.respondWith(ScriptedResponse.json(Bodies.export("a1", storage + "/f?sig=1")));
    return Clients.at(api.baseUrl())
        .tls(CERTIFICATE.context().getSocketFactory())
        .allowInsecure(allowInsecure)
        .build();
  }
}
