package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.fixture.Requests;
import dev.ghbilling.internal.selection.RequestSelection;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.internal.token.Credentials;
import dev.ghbilling.internal.token.TokenSource;
import feign.Request;
import feign.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Any error body becomes one exception with a one-line message without the token. */
class ErrorBodyFuzzTest {
  private static final String TOKEN = "the-secret-token";
  private static final List<Integer> STATUSES =
      List.of(400, 401, 403, 404, 409, 410, 422, 429, 503);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-06-01T00:00:00Z"), ZoneOffset.UTC);
  private static final CalledOperation OPERATION =
      new CalledOperation("op", false, true, List.of(), List.of("classic"), List.of(), "", "");

  @FuzzTest(maxDuration = "10m")
  void errorBody(byte[] body) throws Exception {
    Credentials credentials = new Credentials(new TokenSource(() -> TOKEN));
    ApiErrorDecoder decoder = new ApiErrorDecoder(credentials, CLOCK);
    CallContext call = new CallContext(OPERATION, RequestSelection.ALL, false, Deadline.NEVER);
    call.beginAttempt();
    call.useToken(credentials.token());
    for (int status : STATUSES) {
      assertOneLine(decoder.decode(call, response(status, body)), status);
    }
  }

  private static void assertOneLine(ApiException e, int status) {
    assertThat(e.status()).isEqualTo(status);
    assertThat(e.getMessage())
        .startsWith("op: HTTP " + status)
        .doesNotContain(TOKEN)
        .doesNotContainPattern("\\p{Cntrl}")
        .hasSizeLessThan(2_100);
    assertThat(String.valueOf(e.apiMessage())).doesNotContain(TOKEN);
    assertThat(e.fieldErrors().toString()).doesNotContain(TOKEN);
  }

  private static Response response(int status, byte[] body) {
    Request request = Requests.get("http://127.0.0.1/");
    return Response.builder().request(request).status(status).body(body).build();
  }
}
