package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Through a proxy, by TLS that isn't the JVM's, and in the time a single call allows. */
class NetworkTest {
  @AutoClose
  final RecordingServer plain =
      new RecordingServer().respondWith(ScriptedResponse.json(Bodies.ACTIONS));

  @Test
  void proxyIsAskedForAnotherMachine() {
    try (GitHubBilling billing =
        Clients.at(URI.create("http://billing.invalid"))
            .allowInsecure(true)
            .proxy(proxy(plain))
            .build()) {
      assertThat(billing.actions().totalMinutesUsed()).isEqualByComparingTo("305");
    }

    assertThat(plain.request().target()).startsWith("http://billing.invalid/enterprises/");
  }

  @Test
  void proxyOnAnotherMachineIsNotShownTheToken() {
    Proxy elsewhere =
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.invalid", 8080));
    try (GitHubBilling billing = Clients.at(plain.baseUrl()).proxy(elsewhere).build()) {
      assertThat(refused(billing).getMessage())
          .endsWith("plain http is not sent through a proxy on another machine");
    }
  }

  @Test
  void proxyThatIsDownIsSaidInOneLine() {
    try (RefusingPort down = new RefusingPort();
        GitHubBilling billing =
            Clients.at(URI.create("http://billing.invalid"))
                .allowInsecure(true)
                .proxy(new Proxy(Proxy.Type.HTTP, down.address()))
                .build()) {
      assertThat(refused(billing))
          .hasMessage(
              "getActionsBilling: no response from billing.invalid: the connection was refused");
    }
  }

  @Test
  void proxySeesNothingOfATlsCallButItsHost() throws Exception {
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
  void proxyThatSpeaksForTheServerIsNotHeard() throws Exception {
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
                .proxy(proxy(tunnel))
                .build()) {
      assertThat(refused(billing).getMessage()).endsWith("TLS tunnel buffered too many bytes!");
    }
  }

  @Test
  void certificateThatIsTrustedIsTaken() throws Exception {
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
  void certificateThatNobodyTrustsIsRefused() throws Exception {
    TestCertificate certificate = TestCertificate.selfSigned("ip:127.0.0.1");
    try (RecordingServer tls =
            new RecordingServer(certificate.context())
                .respondWith(ScriptedResponse.json(Bodies.ACTIONS));
        GitHubBilling billing = Clients.at(tls.baseUrl()).build()) {
      assertThat(refused(billing))
          .hasMessage(
              "getActionsBilling: no response from %s: TLS failed: the server's certificate is not trusted"
                  .formatted(tls.baseUrl().getAuthority()));
      assertThat(tls.requests()).isEmpty();
    }
  }

  @Test
  void certificateOfAnotherHostIsRefused() throws Exception {
    refusesTheHost(TestCertificate.selfSigned("dns:billing.invalid"), "127.0.0.1");
  }

  @Test
  void commonNameOfACertificateIsNoHost() throws Exception {
    refusesTheHost(TestCertificate.withoutAlternativeNames("localhost"), "localhost");
  }

  private static void refusesTheHost(TestCertificate certificate, String host) {
    try (RecordingServer tls =
            new RecordingServer(certificate.context())
                .respondWith(ScriptedResponse.json(Bodies.ACTIONS));
        GitHubBilling billing =
            Clients.at(URI.create("https://" + host + ":" + tls.baseUrl().getPort()))
                .tls(certificate.context().getSocketFactory())
                .build()) {
      assertThat(refused(billing))
          .hasMessage(
              "getActionsBilling: no response from %s:%d: TLS failed: the server's certificate is not for this host"
                  .formatted(host, tls.baseUrl().getPort()));
      assertThat(tls.requests()).isEmpty();
    }
  }

  @Test
  void singleCallMayHaveLessTime() {
    plain.respondWith(ScriptedResponse.SILENCE);

    try (GitHubBilling billing = Clients.at(plain.baseUrl()).build()) {
      assertThat(refused(billing.within(Duration.ofMillis(200))).getMessage())
          .endsWith(": the time allowed is over");
      plain.respondWith(ScriptedResponse.json(Bodies.ACTIONS));
      assertThat(billing.actions()).as("the client has its own time still").isNotNull();
    }
  }

  @Test
  void configurationOfAClientWithLessTimeHasIt() {
    plain.respondWith(ScriptedResponse.SILENCE);

    try (GitHubBilling billing = Clients.at(plain.baseUrl()).build();
        GitHubBilling copy = billing.within(Duration.ofMillis(200)).toBuilder().build()) {
      assertThat(refused(copy).getMessage()).endsWith(": the time allowed is over");
    }
  }

  private static ConnectionException refused(GitHubBilling billing) {
    ConnectionException e =
        catchThrowableOfType(ConnectionException.class, () -> billing.actions());
    assertThat(e.getMessage()).doesNotContain("\n");
    return e;
  }

  private static Proxy proxy(RecordingServer server) {
    return new Proxy(
        Proxy.Type.HTTP,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.baseUrl().getPort()));
  }
}
