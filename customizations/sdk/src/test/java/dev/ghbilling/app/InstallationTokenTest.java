package dev.ghbilling.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.TestTime;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.InstallationTokenException;
import dev.ghbilling.error.RateLimitedException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.internal.time.Sleeper;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.RefusingPort;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class InstallationTokenTest {
  private static final KeyPair KEY = RsaKeys.generate(2048);
  private static final String SECRET = "ghs_TheInstallationsSecret";

  @AutoClose final RecordingServer server = new RecordingServer();
  private final ManualClock time = new ManualClock();

  @Test
  void get_withAValidKey_sendsASignedJwt() throws Exception {
    server.respondWith(granting("ghs_one", time.instant().plus(Duration.ofHours(1))));

    assertThat(token().get()).isEqualTo("ghs_one");

    ReceivedRequest request = server.request();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/app/installations/4711/access_tokens");
    assertThat(request.header("Accept")).containsExactly("application/vnd.github+json");
    assertThat(request.header("User-Agent")).hasSize(1);
    JsonNode claims = verified(request, KEY);
    assertThat(claims.path("iss").asText()).isEqualTo("Iv23liExample");
    assertThat(claims.path("iat").asLong())
        .isEqualTo(time.instant().minusSeconds(60).getEpochSecond());
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(600);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 4096})
  void privateKey_inEitherFormat_signs(int bits) throws Exception {
    KeyPair key = RsaKeys.generate(bits);
    for (String pem :
        List.of(RsaKeys.pkcs1(key), RsaKeys.pkcs8(key), RsaKeys.pkcs1(key).replace("\n", "\r\n"))) {
      try (RecordingServer own =
          new RecordingServer()
              .respondWith(granting("ghs_one", time.instant().plus(Duration.ofHours(1))))) {
        builder().baseUrl(own.baseUrl()).privateKey(pem).build().get();

        assertThat(verified(own.request(), key)).isNotNull();
      }
    }
  }

  @Test
  void token_before5MinutesToExpiry_isReused() {
    server.respondWith(
        granting("ghs_one", time.instant().plus(Duration.ofHours(1))),
        granting("ghs_two", time.instant().plus(Duration.ofHours(2))));
    InstallationToken token = token();

    assertThat(token.get()).isEqualTo("ghs_one");
    time.sleep(Duration.ofMinutes(55).minusSeconds(1));
    assertThat(token.get()).isEqualTo("ghs_one");
    time.sleep(Duration.ofSeconds(1));
    assertThat(token.get()).isEqualTo("ghs_two");
    assertThat(token.get()).isEqualTo("ghs_two");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void get_fromSeveralThreads_sendsOneRequest() {
    server.respondWith(granting("ghs_one", time.instant().plus(Duration.ofHours(1))));
    InstallationToken token = token();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<String>> all =
          IntStream.range(0, 8)
              .mapToObj(i -> CompletableFuture.supplyAsync(token, threads))
              .toList();

      assertThat(all).allSatisfy(one -> assertThat(one.join()).isEqualTo("ghs_one"));
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void client_withAnInstallationToken_sendsIt() {
    server.respondWith(
        granting("ghs_one", time.instant().plus(Duration.ofHours(1))),
        ScriptedResponse.of(404, ""));
    try (GitHubBilling billing = Clients.at(server.baseUrl()).token(token()).build()) {
      assertThat(catchThrowableOfType(RuntimeException.class, () -> billing.exports().list()))
          .isNotNull();
    }

    assertThat(server.requests().get(1).header("Authorization")).containsExactly("Bearer ghs_one");
  }

  @Test
  void call_withoutAToken_throwsAndIsNotSent() {
    server.respondWith(ScriptedResponse.of(401, "{\"message\": \"Bad credentials\"}"));
    try (GitHubBilling billing = Clients.at(server.baseUrl()).token(token()).build()) {
      assertThat(
              catchThrowableOfType(
                  InstallationTokenException.class, () -> billing.exports().list()))
          .hasMessageContaining("HTTP 401: Bad credentials");
    }

    assertThat(server.requests()).as("nothing without a token").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | HTTP 401: no; check the app's id, its private key, and this machine's clock
          404 | HTTP 404: no; it does not exist, or the token may not see it: documented for tokens: JSON web token of the GitHub App; check the installation's id, and that it is an installation of this app
          422 | HTTP 422: no
          501 | HTTP 501: no
          """)
  void refusal_ofTheToken_isReportedInOneLine(int status, String message) {
    server.respondWith(ScriptedResponse.of(status, "{\"message\": \"no\"}"));

    InstallationTokenException e = refused();

    assertThat(e)
        .hasMessage("no installation token: createInstallationAccessToken: %s".formatted(message));
    assertThat(e.status()).isEqualTo(status);
  }

  @Test
  void exception_ofARefusedToken_describesTheTokenRequest() {
    server.respondWith(
        ScriptedResponse.of(503, ""),
        ScriptedResponse.of(
            401,
            "{\"message\": \"no\", \"documentation_url\": \"https://docs.github.com/rest\"}",
            "X-GitHub-Request-Id: C0DE"));

    InstallationTokenException e = refused();

    assertThat(e.operation()).isEqualTo("createInstallationAccessToken");
    assertThat(e.attempts()).isEqualTo(2);
    assertThat(e.status()).isEqualTo(401);
    assertThat(e.requestId()).contains("C0DE");
    assertThat(e.documentationUrl()).contains("https://docs.github.com/rest");
  }

  @Test
  void redirect_toAnotherHost_isNotFollowed() {
    server.respondWith(ScriptedResponse.of(307, "", "Location: http://evil.example/"));

    assertThat(refused()).hasMessageContaining("redirected to another host, not followed");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void request_afterATransientFault_isRetriedWithANewSignature() throws Exception {
    server.respondWith(
        ScriptedResponse.RESET,
        ScriptedResponse.of(502, ""),
        ScriptedResponse.of(403, "", "Retry-After: 70"),
        granting("ghs_one", time.instant().plus(Duration.ofHours(1))));

    assertThat(token().get()).isEqualTo("ghs_one");

    assertThat(server.requests()).hasSize(4);
    assertThat(time.pauses()).contains(Duration.ofSeconds(70));
    assertThat(verified(server.requests().get(3), KEY).path("exp").asLong())
        .isGreaterThanOrEqualTo(verified(server.requests().get(0), KEY).path("exp").asLong() + 70);
  }

  @Test
  void pause_beyondTheCallsDeadline_isNotMade() {
    server.respondWith(ScriptedResponse.of(429, "", "Retry-After: 11"));
    try (GitHubBilling billing =
        Clients.at(server.baseUrl(), time)
            .callTimeout(Duration.ofSeconds(10))
            .token(token())
            .build()) {
      InstallationTokenException e =
          catchThrowableOfType(InstallationTokenException.class, () -> billing.exports().list());

      assertThat(e).hasCauseInstanceOf(RateLimitedException.class);
    }
    assertThat(time.pauses()).isEmpty();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void silence_duringTheTokenRequest_endsAtTheCallTimeout() {
    server.respondWith(ScriptedResponse.SILENCE);
    InstallationToken token =
        TestTime.set(builder(), Clock.systemUTC(), Sleeper.THREAD, () -> 0.5).build();
    try (GitHubBilling billing =
        Clients.at(server.baseUrl()).callTimeout(Duration.ofMillis(300)).token(token).build()) {
      InstallationTokenException e =
          catchThrowableOfType(InstallationTokenException.class, () -> billing.exports().list());

      assertThat(e).hasMessageEndingWith("the time allowed is over");
      assertThat(e).hasCauseInstanceOf(ConnectionException.class);
    }
  }

  @Test
  void cancel_duringTheTokenRequest_closesTheConnection() throws Exception {
    CountDownLatch requested = new CountDownLatch(1);
    CountDownLatch disconnected = new CountDownLatch(1);
    server.respondWith(
        (request, connection) -> {
          requested.countDown();
          try {
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
          } finally {
            disconnected.countDown();
          }
        });
    ExecutorService platform = Executors.newSingleThreadExecutor();
    try (GitHubBilling billing =
        Clients.at(server.baseUrl()).executor(platform).token(token()).build()) {
      CompletableFuture<?> call = billing.async(b -> b.exports().list());
      assertThat(requested.await(20, TimeUnit.SECONDS)).isTrue();

      call.cancel(true);

      assertThat(disconnected.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      platform.shutdownNow();
    }
  }

  @Test
  void get_whileAnotherThreadRequests_endsAtTheCallTimeout() throws Exception {
    CountDownLatch requested = new CountDownLatch(1);
    server.respondWith(
        (request, connection) -> {
          requested.countDown();
          ScriptedResponse.SILENCE.send(request, connection);
        });
    InstallationToken token = token();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (GitHubBilling patient = Clients.at(server.baseUrl()).executor(other).token(token).build();
        GitHubBilling hasty =
            Clients.at(server.baseUrl()).callTimeout(Duration.ofMillis(200)).token(token).build()) {
      CompletableFuture<?> call = patient.async(b -> b.exports().list());
      assertThat(requested.await(20, TimeUnit.SECONDS)).isTrue();

      InstallationTokenException e =
          catchThrowableOfType(InstallationTokenException.class, () -> hasty.exports().list());

      assertThat(e.attempts()).isZero();
      assertThat(server.requests()).hasSize(1);
      call.cancel(true);
    } finally {
      other.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{}",
        "{\"token\": \"ghs_TheInstallationsSecret\"}",
        "{\"token\": \"ghs_TheInstallationsSecret\", \"expires_at\": \"ghs_TheInstallationsSecret\"}",
        "{\"token\": \"ghs_TheInstallationsSecret\\n\\n!\", \"expires_at\": 3}",
        "{\"token\": \"ghs_TheInstallationsSecret"
      })
  void response_withoutAToken_isNotQuoted(String body) {
    server.respondWith(ScriptedResponse.of(201, body));

    InstallationTokenException e = refused();

    assertThat(e)
        .hasMessageContaining(": HTTP 201")
        .hasMessageEndingWith(", but it has no token with its expiry");
    assertThat(Clients.messages(e)).noneMatch(text -> text.contains(SECRET));
    assertThat(e)
        .cause()
        .asInstanceOf(type(UnreadableResponseException.class))
        .returns("", UnreadableResponseException::start);
  }

  @Test
  void error_quotingTheRequest_omitsTheToken() {
    server.respondWith(
        (request, connection) ->
            ScriptedResponse.of(
                    400,
                    "{\"message\": \"refused:\\n"
                        + request.header("Authorization").get(0)
                        + " and "
                        + SECRET
                        + "\"}")
                .send(request, connection));

    InstallationTokenException e = refused();

    assertThat(e).hasMessageEndingWith(": HTTP 400: refused: Bearer [token] and [token]");
    assertThat(Clients.messages(e)).noneMatch(text -> text.contains(SECRET));
  }

  @Test
  void refusedConnection_ofTheTokenRequest_isReported() {
    try (RefusingPort port = new RefusingPort()) {
      InstallationTokenException e = refused(builder().baseUrl(port.baseUrl()).build());

      assertThat(e)
          .hasMessageContaining(": the connection was refused")
          .hasMessageContaining("4 times");
      assertThat(e.status()).isZero();
    }
  }

  @Test
  void failure_ofOneRequest_isNotCached() {
    server.respondWith(
        ScriptedResponse.of(501, ""),
        granting("ghs_one", time.instant().plus(Duration.ofHours(1))));
    InstallationToken token = token();

    assertThat(catchThrowableOfType(InstallationTokenException.class, token::get)).isNotNull();
    assertThat(token.get()).isEqualTo("ghs_one");
  }

  @Test
  void toString_ofTheSupplier_omitsTheSecrets() {
    server.respondWith(granting(SECRET, time.instant().plus(Duration.ofHours(1))));
    InstallationToken token = token();
    assertThat(token.get()).isEqualTo(SECRET);

    assertThat(token).hasToString("InstallationToken[4711]");
  }

  private InstallationToken.Builder builder() {
    return TestTime.set(InstallationToken.builder(), time)
        .app("Iv23liExample")
        .installation(4711)
        .privateKey(RsaKeys.pkcs1(KEY))
        .baseUrl(server.baseUrl());
  }

  private InstallationToken token() {
    return builder().build();
  }

  private InstallationTokenException refused() {
    return refused(token());
  }

  private static InstallationTokenException refused(InstallationToken token) {
    InstallationTokenException e =
        catchThrowableOfType(InstallationTokenException.class, token::get);
    assertThat(e.getMessage()).doesNotContain("\n", SECRET, "eyJ");
    return e;
  }

  private static ScriptedResponse granting(String token, Instant expiresAt) {
    return ScriptedResponse.of(
        201,
        "{\"token\": \"%s\", \"expires_at\": \"%s\", \"permissions\": {}}"
            .formatted(token, expiresAt),
        "Content-Type: application/json");
  }

  /** Returns the claims, after verifying the signature. */
  private static JsonNode verified(ReceivedRequest request, KeyPair key)
      throws GeneralSecurityException, IOException {
    String jwt = request.header("Authorization").get(0).replaceFirst("^Bearer ", "");
    String[] parts = jwt.split("\\.", -1);
    assertThat(parts).hasSize(3);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(key.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(Base64.getUrlDecoder().decode(parts[0])).path("alg").asText())
        .isEqualTo("RS256");
    return json.readTree(Base64.getUrlDecoder().decode(parts[1]));
  }
}
