package dev.ghbilling.conformance.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.LinearTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactionTest {
  private static final String BASE = "http://127.0.0.1:8080/api";
  private final TokenRedaction redaction =
      new TokenRedaction(List.of("x", "the-secret-token"), BASE);

  @Test
  void text_ofAnyKind_isSearchedInLinearTime() throws InterruptedException {
    LinearTime.require(text -> redaction.redacted(text, Integer.MAX_VALUE));
  }

  @Test
  void token_short_isNotLookedFor() {
    assertThat(redaction.redacted("expected the-secret-token")).isEqualTo("expected [token]");
  }

  @Test
  void text_long_isShortened() {
    assertThat(redaction.redacted("a".repeat(1 << 17))).hasSize((1 << 16) + 2).endsWith("a …");
    assertThat(redaction.redacted("abcdef", 3)).isEqualTo("abc …");
    assertThat(redaction.redacted("say the-secret-token", 14)).isEqualTo("say [token] …");
  }

  @ParameterizedTest
  @CsvSource({
    "https://s.example/1.csv?sv=1,https://s.example/1.csv?[withheld]",
    "see https:\\/\\/s.example\\/1?a=b now,see https:\\/\\/s.example\\/1?[withheld] now",
    "http://127.0.0.1:8080/api/usage?year=2025,http://127.0.0.1:8080/api/usage?year=2025",
    "http://127.0.0.1:8080/api/x?sig=1,http://127.0.0.1:8080/api/x?[withheld]",
    "http://127.0.0.1:8080/apiary?a=1,http://127.0.0.1:8080/apiary?[withheld]",
    "https://s.example/none?,https://s.example/none?"
  })
  void query_ofAUrlElsewhere_isWithheld(String text, String redacted) {
    assertThat(redaction.redacted(text)).isEqualTo(redacted);
  }
}
