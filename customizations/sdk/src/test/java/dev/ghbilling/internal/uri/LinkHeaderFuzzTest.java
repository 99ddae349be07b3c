package dev.ghbilling.internal.uri;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Any {@code Link} header is parsed to an end, and never leads to another origin. */
class LinkHeaderFuzzTest {
  private static final URI REQUEST = URI.create("https://api.example/a/b?page=1");

  @FuzzTest(maxDuration = "10m")
  void links(byte[] lines) {
    String text = new String(lines, StandardCharsets.UTF_8);
    LinkHeader header = LinkHeader.parse(List.of(text.split("\n", -1)));

    assertThat(header.links())
        .allSatisfy(
            link -> {
              assertThat(text).contains(link.target());
              assertThat(link.relations())
                  .allSatisfy(
                      relation ->
                          assertThat(relation)
                              .isNotEmpty()
                              .isEqualTo(relation.toLowerCase(Locale.ROOT)));
            });
    header.links().stream()
        .flatMap(link -> link.relations().stream())
        .distinct()
        .forEach(
            relation ->
                header
                    .sameOrigin(relation, REQUEST)
                    .ifPresent(
                        target ->
                            assertThat(target.toString().toLowerCase(Locale.ROOT))
                                .matches("(?s)https://api\\.example(:443)?([/?#].*)?")));
  }
}
