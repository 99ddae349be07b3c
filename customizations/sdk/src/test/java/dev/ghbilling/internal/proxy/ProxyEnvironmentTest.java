package dev.ghbilling.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.internal.text.OneLine;
import dev.ghbilling.testkit.HttpProxy;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.SocksProxy;
import dev.ghbilling.testkit.TestCertificate;
import feign.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxies of the environment, with hosts that only a proxy can reach. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProxyEnvironmentTest {
  private static final TestCertificate CERTIFICATE =
      TestCertificate.selfSigned("dns:*.billing.invalid");
  private static final URI API = URI.create("https://api.billing.invalid");
  private static final URI PLAIN_API = URI.create("http://api.billing.invalid");

  @AutoClose
  final RecordingServer tls =
      new RecordingServer(CERTIFICATE.context()).respondWith(ScriptedResponse.json(Bodies.ACTIONS));

  @AutoClose
  final RecordingServer plain =
      new RecordingServer().respondWith(ScriptedResponse.json(Bodies.ACTIONS));

  @Regression(
      input = "HTTPS_PROXY with a login, percent-encoded",
      before = "passed over: the host was looked up and called directly",
      now = "the call goes through the proxy, which alone gets the login")
  @Test
  void httpsProxy_withLogin_tunnelsAndShowsTheLoginToTheProxyAlone() throws IOException {
    try (HttpProxy proxy = new HttpProxy(tls.baseUrl(), "mona:l!s@:/a")) {
      send(Map.of("HTTPS_PROXY", "http://mona:l!s%40%3A%2Fa@127.0.0.1:" + port(proxy)), API);

      assertThat(proxy.requests())
          .extracting(ReceivedRequest::target)
          .containsOnly("api.billing.invalid:443");
      assertThat(proxy.requests()).allMatch(request -> request.header("Authorization").isEmpty());
      assertThat(tls.request().header("Proxy-Authorization")).isEmpty();
      assertThat(tls.request().header("Authorization")).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https_proxy, HTTPS_PROXY",
    "https_proxy, all_proxy",
    "HTTPS_PROXY, all_proxy",
    "HTTPS_PROXY, http_proxy",
    "all_proxy, ALL_PROXY",
    "ALL_PROXY, HTTP_PROXY"
  })
  void https_withTwoVariables_usesTheFirst(String first, String second) throws IOException {
    try (HttpProxy proxy = new HttpProxy(tls.baseUrl());
        HttpProxy other = new HttpProxy(tls.baseUrl())) {
      send(Map.of(first, url(proxy), second, url(other)), API);

      assertThat(proxy.requests()).hasSize(1);
      assertThat(other.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http_proxy, HTTP_PROXY",
    "HTTP_PROXY, all_proxy",
    "HTTP_PROXY, HTTPS_PROXY",
    "ALL_PROXY, https_proxy"
  })
  void http_withTwoVariables_usesTheFirst(String first, String second) throws IOException {
    try (HttpProxy other = new HttpProxy(tls.baseUrl())) {
      send(Map.of(first, url("mona:lisa@", plain), second, url(other)), PLAIN_API);

      assertThat(plain.request().target()).startsWith("http://api.billing.invalid/enterprises/");
      assertThat(plain.request().header("Proxy-Authorization"))
          .containsExactly("Basic bW9uYTpsaXNh");
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void httpProxy_ofACgiScript_isIgnored() {
    assertThat(failure(Map.of("HTTP_PROXY", url("", plain), "REQUEST_METHOD", "GET"), PLAIN_API))
        .contains("no response from api.billing.invalid");

    assertThat(plain.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void variable_blank_isNotSet(String blank) {
    send(Map.of("http_proxy", blank, "HTTP_PROXY", url("", plain)), PLAIN_API);

    assertThat(plain.requests()).hasSize(1);
  }

  @Test
  void value_withoutAScheme_isAnHttpProxy() {
    send(Map.of("HTTP_PROXY", "127.0.0.1:" + plain.baseUrl().getPort()), PLAIN_API);

    assertThat(plain.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no_proxy", "NO_PROXY"})
  void noProxy_withTheHost_bypassesTheProxy(String name) {
    assertThat(failure(Map.of("HTTP_PROXY", url("", plain), name, ".billing.invalid"), PLAIN_API))
        .contains("no response from api.billing.invalid");

    assertThat(plain.requests()).isEmpty();
  }

  @Test
  void thisMachine_isReachedWithoutAProxyAndItsLogin() throws IOException {
    try (HttpProxy proxy = new HttpProxy(tls.baseUrl())) {
      send(Map.of("ALL_PROXY", "http://mona:lisa@127.0.0.1:" + port(proxy)), plain.baseUrl());

      assertThat(proxy.requests()).isEmpty();
      assertThat(plain.request().header("Proxy-Authorization")).isEmpty();
    }
  }

  @Regression(
      input = "ALL_PROXY=socks5h://mona:p%40ss@HOST",
      before = "passed over, and a login at a SOCKS proxy needed system properties",
      now = "the proxy looks the host up, and gets the login")
  @ParameterizedTest
  @ValueSource(strings = {"socks5", "socks5h"})
  void socksProxy_withLogin_looksTheHostUp(String scheme) throws IOException {
    try (SocksProxy socks = new SocksProxy(plain.baseUrl(), "mona:p@ss")) {
      int port = ((InetSocketAddress) socks.proxy().address()).getPort();
      send(Map.of("ALL_PROXY", scheme + "://mona:p%40ss@127.0.0.1:" + port), PLAIN_API);

      assertThat(socks.hosts()).containsExactly("api.billing.invalid");
    }
  }

  @Test
  void socksLogin_wrong_failsInOneLine() throws IOException {
    try (SocksProxy socks = new SocksProxy(plain.baseUrl(), "mona:lisa")) {
      int port = ((InetSocketAddress) socks.proxy().address()).getPort();

      assertThat(failure(Map.of("ALL_PROXY", "socks5://mona:p-a-s-s@127.0.0.1:" + port), PLAIN_API))
          .contains("SOCKS")
          .doesNotContain("p-a-s-s");
    }
  }

  @Test
  void proxy_ofTheBuilder_winsOverAVariableThatIsNotEvenRead() throws IOException {
    try (HttpProxy proxy = new HttpProxy(tls.baseUrl());
        GitHubBilling billing =
            at(API, Map.of("HTTPS_PROXY", "::no proxy::")).proxy(proxy.proxy()).build()) {
      billing.actions();

      assertThat(proxy.requests()).hasSize(1);
    }
  }

  @Test
  void variables_withAnHttpClientOfTheApplications_areLeftToIt() {
    try (GitHubBilling billing =
        Clients.at(API)
            .proxyEnvironment(Map.of("HTTPS_PROXY", "::no proxy::"))
            .httpClient(
                (request, options) ->
                    Response.builder()
                        .request(request)
                        .status(200)
                        .headers(Map.of("Content-Type", List.of("application/json")))
                        .body(Bodies.ACTIONS, StandardCharsets.UTF_8)
                        .build())
            .build()) {
      assertThat(billing.actions().totalMinutesUsed()).isEqualByComparingTo("305");
    }
  }

  @Regression(
      input = "HTTPS_PROXY=https://mona:secret@proxy",
      before = "passed over",
      now = "one line names the variable, without the password")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://mona:s-e-c-r-e-t@proxy.example:443",
        "socks4://mona:s-e-c-r-e-t@proxy.example",
        "ftp://mona:s-e-c-r-e-t@proxy.example",
        "http://mona:s-e-c-r-e-t%zz@proxy.example",
        "http://mona:s-e-c-r-e-t/@proxy.example",
        "http://mona:s-e-c-r-e-t@",
        "http://mona:s-e-c-r-e-t@proxy.example:0",
        "http://mona:s-e-c-r-e-t@proxy.example:65536",
        "http://mona:s-e-c-r-e-t@proxy.example:port",
        "http://mona:s-e-c-r-e-t@proxy example:1",
        "http://mona:s-e-c-r-e-t@h\u001B[31m"
      })
  void variable_malformed_isNamedInOneLine(String value) {
    assertThat(
            catchThrowableOfType(
                IllegalArgumentException.class,
                () -> at(API, Map.of("https_proxy", value)).build()))
        .satisfies(
            e ->
                assertThat(Clients.messages(e))
                    .singleElement()
                    .asString()
                    .contains("https_proxy must b")
                    .satisfies(message -> assertThat(OneLine.of(message)).isEqualTo(message))
                    .doesNotContain("s-e-c-r-e-t", "proxy.example", "\n", "\u001B"));
  }

  @Test
  void variable_malformedThatNoRequestNeeds_isLeftAlone() {
    send(Map.of("HTTPS_PROXY", "https://proxy.example", "ALL_PROXY", ":"), plain.baseUrl());

    assertThat(plain.requests()).hasSize(1);
  }

  @Test
  void refusedLogin_isNotInAnyMessage() throws IOException {
    try (HttpProxy proxy = new HttpProxy(tls.baseUrl(), "mona:lisa")) {
      assertThat(
              failure(Map.of("HTTPS_PROXY", "http://mona:p-a-s-s@127.0.0.1:" + port(proxy)), API))
          .contains("proxy")
          .doesNotContain("p-a-s-s", "bW9uYTpw");
    }
  }

  @Test
  void download_fromAnotherHost_goesThroughTheProxyToo(@TempDir Path folder) throws IOException {
    String export =
        """
        {"id": "1", "report_type": "detailed", "status": "completed", "start_date": "2025-01-01",
         "end_date": "2025-01-31", "actor": "mona", "created_at": "2025-02-01T00:00:00Z",
         "download_urls": ["https://storage.billing.invalid/report.csv?sig=x"]}
        """;
    tls.respondWith(
        ScriptedResponse.json(export),
        ScriptedResponse.of(200, "\"date\",\"net_amount\"\r\n", "Content-Type: text/csv"));
    try (HttpProxy proxy = new HttpProxy(tls.baseUrl(), "mona:lisa");
        GitHubBilling billing =
            at(API, Map.of("HTTPS_PROXY", "http://mona:lisa@127.0.0.1:" + port(proxy))).build()) {
      List<Path> files = billing.exports().export("1").downloadTo(folder);

      assertThat(files).singleElement().asString().endsWith(".csv");
      assertThat(proxy.requests())
          .extracting(ReceivedRequest::target)
          .contains("api.billing.invalid:443", "storage.billing.invalid:443");
      assertThat(tls.requests())
          .hasSize(2)
          .allMatch(request -> request.header("Proxy-Authorization").isEmpty());
    }
  }

  private static void send(Map<String, String> variables, URI api) {
    try (GitHubBilling billing = at(api, variables).build()) {
      assertThat(billing.actions().totalMinutesUsed()).isEqualByComparingTo("305");
    }
  }

  private static String failure(Map<String, String> variables, URI api) {
    try (GitHubBilling billing = at(api, variables).build()) {
      ConnectionException e =
          catchThrowableOfType(ConnectionException.class, () -> billing.actions());
      return String.join("; ", Clients.messages(e));
    }
  }

  private static GitHubBilling.Builder at(URI api, Map<String, String> variables) {
    return Clients.at(api)
        .allowInsecure(true)
        .tls(CERTIFICATE.context().getSocketFactory())
        .environment(new HashMap<>(variables));
  }

  private static int port(HttpProxy proxy) {
    return ((InetSocketAddress) proxy.proxy().address()).getPort();
  }

  private static String url(HttpProxy proxy) {
    return "http://127.0.0.1:" + port(proxy);
  }

  private static String url(String login, RecordingServer proxy) {
    return "http://" + login + proxy.baseUrl().getAuthority() + "/";
  }
}
