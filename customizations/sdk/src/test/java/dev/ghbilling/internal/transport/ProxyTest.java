package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.RefusingPort;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.SocksProxy;
import dev.ghbilling.testkit.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ResourceLock("java.net.ProxySelector")
class ProxyTest {
  @AutoClose final RecordingServer server = new RecordingServer();

  private final ProxySelector before = ProxySelector.getDefault();

  @AfterEach
  void restoreSelector() {
    ProxySelector.setDefault(before);
  }

  @Test
  void proxy_forAnotherHost_isUsed() {
    server.respondWith(ScriptedResponse.json(Bodies.ACTIONS));
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
        RecordingServer tunnel = new RecordingServer().respondWith(ProxyTest::tunnel);
        GitHubBilling billing =
            Clients.at(tls.baseUrl())
                .tls(certificate.context().getSocketFactory())
                .proxy(httpProxy(tunnel))
                .build()) {
      tls.respondWith(ScriptedResponse.json(Bodies.ACTIONS));

      assertThat(billing.actions().totalMinutesUsed()).isEqualByComparingTo("305");

      assertThat(tunnel.request().method()).isEqualTo("CONNECT");
      assertThat(tunnel.request().target()).isEqualTo(tls.baseUrl().getAuthority());
      assertThat(tunnel.request().header("Authorization")).isEmpty();
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
                      pass(client, client);
                    });
        GitHubBilling billing =
            Clients.at(tls.baseUrl())
                .tls(certificate.context().getSocketFactory())
                .proxy(httpProxy(tunnel))
                .build()) {
      assertThat(failure(billing).getMessage()).endsWith("TLS tunnel buffered too many bytes!");
    }
  }

  @Test
  void socksProxy_chosenByTheJvm_isUsedForTheUrl() throws IOException {
    server.respondWith(ScriptedResponse.json(Bodies.ACTIONS));
    try (SocksProxy socks = new SocksProxy(server.baseUrl());
        GitHubBilling behind =
            Clients.at(URI.create("http://billing.invalid:8080")).allowInsecure(true).build()) {
      ProxySelector.setDefault(
          selector(url -> url.getScheme().equals("http") ? List.of(socks.proxy()) : List.of()));

      assertThat(behind.actions().totalMinutesUsed()).isEqualByComparingTo("305");

      assertThat(socks.hosts()).containsExactly("billing.invalid");
    }
  }

  @Test
  void socksProxy_ofTheBuilder_resolvesTheHost() throws IOException {
    server.respondWith(ScriptedResponse.json(Bodies.ACTIONS));
    try (SocksProxy socks = new SocksProxy(server.baseUrl());
        GitHubBilling behind =
            Clients.at(URI.create("http://billing.invalid:8080"))
                .allowInsecure(true)
                .proxy(socks.proxy())
                .build()) {
      assertThat(behind.actions().totalMinutesUsed()).isEqualByComparingTo("305");

      assertThat(socks.hosts()).containsExactly("billing.invalid");
      assertThat(server.request().header("Host")).containsExactly("billing.invalid:8080");
    }
  }

  @Test
  void selector_thatThrows_failsTheCallWithoutItsMessage() {
    ProxySelector.setDefault(
        selector(
            url -> {
              throw new IllegalArgumentException("no script for " + url);
            }));
    try (GitHubBilling billing = Clients.at(server.baseUrl()).build()) {
      ConnectionException e = catchThrowableOfType(ConnectionException.class, billing::actions);

      assertThat(e).hasMessageEndingWith("the JVM's proxy selector failed");
      assertThat(Clients.messages(e)).noneMatch(message -> message.contains("no script"));
    }
  }

  @Test
  void tunnel_refusedByTheProxy_isTold() {
    server.respondWith(ScriptedResponse.of(407, ""));
    try (GitHubBilling behind =
        Clients.at(URI.create("https://billing.invalid")).proxy(httpProxy(server)).build()) {
      ConnectionException e = catchThrowableOfType(ConnectionException.class, behind::actions);

      assertThat(e).hasMessageContaining("Failed to authenticate with proxy");
      assertThat(server.request().target()).isEqualTo("billing.invalid:443");
      assertThat(server.request().header("Authorization")).isEmpty();
      assertThat(server.request().header("Proxy-Authorization")).isEmpty();
    }
  }

  @Test
  void tunnel_withLogin_sendsTheLoginToTheProxyAlone() {
    server.respondWith(ScriptedResponse.of(407, "", "Proxy-Authenticate: Basic realm=\"proxy\""));
    try (GitHubBilling behind =
        Clients.at(URI.create("https://billing.invalid"))
            .proxy(httpProxy(server))
            .proxyLogin("mona", "lisa")
            .build()) {
      ConnectionException e = catchThrowableOfType(ConnectionException.class, behind::actions);

      assertThat(server.requests().get(server.requests().size() - 1).header("Proxy-Authorization"))
          .containsExactly("Basic bW9uYTpsaXNh");
      assertThat(server.request().header("Authorization")).isEmpty();
      assertThat(Clients.messages(e)).noneMatch(message -> message.contains("lisa"));
    }
  }

  @Test
  void plainRequest_withLogin_isAnsweredOnceTheProxyKnowsTheLogin() {
    server.respondWith(
        ScriptedResponse.of(407, "", "Proxy-Authenticate: Basic realm=\"proxy\""),
        ScriptedResponse.json(Bodies.ACTIONS));
    try (GitHubBilling behind =
        Clients.at(URI.create("http://billing.invalid"))
            .allowInsecure(true)
            .proxy(httpProxy(server))
            .proxyLogin("mona", "lisa")
            .build()) {
      assertThat(behind.actions().totalMinutesUsed()).isEqualByComparingTo("305");

      assertThat(server.requests().get(1).header("Proxy-Authorization"))
          .containsExactly("Basic bW9uYTpsaXNh");
    }
  }

  @Test
  void login_forASocksProxy_isRefused() throws IOException {
    try (SocksProxy socks = new SocksProxy(server.baseUrl())) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  Clients.at(server.baseUrl())
                      .proxy(socks.proxy())
                      .proxyLogin("mona", "lisa")
                      .build())
          .withMessageContaining("java.net.socks.username");
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

  /** Connects to the target, and forwards all bytes in both directions. */
  private static void tunnel(ReceivedRequest request, Socket client) throws IOException {
    URI target = URI.create("tcp://" + request.target());
    try (Socket server = new Socket(target.getHost(), target.getPort())) {
      client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Thread back = new Thread(() -> pass(server, client), "tunnel");
      back.setDaemon(true);
      back.start();
      pass(client, server);
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // One side has closed its connection.
    }
  }

  private static ProxySelector selector(Function<URI, List<Proxy>> choice) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI url) {
        return choice.apply(url);
      }

      @Override
      public void connectFailed(URI url, SocketAddress address, IOException failure) {}
    };
  }
}
