package dev.ghbilling.conformance.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.LinearTime;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PageLinksTest {
  @Test
  void header_ofAnyText_takesLinearTime() throws InterruptedException {
    LinearTime.require(
        text -> {
          PageLinks.parse(List.of(text));
          PageLinks.query("?" + text, "page");
        });
  }

  @Test
  void links_amongOthers_areFound() {
    assertThat(PageLinks.parse(List.of("<<, <a?page=2>; rel=\"next last\"", "<b>; REL=prev")))
        .containsEntry("next", "a?page=2")
        .containsEntry("last", "a?page=2")
        .containsEntry("prev", "b");
  }
}
