package dev.ghbilling.conformance.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SimilarValuesTest {
  @Test
  void of_similarValues_hasOneOfEachKind() {
    List<String> values =
        List.of("a/one", "b/two", "c/three", "d/four", "e/five", "x/last", "y/last", "e/five-2");

    assertThat(SimilarValues.of(values)).containsExactly("e/five", "x/last", "a/one");
  }

  @Test
  void of_valuesThatDifferInCapitals_hasOneOfThem() {
    assertThat(SimilarValues.of(List.of("p", "q", "r", "Actions", "s", "t", "actions")))
        .startsWith("Actions");
  }

  @Test
  void of_valuesThatAreUnlike_isASpread() {
    assertThat(SimilarValues.of(List.of("p", "q", "r", "s", "t"))).containsExactly("p", "r", "t");
  }
}
