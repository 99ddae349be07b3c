package dev.ghbilling.internal.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.LinearTime;
import org.junit.jupiter.api.Test;

class SpellingTest {
  @Test
  void text_ofAnyLength_isComparedInLinearTime() throws InterruptedException {
    LinearTime.require(text -> Spelling.NAME.same(text, text + "x"));
    LinearTime.require(text -> Spelling.VOCABULARY.same(text, text + "x"));
    assertThat(Spelling.VOCABULARY.same("Actions Linux", "actions_linux")).isTrue();
  }
}
