package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy's own response is reported as the proxy's, with or without a body. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProxyErrorTest {
  private static final String PAGE = "<html>\n<body>Log in first.</body></html>";
  private static final String CHALLENGE = "Proxy-Authenticate: Basic realm=\"proxy\"";

  @AutoClose final RecordingServer proxy = new RecordingServer();

  /** How a page is sent. */
  enum Body {
    NONE,
    OF_KNOWN_LENGTH,
    CHUNKED,
    UNTIL_CLOSE;

    ScriptedResponse of(int status, String... headers) {
      return switch (this) {
        case NONE -> ScriptedResponse.of(status, "", headers);
        case OF_KNOWN_LENGTH -> ScriptedResponse.of(status, PAGE, headers);
        case CHUNKED ->
            ScriptedResponse.untilClose(
                status,
                "%x\r\n%s\r\n0\r\n\r\n"
                    .formatted(PAGE.length(), PAGE)
                    .getBytes(StandardCharsets.UTF_8),
                Stream.concat(Stream.of(headers), Stream.of("Transfer-Encoding: chunked"))
                    .toArray(String[]::new));
        case UNTIL_CLOSE ->
            ScriptedResponse.untilClose(status, PAGE.getBytes(StandardCharsets.UTF_8), headers);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void tunnel_withoutLogin_isToldToLogIn(Body body) {
    proxy.respondWith(body.of(407, CHALLENGE));
    try (GitHubBilling billing = behind("https://billing.invalid").build()) {
      assertThat(failure(billing))
          .hasMessage(
              "getActionsBilling: no response from billing.invalid:"
                  + " a proxy asks for a login (HTTP 407): set proxyLogin");
    }
  }

  @ParameterizedTest
  @EnumSource
  @Regression(
      input = "a proxy's 407 with a page, after a login",
      before = "\"Failed to authenticate with proxy\", or \"not valid HTTP\"",
      now = "\"the proxy refused the login (HTTP 407): check proxyLogin\"")
  void tunnel_withAWrongLogin_isToldToCheckIt(Body body) {
    proxy.respondWith(body.of(407, CHALLENGE));
    try (GitHubBilling billing =
        behind("https://billing.invalid").proxyLogin("mona", "lisa").build()) {
      assertThat(failure(billing))
          .hasMessage(
              "getActionsBilling: no response from billing.invalid:"
                  + " the proxy refused the login (HTTP 407): check proxyLogin");
    }
  }

  @ParameterizedTest
  @EnumSource
  void plainRequest_withoutLogin_isToldToLogIn(Body body) {
    proxy.respondWith(body.of(407, CHALLENGE));
    try (GitHubBilling billing = behind("http://billing.invalid").allowInsecure(true).build()) {
      assertThat(failure(billing))
          .hasMessageEndingWith(": a proxy asks for a login (HTTP 407): set proxyLogin");
    }
  }

  @ParameterizedTest
  @EnumSource
  @Regression(
      input = "407 of a proxy that the client wasn't told of",
      before = "\"the server's response is not valid HTTP\"",
      now = "\"a proxy asks for a login (HTTP 407), but no proxy is set for this URL\"")
  void directRequest_interceptedByAProxy_isToldToLogIn(Body body) {
    proxy.respondWith(body.of(407, CHALLENGE));
    try (GitHubBilling billing = Clients.at(proxy.baseUrl()).build()) {
      assertThat(failure(billing))
          .hasMessageEndingWith(
              ": a proxy asks for a login (HTTP 407), but no proxy is set for this URL");
    }
  }

  @Regression(
      input = "a proxy's 407",
      before = "sent four times",
      now = "sent once, since a login doesn't change by itself")
  @ParameterizedTest
  @ValueSource(strings = {"https://billing.invalid", "http://billing.invalid"})
  void challenge_isMetOnce(String url) {
    proxy.respondWith(Body.OF_KNOWN_LENGTH.of(407, CHALLENGE));
    try (GitHubBilling billing =
        behind(url).allowInsecure(true).retryPolicy(RetryPolicy.DEFAULT).build()) {
      assertThat(failure(billing).attempts()).isEqualTo(1);
    }
    assertThat(proxy.requests()).hasSize(1);
  }

  @Regression(
      input = "407 of a proxy that an environment variable names",
      before = "the message named proxyLogin, a setting of the builder",
      now = "it names the variable")
  @ParameterizedTest
  @CsvSource({
    "https, HTTPS_PROXY, '', a proxy asks for a login (HTTP 407): set user and password in HTTPS_PROXY",
    "https, all_proxy, a:b@, the proxy refused the login (HTTP 407): check user and password in all_proxy",
    "http, http_proxy, '', a proxy asks for a login (HTTP 407): set user and password in http_proxy",
    "http, HTTP_PROXY, a:b@, the proxy refused the login (HTTP 407): check user and password in HTTP_PROXY"
  })
  void challenge_ofAProxyOfTheEnvironment_namesItsVariable(
      String scheme, String variable, String login, String reason) {
    proxy.respondWith(Body.OF_KNOWN_LENGTH.of(407, CHALLENGE));
    String url = "http://" + login + proxy.baseUrl().getAuthority();
    try (GitHubBilling billing =
        Clients.at(URI.create(scheme + "://billing.invalid"))
            .allowInsecure(true)
            .proxyEnvironment(Map.of(variable, url))
            .build()) {
      assertThat(failure(billing)).hasMessageEndingWith(": " + reason);
    }
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void tunnel_refused_namesTheStatus(int status, Body body) {
    proxy.respondWith(body.of(status));
    try (GitHubBilling billing = behind("https://billing.invalid").build()) {
      assertThat(failure(billing))
          .hasMessage(
              "getActionsBilling: no response from billing.invalid:"
                  + " the proxy responded with HTTP "
                  + status);
    }
  }

  static Stream<Arguments> statuses() {
    return Stream.of(Body.values())
        .flatMap(body -> Stream.of(403, 502, 503).map(status -> Arguments.of(status, body)));
  }

  @ParameterizedTest
  @EnumSource
  void plainRequest_refused_isAServerError(Body body) {
    proxy.respondWith(body.of(502));
    try (GitHubBilling billing = behind("http://billing.invalid").allowInsecure(true).build()) {
      ServerException e = catchThrowableOfType(ServerException.class, billing::actions);

      assertThat(e).hasMessage("getActionsBilling: HTTP 502: the response has no message");
    }
  }

  private GitHubBilling.Builder behind(String url) {
    return Clients.at(URI.create(url))
        .proxy(
            new Proxy(
                Proxy.Type.HTTP,
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), proxy.baseUrl().getPort())));
  }

  private static ConnectionException failure(GitHubBilling billing) {
    return catchThrowableOfType(ConnectionException.class, billing::actions);
  }
}
