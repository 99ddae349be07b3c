package dev.ghbilling.internal.uri;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.internal.uri.LinkHeader.Link;
import dev.ghbilling.testkit.LinearTime;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links in the forms that RFC 8288 allows. */
class LinkHeaderTest {
  private static final URI REQUEST = URI.create("https://api.example/a/b?page=1");

  @Test
  void header_ofAnyText_takesLinearTime() throws InterruptedException {
    LinearTime.require(text -> LinkHeader.parse(List.of(text)).sameOrigin("next", REQUEST));
  }

  @Test
  void parse_ofSeveralLinksInALine_readsAll() {
    assertThat(
            LinkHeader.parse(
                    List.of("<https://a/?page=2>; rel=\"next\", <https://a/?page=9>; rel=last"))
                .links())
        .containsExactly(
            new Link("https://a/?page=2", Set.of("next")),
            new Link("https://a/?page=9", Set.of("last")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?page=2>; rel=next",
        "<?page=2>;rel=\"next\"",
        "<?page=2> ; REL = \"Next\"",
        "<?page=2>; title=\"a, b; rel=prev\"; rel=\"next\"",
        "<?page=2>; title=\"say \\\"rel=prev\\\"\"; rel=\"next\"",
        "<?page=2>; rel=\"prefetch  next\"",
        "<?page=2>; rel=next; rel=prev",
        "<?page=2>; crossorigin; rel=next",
        ", ,<?page=2>; rel=next,",
        "nonsense, <?page=2>; rel=next",
        "<?page=2>; rel=\"next",
        "<?page=0,1>; rel=prev, <?page=2>; rel=next"
      })
  void next_inAnyForm_isFound(String line) {
    assertThat(LinkHeader.parse(List.of(line)).sameOrigin("next", REQUEST))
        .contains(URI.create("https://api.example/a/b?page=2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<",
        "<?page=2",
        "<?page=2>",
        "<?page=2>; rel",
        "<?page=2>; rel=",
        "<?page=2>; rel=\"",
        "<?page=2>; rel=nextpage",
        "<?page=2>; title=\"rel=next\"",
        "<a b>; rel=next",
        ";;;,,,\"\"<>"
      })
  void next_absentOrMalformed_isEmpty(String line) {
    assertThat(LinkHeader.parse(List.of(line)).sameOrigin("next", REQUEST)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "?page=2, https://api.example/a/b?page=2",
    "c?page=2, https://api.example/a/c?page=2",
    "/c, https://api.example/c",
    "//api.example/c, https://api.example/c",
    "https://API.example:443/c, https://API.example:443/c"
  })
  void target_relative_isResolvedAgainstTheRequest(String target, URI resolved) {
    assertThat(LinkHeader.parse(List.of("<" + target + ">; rel=next")).sameOrigin("next", REQUEST))
        .contains(resolved);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/a?page=2",
        "http://api.example/a?page=2",
        "https://api.example:8443/a?page=2",
        "//evil.example/a?page=2",
        "https://someone@api.example/a?page=2",
        "https://@api.example/a?page=2",
        "mailto:someone@api.example"
      })
  void target_ofAnotherOrigin_isEmpty(String target) {
    assertThat(LinkHeader.parse(List.of("<" + target + ">; rel=next")).sameOrigin("next", REQUEST))
        .isEmpty();
  }
}
