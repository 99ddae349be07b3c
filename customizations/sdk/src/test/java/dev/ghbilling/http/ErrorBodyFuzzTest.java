package dev.ghbilling.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ghbilling.error.ApiException;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Whatever stands in the body of a refusal, it is one exception, one line, and shows no token. */
class ErrorBodyFuzzTest {
  private static final String TOKEN = "the-secret-token";
  private static final List<Integer> STATUSES =
      List.of(400, 401, 403, 404, 409, 410, 422, 429, 503);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-06-01T00:00:00Z"), ZoneOffset.UTC);
  private static final OperationTraits TRAITS =
      new OperationTraits(false, true, List.of("classic"), List.of());

  @FuzzTest(maxDuration = "10m")
  void errorBody(byte[] body) throws Exception {
    Secrets secrets = new Secrets(new TokenSource(() -> TOKEN));
    ErrorAnswers answers = new ErrorAnswers(secrets, CLOCK);
    CurrentCall call = CurrentCall.begin("op", TRAITS, false, CLOCK, Duration.ofMinutes(1));
    try {
      call.attempt();
      call.sendWith(secrets.token());
      for (int status : STATUSES) {
        assertOneLine(answers.decode(answer(status, body)), status);
      }
    } finally {
      CurrentCall.end();
    }
  }

  private static void assertOneLine(ApiException e, int status) {
    assertThat(e.status()).isEqualTo(status);
    assertThat(e.getMessage())
        .startsWith("op: HTTP " + status)
        .doesNotContain(TOKEN)
        .doesNotContainPattern("\\p{Cntrl}")
        .hasSizeLessThan(2_100);
    assertThat(e.apiMessage().orElse("")).doesNotContain(TOKEN);
    assertThat(e.fieldErrors().toString()).doesNotContain(TOKEN);
  }

  private static ApiAnswer answer(int status, byte[] body) {
    return new ApiAnswer(
        new ApiRequest("GET", "http://127.0.0.1/", HeaderFields.NONE, null),
        status,
        "",
        HeaderFields.NONE,
        new ByteArrayInputStream(body));
  }
}
