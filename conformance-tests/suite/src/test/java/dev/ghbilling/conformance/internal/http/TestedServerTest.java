package dev.ghbilling.conformance.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.internal.http.OperationRequest.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestedServerTest {
  @ParameterizedTest
  @CsvSource({
    "ghp_secret,ghp_xxxxxx",
    "github_pat_11AB_x9Yx,github_pat_11AB_y0Xy",
    "a.b-c,x.x-x",
    "xxx,yyy",
    "ghp_,ghp_0"
  })
  void invalidToken_hasTheFormOfTheValidOne(String token, String invalid) {
    assertThat(server(token).token(Credentials.INVALID)).isEqualTo(invalid);
  }

  @ParameterizedTest
  @CsvSource({
    "ghp_Secret, OTHER_LETTER, ghp_Secxet",
    "ghp_Secret, SHORTENED, ghp_Secre",
    "ghp_Secret, LENGTHENED, ghp_Secretx",
    "ghp_Secret, OTHER_CASE, GHP_sECRET",
    "123-456, OTHER_CASE, 123-450"
  })
  void unknownToken_isNearlyTheValidOne(String token, Credentials form, String unknown) {
    assertThat(server(token).token(form)).isEqualTo(unknown);
    assertThat(server(token).tokens()).contains(unknown);
  }

  private static TestedServer server(String token) {
    return new TestedServer(
        URI.create("http://127.0.0.1:1"),
        Map.of(),
        token,
        Optional.empty(),
        false,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        ProxyVariables.NONE);
  }
}
