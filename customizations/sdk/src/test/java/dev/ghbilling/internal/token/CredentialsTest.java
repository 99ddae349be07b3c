package dev.ghbilling.internal.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.LinearTime;
import dev.ghbilling.testkit.Regression;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET https://s.example/a b.csv?sv=1&sig=S3CR37 failed|GET https://s.example/a b.csv?[withheld] failed",
        "https://s.example/?f=a b&sig=S3 CR37%3D&se=1 failed|https://s.example/?f=a b&sig=[withheld] failed",
        "url=https%3A%2F%2Fs.example%2F1%3Fsv%3D1%26sig%3DS3%2520CR37 failed|url=https%3A%2F%2Fs.example%2F1%3F[withheld] failed",
        "https%253A%252F%252Fs.example%253Fsig%253DS3CR37|https%253A%252F%252Fs.example%253F[withheld]",
        "https:\\/\\/s.example\\/1?sig=S3CR37 failed|https:\\/\\/s.example\\/1?[withheld] failed",
        "https://s.example/1?a=1\\u0026sig\\u003dS3CR37 failed|https://s.example/1?[withheld] failed",
        "//s.example/1?sig=S3CR37 failed|//s.example/1?[withheld] failed",
        "/1?sig=S3CR37|/1?[withheld]",
        "got ?se=1&sig=S3CR37, failed|got ?[withheld] failed",
        "https://s.example/1?se=1&amp;sig&#61;S3CR37 failed|https://s.example/1?[withheld] failed",
        "https://s.example/1?se=1&#x26;sig&equals;S3CR37|https://s.example/1?[withheld]",
        "https://s.example/cb#access_token=S3CR37&x=1 failed|https://s.example/cb#[withheld] failed",
        "token=S3CR37 failed|token=[withheld] failed",
        "client_secret = S3CR37 failed|client_secret = [withheld] failed",
        "{\"apiKey\": \"S3CR37\", \"a\": 1}|{\"apiKey\": \"[withheld]\", \"a\": 1}",
        "{\\\"token\\\":\\\"S3CR37\\\"}|{\\\"token\\\":\\\"[withheld]\\\"}",
        "Authorization: Basic S3CR37S3CR37 failed|Authorization: Basic [withheld] failed",
        "Authorization: token S3CR37S3CR37|Authorization: token [withheld]",
        "authorization%3A+Basic%20S3CR37S3CR37|authorization%3A+Basic%20[withheld]",
        "'sent {Bearer S3CR37S3CR37}'|'sent {Bearer [withheld]}'",
        "http://user:S3CR37@proxy.example:8080/ refused|http://[withheld]@proxy.example:8080/ refused",
        "s\u200Big=S3CR37 failed|s\u200Big=[withheld] failed",
        "ghp_S3CR37S3CR\u200B\u2060\u00AD37S3CR37 failed|[token] failed",
        "ghp_S3CR37S3CR%E2%80%8B37S3CR37 failed|[token] failed",
        "?ＳＩＧ＝S3CR37|?[withheld]"
      })
  @Regression(
      input = "an error that quotes a secret encoded, split or outside of a URL",
      before = "it was printed, unless it stood in an http URL as it is",
      now = "a placeholder, in a text that is otherwise the same")
  void secret_inAnyForm_isMasked(String text, String redacted) {
    assertThat(secrets.redact(text)).isEqualTo(redacted).doesNotContain("CR37");
    assertThat(secrets.redact(redacted)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"first%2Fsec+ret", "first\u200B/sec+ret", "first\\/sec+ret", "first/sec+ret"})
  void token_encoded_isMasked(String quoted) throws InterruptedIOException {
    use("first/sec+ret");

    assertThat(secrets.redact("not " + quoted + "!")).isEqualTo("not [token]!");
    assertThat(secrets.redactStart("not " + quoted.substring(0, quoted.length() - 1)))
        .isEqualTo("not [token]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bad credentials",
        "This endpoint requires authorization: see the documentation",
        "Invalid token: must be a classic one",
        "no installation token: createInstallationAccessToken: HTTP 404",
        "documented for tokens: classic; app-installation, yours is classic",
        "Basic authentication is gone, use bearer tokens",
        "https://api.github.com/usage?year=2026&page=2: 100% of %d",
        "see https://docs.github.com/rest/billing#list-budgets, design=1 & a;b \\ c",
        "http://127.0.0.1:8080/x?cost_center_id=2eeb8ffe-6903-11ee-8c99-0242ac120002"
      })
  void text_withoutASecret_isKept(String text) {
    assertThat(secrets.redact(text)).isEqualTo(text);
  }
}
