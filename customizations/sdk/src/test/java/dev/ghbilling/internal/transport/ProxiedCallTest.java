package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.HttpProxy;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.RefusingPort;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.TestCertificate;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ProxiedCallTest {
  @AutoClose
  final RecordingServer server =
      new RecordingServer().respondWith(ScriptedResponse.json(Bodies.ACTIONS));

  @Test
  void proxy_forAnotherHost_isUsed() {
    try (GitHubBilling billing =
        Clients.at(URI.create("http://billing.invalid"))
            .allowInsecure(true)
            .proxy(httpProxy(server))
            .build()) {
      assertThat(billing.actions().totalMinutesUsed()).isEqualByComparingTo("305");
    }

    assertThat(server.request().target()).startsWith("http://billing.invalid/enterprises/");
  }

  @Test
  void proxy_onAnotherMachine_getsNoPlainHttp() {
    Proxy elsewhere =
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.invalid", 8080));
    try (GitHubBilling billing = Clients.at(server.baseUrl()).proxy(elsewhere).build()) {
      assertThat(failure(billing).getMessage())
          .endsWith("plain http is not sent through a proxy on another machine");
    }
  }

  @Test
  void proxy_thatIsDown_isReportedInOneLine() {
    try (RefusingPort down = new RefusingPort();
        GitHubBilling billing =
            Clients.at(URI.create("http://billing.invalid"))
                .allowInsecure(true)
                .proxy(new Proxy(Proxy.Type.HTTP, down.address()))
                .build()) {
      assertThat(failure(billing))
          .hasMessage(
              "getActionsBilling: no response from billing.invalid: the connection was refused");
    }
  }

  @Test
  void tlsCall_throughAProxy_showsOnlyItsHost() throws Exception {
    TestCertificate certificate = TestCertificate.selfSigned("ip:127.0.0.1");
    try (RecordingServer tls = new RecordingServer(certificate.context());
        HttpProxy tunnel = new HttpProxy(tls.baseUrl());
        GitHubBilling billing =
            Clients.at(tls.baseUrl())
                .tls(certificate.context().getSocketFactory())
                .proxy(tunnel.proxy())
                .build()) {
      tls.respondWith(ScriptedResponse.json(Bodies.ACTIONS));

      assertThat(billing.actions().totalMinutesUsed()).isEqualByComparingTo("305");

      assertThat(tunnel.requests())
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.method()).isEqualTo("CONNECT");
                assertThat(request.target()).isEqualTo(tls.baseUrl().getAuthority());
                assertThat(request.header("Authorization")).isEmpty();
              });
      assertThat(tls.request().header("Authorization")).hasSize(1);
    }
  }

  @Test
  void proxy_thatRespondsForTheServer_isRejected() throws Exception {
    TestCertificate certificate = TestCertificate.selfSigned("ip:127.0.0.1");
    String invented = Bodies.ACTIONS;
    try (RecordingServer tls = new RecordingServer(certificate.context());
        RecordingServer tunnel =
            new RecordingServer()
                .respondWith(
                    (request, client) -> {
                      String more =
                          "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
                              .formatted(invented.length(), invented);
                      client.getOutputStream().write(more.getBytes(StandardCharsets.US_ASCII));
                      client.getInputStream().transferTo(OutputStream.nullOutputStream());
                    });
        GitHubBilling billing =
            Clients.at(tls.baseUrl())
                .tls(certificate.context().getSocketFactory())
                .proxy(httpProxy(tunnel))
                .build()) {
      assertThat(failure(billing).getMessage()).endsWith("TLS tunnel buffered too many bytes!");
    }
  }

  private static ConnectionException failure(GitHubBilling billing) {
    ConnectionException e =
        catchThrowableOfType(ConnectionException.class, () -> billing.actions());
    assertThat(e.getMessage()).doesNotContain("\n");
    return e;
  }

  private static Proxy httpProxy(RecordingServer server) {
    return new Proxy(
        Proxy.Type.HTTP,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.baseUrl().getPort()));
  }
}
