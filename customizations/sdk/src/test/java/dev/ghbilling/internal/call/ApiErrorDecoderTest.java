package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.fixture.Requests;
import dev.ghbilling.internal.selection.RequestSelection;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.internal.token.Credentials;
import dev.ghbilling.internal.token.TokenSource;
import dev.ghbilling.testkit.LinearTime;
import dev.ghbilling.testkit.Regression;
import feign.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors are read in time linear in what the server sent, and become one bounded line. */
class ApiErrorDecoderTest {
  private static final CalledOperation OPERATION =
      new CalledOperation("op", false, true, List.of(), List.of("classic"), List.of(), "", "");

  private final Credentials credentials =
      new Credentials(TokenSource.always("token", "the-secret-token"));
  private final ApiErrorDecoder decoder = new ApiErrorDecoder(credentials, Clock.systemUTC());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-GitHub-Request-Id",
        "Content-Type",
        "Retry-After",
        "Date",
        "X-RateLimit-Remaining",
        "X-Accepted-GitHub-Permissions",
        "X-Accepted-OAuth-Scopes",
        "X-OAuth-Scopes"
      })
  void header_ofAnyText_takesLinearTime(String name) throws InterruptedException {
    LinearTime.require(text -> decoded(403, Map.of(name, List.of(text)), "{}"));
  }

  @Test
  void body_ofAnyText_takesLinearTime() throws InterruptedException {
    LinearTime.require(text -> decoded(500, Map.of(), text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"message", "documentation_url", "errors"})
  void property_ofAnyText_takesLinearTime(String name) throws InterruptedException {
    LinearTime.require(
        text -> {
          String start = text.substring(0, 10_000);
          decoded(410, Map.of(), JsonNodeFactory.instance.objectNode().put(name, start).toString());
        });
  }

  @Test
  void body_withAPropertyTwice_isStillRead() {
    assertThat(decoded(422, Map.of(), "{\"message\": \"one\", \"message\": \"two\"}"))
        .hasMessage("op: HTTP 422: two");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"message\": \"No\", \"more\": \"|No",
        "{\"more\": \"|the response is too large: no whole message in its first 64 KiB",
        "<html>|the response is too large: no whole message in its first 64 KiB"
      })
  @Regression(
      input = "an error body of more than 64 KiB",
      before = "the response has no message",
      now = "its message if it stands at the beginning, else that the response is too large")
  void body_tooLarge_isNamed(String start, String message) {
    assertThat(decoded(500, Map.of(), start + "a".repeat(70_000)))
        .hasMessage("op: HTTP 500: " + message);
  }

  @Test
  void secret_inAnErrorOfAnyForm_isMasked() {
    assertThat(
            decoded(
                422,
                Map.of(),
                """
                {"message": "a \\"sig=\\", \\u0073ig=S3CR37", "errors": [
                 "token=S3CR37", {"token": "S3CR37", "code": 1}, {"message": "sig=S3CR37"}]}
                """))
        .message()
        .contains("sig=[withheld]", "token=[withheld]")
        .doesNotContain("S3CR37");
  }

  @Test
  void parts_long_leaveRoomForEachOther() {
    String message =
        decoded(
                422,
                Map.of("X-GitHub-Request-Id", List.of("i".repeat(1_000))),
                "{\"message\": \"%s\", \"documentation_url\": \"%s\", \"errors\": [\"%s\"]}"
                    .formatted("m".repeat(1_000), "d".repeat(1_000), "e".repeat(1_000)))
            .getMessage();

    assertThat(message).contains("mmm...", " [eee", "eee...", "request iii", "iii...", "ddd...");
  }

  private ApiException decoded(int status, Map<String, Collection<String>> headers, String body) {
    CallContext call = new CallContext(OPERATION, RequestSelection.ALL, false, Deadline.NEVER);
    call.beginAttempt();
    ApiException e =
        decoder.decode(
            call,
            Response.builder()
                .request(Requests.get("http://127.0.0.1/"))
                .status(status)
                .headers(headers)
                .body(body, StandardCharsets.UTF_8)
                .build());
    assertThat(e.getMessage()).startsWith("op: HTTP " + status).hasSizeLessThan(2_100);
    return e;
  }
}
