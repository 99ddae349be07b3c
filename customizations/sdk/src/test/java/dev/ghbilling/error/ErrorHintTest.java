package dev.ghbilling.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hints that an error adds to the API's own message. */
class ErrorHintTest {
  private final ManualClock time = new ManualClock();
  @AutoClose final RecordingServer server = new RecordingServer();

  @ParameterizedTest
  @CsvSource({
    "ghp_12345678, classic",
    "github_pat_12345678, fine-grained",
    "ghs_12345678, app-installation",
    "ghu_12345678, app-user",
    "gho_12345678, oauth-app"
  })
  void tokenKind_known_isNamed(String token, String kind) {
    PermissionException e =
        failedCall(PermissionException.class, token, ScriptedResponse.of(403, ""));

    assertThat(e)
        .hasMessageContaining("documented for tokens: classic with scope manage_billing:enterprise")
        .hasMessageContaining("yours is " + kind)
        .hasMessageNotContaining("12345678");
  }

  @Test
  void tokenKind_unknown_isNotNamed() {
    assertThat(failedCall(PermissionException.class, "12345678", ScriptedResponse.of(403, "")))
        .hasMessageContaining("documented for tokens: ")
        .hasMessageNotContaining("yours is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"github_pat_12345678", "ghu_12345678"})
  void notFound_withARefusedTokenKind_isPermission(String token) {
    assertThat(failedCall(PermissionException.class, token, ScriptedResponse.of(404, "")).status())
        .isEqualTo(404);
  }

  @Test
  void notFound_withAnAdmittedTokenKind_namesTheDocumentedTokens() {
    assertThat(failedCall(NotFoundException.class, "ghp_12345678", ScriptedResponse.of(404, "")))
        .hasMessage(
            "listCostCenters: HTTP 404: the response has no message; it does not exist, or the"
                + " token may not see it: documented for tokens: classic with scope"
                + " manage_billing:enterprise; app-installation with Enterprise billing (enterprise"
                + " permission, read), yours is classic");
  }

  @Test
  void notFound_withKnownScopes_namesThem() {
    assertThat(
            failedCall(
                NotFoundException.class,
                "12345678",
                ScriptedResponse.of(
                    404,
                    "",
                    "X-OAuth-Scopes: repo",
                    "X-Accepted-GitHub-Permissions: enterprise_administration=write")))
        .hasMessageContaining("permissions needed: enterprise_administration=write")
        .hasMessageContaining("scopes of yours: repo");
  }

  @Test
  void notFound_withAClassicTokenWithoutScopes_isPermission() {
    assertThat(
            failedCall(
                PermissionException.class,
                "ghp_12345678",
                ScriptedResponse.of(404, "", "X-OAuth-Scopes: ")))
        .hasMessageContaining("scopes of yours: none");
  }

  @Test
  void notFound_withAnotherTokenWithoutScopes_isNotFound() {
    assertThat(
            failedCall(
                NotFoundException.class,
                "12345678",
                ScriptedResponse.of(404, "", "X-OAuth-Scopes: ")))
        .hasMessageContaining("scopes of yours: none");
  }

  @Test
  void notFound_withAMissingScope_isPermission() {
    PermissionException e =
        failedCall(
            PermissionException.class,
            "ghp_12345678",
            ScriptedResponse.of(
                404, "", "X-OAuth-Scopes: ", "X-Accepted-OAuth-Scopes: manage_billing:enterprise"));

    assertThat(e)
        .hasMessageContaining("scopes needed: manage_billing:enterprise")
        .hasMessageContaining("scopes of yours: none");
  }

  @Test
  void notFound_withTheNeededScope_isNotFound() {
    NotFoundException e =
        failedCall(
            NotFoundException.class,
            "ghp_12345678",
            ScriptedResponse.of(
                404, "", "X-OAuth-Scopes: repo, a", "X-Accepted-OAuth-Scopes: a, admin"));

    assertThat(e.status()).isEqualTo(404);
  }

  @Test
  void forbidden_withNeededPermissions_namesThem() {
    assertThat(
            failedCall(
                PermissionException.class,
                "github_pat_12345678",
                ScriptedResponse.of(
                    403, "", "X-Accepted-GitHub-Permissions: billing=read,org=read")))
        .hasMessageContaining("permissions needed: billing=read,org=read");
  }

  @ParameterizedTest
  @CsvSource({
    "This endpoint has been moved., https://docs.github.com/rest/billing, ENDPOINT",
    "Gone, https://docs.github.com/rest/about-the-rest-api/api-versions, API_VERSION",
    "This API version is no longer supported, '', API_VERSION",
    "'', '', ENDPOINT"
  })
  void gone_endpointOrVersion_isDistinguished(
      String message, String url, RetiredException.Retired what) {
    RetiredException e =
        failedCall(
            RetiredException.class,
            Clients.TOKEN,
            ScriptedResponse.of(
                410,
                "{\"message\": \"%s\", \"documentation_url\": \"%s\"}".formatted(message, url)));

    assertThat(e.what()).isEqualTo(what);
  }

  @Test
  void conflict_withAMessage_keepsIt() {
    ConflictException e =
        failedCall(
            ConflictException.class,
            Clients.TOKEN,
            ScriptedResponse.of(409, "{\"message\": \"Another one\"}"));

    assertThat(e.apiMessage()).contains("Another one");
  }

  @ParameterizedTest
  @CsvSource({
    "403, Retry-After: 60, SECONDARY",
    "429, Retry-After: 60, SECONDARY",
    "403, X-RateLimit-Remaining: 0, PRIMARY",
    "429, X-RateLimit-Remaining: 0, PRIMARY"
  })
  void rateLimit_primaryOrSecondary_isNamed(
      int status, String header, RateLimitedException.Limit limit) {
    RateLimitedException e =
        failedCall(
            RateLimitedException.class, Clients.TOKEN, ScriptedResponse.of(status, "", header));

    assertThat(e.limit()).isEqualTo(limit);
  }

  @Test
  void rateLimit_withAnEnd_isByThisMachinesClock() {
    RateLimitedException e =
        failedCall(
            RateLimitedException.class,
            Clients.TOKEN,
            ScriptedResponse.of(
                403,
                "",
                "Date: Sun, 01 Jun 2025 01:00:00 GMT",
                "Retry-After: Sun, 01 Jun 2025 01:02:00 GMT"));

    assertThat(e.endsAt()).isEqualTo(time.instant().plusSeconds(120));
    assertThat(e.retryAfter()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void response_unreadable_keepsItsTypeAndFirstKilobyte() {
    String page = "<html>" + "ä".repeat(2000);

    UnreadableResponseException e =
        failedCall(
            UnreadableResponseException.class,
            Clients.TOKEN,
            ScriptedResponse.of(200, page, "Content-Type: text/html", "X-GitHub-Request-Id: C0DE"));

    assertThat(e.status()).isEqualTo(200);
    assertThat(e.contentType()).contains("text/html");
    assertThat(e.requestId()).contains("C0DE");
    assertThat(e.start()).startsWith("<html>ää").isEqualTo(page.substring(0, e.start().length()));
    assertThat(e.start().getBytes(StandardCharsets.UTF_8)).hasSize(1024);
  }

  private <T extends Throwable> T failedCall(
      Class<T> type, String token, ScriptedResponse response) {
    server.respondWith(response);
    try (GitHubBilling billing = Clients.at(server.baseUrl(), time).token(token).build()) {
      T e = catchThrowableOfType(type, () -> billing.costCenters().list());
      assertThat(server.requests()).hasSize(1);
      return e;
    }
  }
}
