package dev.ghbilling.spec.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavadocTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "plain text | plain text",
        "a `cost_center_id` here | a {@code cost_center_id} here",
        "~one\nline\n\nand another\n~ | one line <p>and another",
        "[the docs](https://a.example/?b=c&d) | <a href='https://a.example/?b=c&amp;d'>the docs</a>",
        "**never** | <strong>never</strong>",
        "a < b & c > d | a &lt; b &amp; c &gt; d",
        "an @author's */ end {@code | an &#64;author's &#42;/ end &#123;&#64;code",
        "say \"no\" | say &quot;no&quot;",
        "`\"no\"` and `*/` | <code>&quot;no&quot;</code> and <code>&#42;/</code>",
        "an odd ` tick | an odd ` tick",
      })
  void of_markdown_isSafeInAComment(String markdown, String javadoc) {
    assertThat(Javadoc.of(markdown)).isEqualTo(javadoc);
  }
}
