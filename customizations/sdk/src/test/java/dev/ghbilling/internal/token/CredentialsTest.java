package dev.ghbilling.internal.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.LinearTime;
import java.io.InterruptedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private String current = "";
  private final Credentials secrets = new Credentials(new TokenSource(() -> current));

  @Test
  void tokens_usedEarlier_areMasked() throws InterruptedIOException {
    use("first-secret");
    use("second-secret");
    use("first-secret");

    assertThat(secrets.redact("first-secret, second-secret")).isEqualTo("[token], [token]");
  }

  @Test
  void tokens_theLastEight_areRemembered() throws InterruptedIOException {
    for (int i = 1; i <= 9; i++) {
      use("secret-no-" + i);
      use("secret-no-" + i);
    }

    assertThat(secrets.redact("secret-no-1 secret-no-2 secret-no-9"))
        .isEqualTo("secret-no-1 [token] [token]");
  }

  @Test
  void token_thatBeginsWithAnother_isMaskedWhole() throws InterruptedIOException {
    use("secret-secret");
    use("secret-s");
    assertThat(secrets.redact("secret-secret")).isEqualTo("[token]");

    use("secret-secret");
    assertThat(secrets.redact("secret-secret")).isEqualTo("[token]");
  }

  @Test
  void token_short_isMaskedAsAWholeWordOnly() throws InterruptedIOException {
    use("eightlet");
    use("enter");

    assertThat(secrets.redact("enterprise eightlet")).isEqualTo("enterprise [token]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ghp_0123456789abcdef",
        "github_pat_0123456789abcdef_0",
        "ghs_0123456789abcdefXYZ",
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxIn0.c2lnbmF0dXJl"
      })
  void text_likeAToken_isMasked(String token) {
    assertThat(secrets.redact("not " + token + "!")).isEqualTo("not [token]!");
  }

  @ParameterizedTest
  @CsvSource({"ghs_short", "ghp_", "eyJustAWord", "github_pattern", "high_0123456789abcdef"})
  void words_ofOtherKinds_areKept(String text) {
    assertThat(secrets.redact(text)).isEqualTo(text);
  }

  @Test
  void redaction_ofAnyText_takesLinearTime() throws InterruptedException, InterruptedIOException {
    use("secret-secret");

    LinearTime.require(text -> secrets.redact(text, Integer.MAX_VALUE));
  }

  @Test
  void text_long_isShortened() {
    assertThat(secrets.redact("a".repeat(1 << 20))).hasSize((1 << 16) + 3).endsWith("a...");
    assertThat(secrets.redact("abcdef", 3)).isEqualTo("abc...");
    assertThat(secrets.redact("abc", 3)).isEqualTo("abc");
  }

  @Test
  void token_cutOffWithAText_isMasked() throws InterruptedIOException {
    use("first-secret");

    assertThat(secrets.redact("the first-secret", 15)).isEqualTo("the [token]...");
    assertThat(secrets.redactStart("the first-se")).isEqualTo("the [token]");
    assertThat(secrets.redactStart("the first-s")).isEqualTo("the first-s");
  }

  private void use(String token) throws InterruptedIOException {
    current = token;
    assertThat(secrets.token()).isEqualTo(token);
  }

  @ParameterizedTest
  @CsvSource({
    "https://s.example/1.csv?sv=1&sig=abc%3D,https://s.example/1.csv?[withheld]",
    "see \"https://s.example/1?X-Amz-Signature=a&b=c\" now,see \"https://s.example/1?[withheld]\" now",
    "http://127.0.0.1:1/e/1.csv?expires=1&signature=ab!,http://127.0.0.1:1/e/1.csv?[withheld]",
    "https://api.github.com/usage?year=2026&page=2,https://api.github.com/usage?year=2026&page=2"
  })
  void signature_ofAUrl_isMasked(String text, String redacted) {
    assertThat(secrets.redact(text)).isEqualTo(redacted);
  }
}
