package dev.ghbilling.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.api.ActionsApi;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiExceptionTest {
  private static final String REQUEST_ID = "X-GitHub-Request-Id: C0DE:1234";
  private static final String BODY =
      """
      {"message": "No, you can't", "documentation_url": "https://docs.example/no", "status": "%d"}
      """;

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(400, "X-None: 0", BadRequestException.class),
        Arguments.of(401, "X-None: 0", AuthenticationException.class),
        Arguments.of(403, "X-None: 0", PermissionException.class),
        Arguments.of(403, "X-RateLimit-Remaining: 17", PermissionException.class),
        Arguments.of(403, "Retry-After: 60", RateLimitedException.class),
        Arguments.of(403, "x-ratelimit-remaining: 0", RateLimitedException.class),
        Arguments.of(404, "X-None: 0", NotFoundException.class),
        Arguments.of(409, "X-None: 0", ConflictException.class),
        Arguments.of(410, "X-None: 0", RetiredException.class),
        Arguments.of(418, "X-None: 0", ApiException.class),
        Arguments.of(422, "X-None: 0", BadRequestException.class),
        Arguments.of(429, "X-None: 0", RateLimitedException.class),
        Arguments.of(500, "X-None: 0", ServerException.class),
        Arguments.of(502, "X-None: 0", ServerException.class),
        Arguments.of(503, "X-None: 0", ServerException.class));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void error_fromGitHub_isReportedInOneLine(int status, String header, Class<?> type) {
    ApiException e =
        failedCall(ScriptedResponse.of(status, BODY.formatted(status), REQUEST_ID, header));

    assertThat(e).isExactlyInstanceOf(type);
    assertThat(messageWithoutHint(e))
        .isEqualTo(
            "getActionsBilling: HTTP %d: No, you can't (request C0DE:1234, https://docs.example/no)"
                .formatted(status));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void page_fromAProxy_isOmitted(int status, String header, Class<?> type) {
    ApiException e =
        failedCall(ScriptedResponse.of(status, "<html>\n<h1>Oops</h1></html>", REQUEST_ID, header));

    assertThat(e).isExactlyInstanceOf(type);
    assertThat(messageWithoutHint(e))
        .isEqualTo(
            "getActionsBilling: HTTP %d: the response has no message (request C0DE:1234)"
                .formatted(status));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void body_empty_isReportedAsNoMessage(int status, String header, Class<?> type) {
    ApiException e = failedCall(ScriptedResponse.of(status, "", header));

    assertThat(e).isExactlyInstanceOf(type);
    assertThat(messageWithoutHint(e))
        .isEqualTo("getActionsBilling: HTTP %d: the response has no message".formatted(status));
  }

  /** Returns the message without the hints of some types, which {@link ErrorHintTest} tests. */
  private static String messageWithoutHint(ApiException e) {
    return String.valueOf(e.getMessage())
        .replaceFirst(
            "; (documented for|the server didn't say|the primary|the secondary|this |it does ).*$",
            "");
  }

  @Test
  void body_ofAnUnavailableService_isRead() {
    ApiException e =
        failedCall(
            ScriptedResponse.of(
                503,
                """
                {"code": "unavailable", "message": "Later", "documentation_url": "https://d/503"}
                """));

    assertThat(e).hasMessage("getActionsBilling: HTTP 503: Later (https://d/503)");
  }

  @Test
  void exception_ofAnError_hasAllAttributes() {
    ApiException e = failedCall(ScriptedResponse.of(404, BODY.formatted(404), REQUEST_ID));

    assertThat(e.status()).isEqualTo(404);
    assertThat(e.operation()).isEqualTo("getActionsBilling");
    assertThat(e.apiMessage()).contains("No, you can't");
    assertThat(e.documentationUrl()).contains("https://docs.example/no");
    assertThat(e.requestId()).contains("C0DE:1234");
    assertThat(e.fieldErrors()).isEmpty();
  }

  @Test
  void fieldErrors_inTheBody_areNamed() {
    ApiException e =
        failedCall(
            ScriptedResponse.of(
                422,
                """
                {"message": "Validation Failed", "errors": [
                  {"resource": "Report", "field": "start_date", "code": "invalid"},
                  {"resource": "Report", "field": "end_date", "message": "is too late"}]}
                """));

    assertThat(e)
        .hasMessage(
            "getActionsBilling: HTTP 422: Validation Failed"
                + " [start_date: invalid; end_date: is too late]");
    assertThat(e.fieldErrors()).extracting("field").containsExactly("start_date", "end_date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"is too late\"]", "\"is too late\""})
  void fieldErrors_asPlainTexts_areNamed(String errors) {
    ApiException e =
        failedCall(
            ScriptedResponse.of(422, "{\"message\": \"No\", \"errors\": %s}".formatted(errors)));

    assertThat(e).hasMessage("getActionsBilling: HTTP 422: No [is too late]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"404", "null", "\"404\"", "{}"})
  void status_ofAnyForm_doesNotHideTheMessage(String status) {
    ApiException e =
        failedCall(
            ScriptedResponse.of(404, "{\"message\": \"No\", \"status\": %s}".formatted(status)));

    assertThat(e.apiMessage()).contains("No");
  }

  @Test
  void controlCharacters_inTheMessage_areNotPrinted() {
    ApiException e =
        failedCall(
            ScriptedResponse.of(
                400, "{\"message\": \"a\\r\\nb\\u001b[31mc\\u0000d\\u2028e\\u009bf\\u202eg\"}"));

    assertThat(e).hasMessage("getActionsBilling: HTTP 400: a b [31mc d e f g");
  }

  @Test
  void message_tooLong_doesNotCutOffTheRequestId() {
    ApiException e =
        failedCall(
            ScriptedResponse.of(
                400, "{\"message\": \"%s\"}".formatted("x".repeat(9000)), REQUEST_ID));

    assertThat(e.getMessage()).hasSizeLessThan(1000).endsWith("... (request C0DE:1234)");
  }

  @Test
  void token_quotedByTheServer_isNotPrinted() {
    ApiException e =
        failedCall(
            ScriptedResponse.of(400, "{\"message\": \"you sent %s\"}".formatted(Clients.TOKEN)));

    assertThat(e).hasMessage("getActionsBilling: HTTP 400: you sent [token]");
  }

  @SuppressWarnings("deprecation")
  @Test
  void operation_withHttpInfo_hasTheSameName() {
    server.respondWith(ScriptedResponse.of(404, ""));

    ApiException e =
        catchThrowableOfType(
            ApiException.class,
            () -> billing.api(ActionsApi.class).getActionsBillingWithHttpInfo("octo-enterprise"));

    assertThat(e.operation()).isEqualTo("getActionsBilling");
  }

  @Test
  void refusal_ofACall_isNotRetried() {
    failedCall(ScriptedResponse.of(503, "", "Retry-After: 1"));

    assertThat(server.requests()).hasSize(1);
  }

  private ApiException failedCall(ScriptedResponse response) {
    server.respondWith(response);
    ApiException e = catchThrowableOfType(ApiException.class, () -> billing.actions());
    assertThat(Clients.messages(e)).noneMatch(text -> text.contains(Clients.TOKEN));
    return e;
  }
}
