package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("looks at the JVM's threads")
class BuilderTest {
  @AutoClose
  final RecordingServer server = new RecordingServer().respondWith(ScriptedResponse.json("{}"));

  @Test
  void build_withoutEnterprise_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GitHubBilling.builder().token("ghp_x").build())
        .withMessage("enterprise is required");
  }

  @Test
  void build_withoutToken_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GitHubBilling.builder().enterprise("octo").build())
        .withMessage("token is required");
  }

  @Test
  void build_withoutEnterpriseAndToken_namesBoth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GitHubBilling.builder().build())
        .withMessage("enterprise is required, token is required");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://api.github.com",
        "file:///etc/passwd",
        "mailto:octocat@github.com",
        "api.github.com",
        "/api/v3",
        "https:///api/v3",
        "https://api.github.com?x=1",
        "https://api.github.com#part",
        "http://api.github.com",
        "http://192.168.0.1",
        "http://10.0.0.1:8080",
        "http://0.0.0.0",
        "http://[2001:db8::1]",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://evil.example/127.0.0.1",
        "http://localhost@evil.example",
        "HTTP://evil.example"
      })
  void baseUrl_invalid_throws(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> Clients.at(URI.create(url)).build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:pass-word@api.github.com",
        "https://pass-word@api.github.com",
        "https://user:pass-word@my_host",
        "https://api.github.com?access_token=pass-word",
        "https://api.github.com#pass-word"
      })
  void baseUrl_withASecret_throwsWithoutQuotingIt(String url) {
    IllegalArgumentException e =
        catchThrowableOfType(
            IllegalArgumentException.class, () -> Clients.at(URI.create(url)).build());

    assertThat(e.getMessage()).doesNotContain("pass-word");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.github.com",
        "https://api.octocorp.ghe.com",
        "https://ghes.example:8443/api/v3",
        "HTTPS://api.github.com",
        "http://localhost",
        "http://LOCALHOST:8080",
        "http://127.0.0.1:8080",
        "http://127.9.8.7",
        "http://[::1]:8080"
      })
  void baseUrl_valid_isAccepted(String url) {
    try (GitHubBilling billing = Clients.at(URI.create(url)).build()) {
      assertThat(billing).hasToString("GitHubBilling[octo-enterprise at " + url + "]");
    }
  }

  @Test
  void allowInsecure_withPlainHttp_isAccepted() {
    try (GitHubBilling billing =
        Clients.at(URI.create("http://ghes.example")).allowInsecure(true).build()) {
      assertThat(billing.toString()).contains("http://ghes.example");
    }
  }

  @Test
  void baseUrl_unset_isThePublicApi() {
    try (GitHubBilling billing = GitHubBilling.builder().enterprise("o").token("t").build()) {
      assertThat(billing).hasToString("GitHubBilling[o at https://api.github.com]");
    }
  }

  @Test
  void enterpriseServer_withAPort_addsApiV3() {
    try (GitHubBilling billing =
        Clients.at(URI.create("https://unused")).enterpriseServer("ghes.example:8443").build()) {
      assertThat(billing.toString()).endsWith(" at https://ghes.example:8443/api/v3]");
    }
  }

  @Test
  void gheCom_withASubdomain_isTheDataResidencyUrl() {
    try (GitHubBilling billing =
        Clients.at(URI.create("https://unused")).gheCom("octocorp").build()) {
      assertThat(billing.toString()).endsWith(" at https://api.octocorp.ghe.com]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example/", "a@b", "a?b", "a b", "", "evil.example#"})
  void host_invalid_throws(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GitHubBilling.builder().enterpriseServer(host));
    assertThatIllegalArgumentException().isThrownBy(() -> GitHubBilling.builder().gheCom(host));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", "ghp_a b", "ghp_a\nb", "ghp_a\r\nX-Other: 1", "ghp_ä"})
  void token_invalid_throwsWithoutQuotingIt(String token) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GitHubBilling.builder().token(token))
        .withMessageMatching("the token (must not be empty|is malformed: it has .*)");
  }

  @Test
  @Regression(
      input = "a supplier of tokens that returns null",
      before = "a NullPointerException",
      now = "an IllegalArgumentException that says so")
  void token_suppliedAsNull_isToldAndNotSent() {
    try (GitHubBilling billing =
        Clients.at(server.baseUrl()).token(new AtomicReference<String>()::get).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(billing::actions)
          .withMessage("the supplier of tokens returned null instead of a token");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void token_surroundedBySpace_isStripped() {
    try (GitHubBilling billing = Clients.at(server.baseUrl()).token(" ghp_file\n").build()) {
      assertThat(catchThrowableOfType(RuntimeException.class, () -> billing.actions())).isNotNull();
    }

    assertThat(server.request().header("Authorization")).containsExactly("Bearer ghp_file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\r\nX-Other: 1", "ä"})
  void headerValue_invalid_throws(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> GitHubBilling.builder().userAgent(value));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GitHubBilling.builder().apiVersion(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  void timeout_notPositive_throws(Duration timeout) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GitHubBilling.builder().connectTimeout(timeout));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GitHubBilling.builder().readTimeout(timeout));
  }

  @Test
  void toString_ofTheClient_omitsTheToken() {
    try (GitHubBilling billing = Clients.at(server.baseUrl()).build()) {
      assertThat(billing.toString()).doesNotContain(Clients.TOKEN);
    }
  }

  @Test
  void client_closed_leavesNoNonDaemonThread() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (GitHubBilling billing = Clients.at(server.baseUrl()).build()) {
      assertThat(catchThrowableOfType(RuntimeException.class, () -> billing.actions())).isNotNull();
    }

    Set<Thread> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread) && !thread.isDaemon())
            .collect(Collectors.toSet());
    assertThat(left).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Proxy.Type.class,
      names = {"HTTP", "SOCKS"})
  void proxy_besideAnOwnClient_isRefused(Proxy.Type type) {
    GitHubBilling.Builder builder =
        Clients.at(URI.create("https://api.github.com"))
            .httpClient((request, options) -> null)
            .proxy(new Proxy(type, InetSocketAddress.createUnresolved("proxy.example", 1)));

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining("httpClient");
  }

  @Test
  void token_null_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GitHubBilling.builder().token(System.getenv("GHBILLING_NEVER_SET")))
        .withMessage("the token must not be null");
  }
}
