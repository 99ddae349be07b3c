package dev.ghbilling.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.spec.text.PrintableText;
import dev.ghbilling.testkit.LinearTime;
import dev.ghbilling.testkit.Regression;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {
  @Test
  void message_ofAnyText_takesLinearTime() throws InterruptedException {
    LinearTime.require(OneLine::of);
  }

  @Test
  void message_long_isShortenedBeforeItIsRead() {
    assertThat(OneLine.of("a".repeat(2_001))).hasSize(2_003).endsWith("a...");
    assertThat(OneLine.of("a".repeat(2_000))).hasSize(2_000);
    assertThat(OneLine.of("a\n" + "\n".repeat(5_000))).isEqualTo("a...");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x1B, 0x9B, 0xAD, 0x034F, 0x061C, 0x115F, 0x17B4, 0x180B, 0x180E, 0x200B, 0x200C,
        0x200D, 0x2028, 0x202E, 0x2060, 0x2065, 0x3164, 0xD800, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0,
        0xE0041, 0xE0101
      })
  @Regression(
      input = "U+200B, U+00AD, U+3164, U+E0041 and the like in a message or a table",
      before = "printed, by a filter for messages and another one for tables",
      now = "a space in both, by one rule")
  void characters_invisible_becomeASpace(int character) {
    String text = "a%1$s%1$sb".formatted(Character.toString(character));

    assertThat(OneLine.of(text)).isEqualTo("a b");
    assertThat(PrintableText.line(text)).isEqualTo("a b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "می\u200Cخواهم",
        "क्\u200Dष",
        "👩🏽\u200D💻",
        "❤\uFE0F\u200D🔥",
        "葛\uDB40\uDD00飾区",
        "Zoë, Ω, Ж, 請求"
      })
  void characters_ofNames_stay(String name) {
    assertThat(OneLine.of(name)).isEqualTo(name);
    assertThat(PrintableText.line(name)).isEqualTo(name);
  }

  /** The SDK can't use the filter of the programs, so the two are held against each other. */
  @Test
  void characters_all_areTreatedAsInTables() {
    List<String> others =
        List.of("é", "e\u0301", "م", "क्", "👩", "🏽", "❤\uFE0F", "1", "\u200C", "");
    assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT))
        .allMatch(c -> isTreatedAlike("a" + Character.toString(c) + "b"));
    assertThat(IntStream.concat(IntStream.range(0, 0x20000), IntStream.range(0xE0000, 0xE1000)))
        .allMatch(c -> isTreatedAlike(String.join(Character.toString(c) + "b", others) + "b"));
  }

  private static boolean isTreatedAlike(String text) {
    return OneLine.visible(text).equals(PrintableText.line(text));
  }
}
