package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.SocksProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Proxies that the JVM chooses, SOCKS proxies, and proxies that ask for a login. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated("sets the JVM's ProxySelector, which every client asks")
class ProxyTest {
  @AutoClose final RecordingServer server = new RecordingServer();

  private final ProxySelector before = ProxySelector.getDefault();

  @AfterEach
  void restoreSelector() {
    ProxySelector.setDefault(before);
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
  void httpProxy_chosenByTheJvmThatAsksForALogin_isToldAsTheJvms() {
    server.respondWith(ScriptedResponse.of(407, ""));
    ProxySelector.setDefault(selector(url -> List.of(httpProxy())));
    try (GitHubBilling behind = Clients.at(URI.create("https://billing.invalid")).build()) {
      ConnectionException e = catchThrowableOfType(ConnectionException.class, behind::actions);

      assertThat(e)
          .hasMessageEndingWith(
              ": a proxy asks for a login (HTTP 407), and the JVM's selector, which chose the proxy, has none: set proxy and proxyLogin");
    }
  }

  @Test
  void socksProxy_chosenByTheJvm_winsOverTheEnvironment() throws IOException {
    server.respondWith(ScriptedResponse.json(Bodies.ACTIONS));
    try (SocksProxy socks = new SocksProxy(server.baseUrl());
        GitHubBilling behind =
            Clients.at(URI.create("http://billing.invalid:8080"))
                .allowInsecure(true)
                .environment(Map.of("HTTP_PROXY", "http://mona:lisa@127.0.0.1:1"))
                .build()) {
      ProxySelector.setDefault(
          selector(url -> url.getScheme().equals("http") ? List.of(socks.proxy()) : List.of()));

      assertThat(behind.actions().totalMinutesUsed()).isEqualByComparingTo("305");

      assertThat(server.request().header("Proxy-Authorization")).isEmpty();
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
        Clients.at(URI.create("https://billing.invalid")).proxy(httpProxy()).build()) {
      ConnectionException e = catchThrowableOfType(ConnectionException.class, behind::actions);

      assertThat(e).hasMessageContaining("a proxy asks for a login");
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
            .proxy(httpProxy())
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
  void plainRequest_withLogin_sendsTheLoginAtOnce() {
    server.respondWith(ScriptedResponse.json("{\"message\":\"added\"}"));
    try (GitHubBilling behind =
        Clients.at(URI.create("http://billing.invalid"))
            .allowInsecure(true)
            .proxy(httpProxy())
            .proxyLogin("mona", "lisa")
            .build()) {
      // A body is sent once only: after a 407 it could not be sent again.
      assertThat(behind.costCenters().addUsers("id", List.of("mona")).message()).isEqualTo("added");

      assertThat(server.requests()).hasSize(1);
      assertThat(server.request().header("Proxy-Authorization"))
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

  private Proxy httpProxy() {
    return new Proxy(
        Proxy.Type.HTTP,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.baseUrl().getPort()));
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
