package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.HttpProxy;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.TestCertificate;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command in a process of its own, in an environment with proxies. */
@Timeout(120)
final class ProxiedRunTest {
  private static final TestCertificate CERTIFICATE =
      TestCertificate.selfSigned("dns:api.billing.invalid");

  @TempDir private Path temp;

  @AutoClose
  private final RecordingServer server =
      new RecordingServer(CERTIFICATE.context())
          .respondWith(ScriptedResponse.of(404, "{}", "Content-Type: application/json"));

  @Regression(
      input = "ghbilling conformance with https_proxy and a login",
      before = "the proxy was passed over: no server responds, exit status 2",
      now = "all requests go through the proxy, which alone gets the login")
  @Test
  void httpsProxy_withLogin_isUsed() throws Exception {
    try (HttpProxy proxy = new HttpProxy(server.baseUrl(), "mona:l:i/sa")) {
      ChildJvm.Exit exit = run("https_proxy", "http://mona:l:i%2Fsa@127.0.0.1:" + port(proxy));

      assertThat(exit.output())
          .contains("getActionsBilling/status", "404")
          .doesNotContain("mona", "sa@");
      assertThat(proxy.requests())
          .extracting(ReceivedRequest::target)
          .containsOnly("api.billing.invalid:443");
      assertThat(server.requests())
          .isNotEmpty()
          .allMatch(request -> request.header("Proxy-Authorization").isEmpty());
    }
  }

  @Test
  void noProxy_withTheHost_bypassesTheProxy() throws Exception {
    try (HttpProxy proxy = new HttpProxy(server.baseUrl())) {
      ChildJvm.Exit exit =
          run(
              "https_proxy",
              "http://127.0.0.1:" + port(proxy),
              "no_proxy",
              "api.billing.invalid:443");

      assertThat(exit.status()).isEqualTo(2);
      assertThat(exit.output()).contains("no server responds at https://api.billing.invalid");
      assertThat(proxy.requests()).isEmpty();
    }
  }

  @Test
  void proxyLogin_refused_isToldInOneLine() throws Exception {
    try (HttpProxy proxy = new HttpProxy(server.baseUrl(), "mona:lisa")) {
      ChildJvm.Exit exit = run("https_proxy", "http://mona:s-e-c-r-e-t@127.0.0.1:" + port(proxy));

      assertThat(exit.status()).isEqualTo(2);
      assertThat(exit.output().lines())
          .singleElement()
          .asString()
          .contains(
              "the proxy requires another login (HTTP 407): check user and password in https_proxy")
          .doesNotContain("s-e-c-r-e-t");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://mona:s-e-c-r-e-t@proxy.example",
        "socks5://mona:s-e-c-r-e-t@proxy.example",
        "mona:s-e-c-r-e-t@proxy.example:port",
        "mona:s-e-c-r-e-t%@proxy.example:80"
      })
  void httpsProxy_thatCantBeUsed_isNamedInOneLine(String value) throws Exception {
    ChildJvm.Exit exit = run("https_proxy", value);

    assertThat(exit.status()).isEqualTo(2);
    assertThat(exit.output().lines())
        .singleElement()
        .asString()
        .startsWith("conformance: https_proxy must ")
        .doesNotContain("s-e-c-r-e-t");
  }

  private ChildJvm.Exit run(String... variables) throws Exception {
    Path trusted = temp.resolve("trusted.p12");
    CERTIFICATE.writeTrustStore(trusted);
    Map<String, String> environment = new HashMap<>();
    environment.put("GH_TOKEN", CommandRun.TOKEN);
    environment.put("no_proxy", "other.example");
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return ChildJvm.of(ConformanceMain.class)
        .options(
            "-Djavax.net.ssl.trustStore=" + trusted,
            "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD)
        .environment(environment)
        .run(
            "--base-url=https://api.billing.invalid",
            "--enterprise=octo-enterprise",
            "--include=getActionsBilling/status");
  }

  private static int port(HttpProxy proxy) {
    return ((InetSocketAddress) proxy.proxy().address()).getPort();
  }
}
