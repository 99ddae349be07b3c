package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.HttpProxy;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.SocksProxy;
import dev.ghbilling.testkit.TestCertificate;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in a process of its own, in an environment with proxies. */
@Timeout(120)
class ProxyProcessTest {
  private static final TestCertificate CERTIFICATE =
      TestCertificate.selfSigned("dns:api.billing.invalid");
  private static final String ACTIONS =
      "{\"total_minutes_used\":305,\"total_paid_minutes_used\":0,\"included_minutes\":3000,"
          + "\"minutes_used_breakdown\":{\"UBUNTU\":305}}";

  @TempDir private Path temp;

  @AutoClose
  final RecordingServer server =
      new RecordingServer(CERTIFICATE.context()).respondWith(ScriptedResponse.json(ACTIONS));

  @Regression(
      input = "ghbilling actions with https_proxy and a login",
      before = "the proxy was passed over: no response, exit status 1",
      now = "the call goes through the proxy; the login stays out of the output")
  @Test
  void httpsProxy_withLogin_isUsed() throws Exception {
    try (HttpProxy proxy = new HttpProxy(server.baseUrl(), "mona:l:i/sa")) {
      ChildJvm.Exit exit =
          run(Map.of("https_proxy", "http://mona:l:i%2Fsa@127.0.0.1:" + port(proxy.proxy())));

      assertThat(exit.output()).contains("305").doesNotContain("mona", "sa@");
      assertThat(exit.status()).isZero();
      assertThat(proxy.requests())
          .extracting(ReceivedRequest::target)
          .containsOnly("api.billing.invalid:443");
      assertThat(server.request().header("Proxy-Authorization")).isEmpty();
    }
  }

  @Test
  void socksProxy_withLogin_isUsed() throws Exception {
    try (SocksProxy proxy = new SocksProxy(server.baseUrl(), "mona:lisa")) {
      ChildJvm.Exit exit =
          run(Map.of("all_proxy", "socks5h://mona:lisa@127.0.0.1:" + port(proxy.proxy())));

      assertThat(exit.output()).contains("305");
      assertThat(exit.status()).isZero();
      assertThat(proxy.hosts()).containsExactly("api.billing.invalid");
    }
  }

  @Test
  void noProxy_withTheHost_bypassesTheProxy() throws Exception {
    try (HttpProxy proxy = new HttpProxy(server.baseUrl())) {
      ChildJvm.Exit exit =
          run(
              Map.of(
                  "https_proxy",
                  "http://127.0.0.1:" + port(proxy.proxy()),
                  "no_proxy",
                  "other.example,.billing.invalid"));

      assertThat(exit.status()).isEqualTo(1);
      assertThat(proxy.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://mona:s-e-c-r-e-t@proxy.example", "mona:s-e-c-r-e-t@proxy.example:port"})
  void httpsProxy_malformed_isNamedInOneLine(String value) throws Exception {
    ChildJvm.Exit exit = run(Map.of("https_proxy", value));

    assertThat(exit.status()).isEqualTo(2);
    assertThat(exit.output().lines())
        .singleElement()
        .asString()
        .startsWith("ghbilling: https_proxy must ")
        .doesNotContain("s-e-c-r-e-t", "Exception");
  }

  @Regression(
      input = "ghbilling actions with HTTPS_PROXY and no_proxy=10.0.0.0/99",
      before = "the entry was passed over without a word",
      now = "one line names the variable and the entry's place, with exit status 2")
  @Test
  void noProxy_malformed_isNamedInOneLine() throws Exception {
    ChildJvm.Exit exit =
        run(Map.of("HTTPS_PROXY", "http://proxy.example", "no_proxy", "a.example,10.0.0.0/99"));

    assertThat(exit.status()).isEqualTo(2);
    assertThat(exit.output().lines())
        .singleElement()
        .asString()
        .startsWith("ghbilling: no_proxy can't be read: its entry 2 ");
  }

  @Test
  void proxyThatRefusesTheLogin_isToldWithoutTheLogin() throws Exception {
    try (HttpProxy proxy = new HttpProxy(server.baseUrl(), "mona:lisa")) {
      ChildJvm.Exit exit =
          run(Map.of("https_proxy", "http://mona:s-e-c-r-e-t@127.0.0.1:" + port(proxy.proxy())));

      assertThat(exit.status()).isEqualTo(1);
      assertThat(exit.output().lines())
          .singleElement()
          .asString()
          .endsWith("(HTTP 407): check user and password in https_proxy")
          .doesNotContain("s-e-c-r-e-t", "bW9uYTpz", "mona");
    }
  }

  private ChildJvm.Exit run(Map<String, String> proxies) throws Exception {
    Path trusted = temp.resolve("trusted.p12");
    CERTIFICATE.writeTrustStore(trusted);
    Map<String, String> environment = new HashMap<>();
    environment.put("GITHUB_API_URL", "https://api.billing.invalid");
    environment.put("GITHUB_ENTERPRISE", "octo-enterprise");
    environment.put("GH_TOKEN", CliRun.TOKEN);
    environment.put("no_proxy", "other.example");
    environment.putAll(proxies);
    return ChildJvm.of(GhbillingMain.class)
        .options(
            "-Djavax.net.ssl.trustStore=" + trusted,
            "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD)
        .environment(environment)
        .run("actions");
  }

  private static int port(Proxy proxy) {
    return ((InetSocketAddress) proxy.address()).getPort();
  }
}
