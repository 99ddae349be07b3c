package dev.ghbilling.spec.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.spec.text.TextTable.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {
  private final TextTable table = new TextTable();

  @Test
  void toString_textAndNumbers_alignsTextLeftAndNumbersRight() {
    table.row(List.of(Cell.text("sku"), Cell.number("net amount"), Cell.text("unit")));
    table.row(List.of(Cell.text("Actions Linux"), Cell.number("0.8"), Cell.text("minutes")));

    assertThat(table)
        .hasToString(
            """
            sku            net amount  unit
            Actions Linux         0.8  minutes
            """);
  }

  @Test
  void toString_textInLastColumn_doesNotMoveItsNumbers() {
    table.row(List.of(Cell.text("total"), Cell.number("7")));
    table.row(List.of(Cell.text("included"), Cell.number("3000")));
    table.row(List.of(Cell.text("name"), Cell.text("octocat-org/Hello-World")));

    assertThat(table)
        .hasToString(
            """
            total        7
            included  3000
            name      octocat-org/Hello-World
            """);
  }

  @Test
  void toString_emptyCells_leavesNoTrailingSpaces() {
    table.row("repository", "");
    table.row(List.of(Cell.EMPTY, Cell.number("1")));

    assertThat(table).hasToString("repository\n            1\n");
  }

  @Test
  void toString_indentAndHeadings_indentsRowsOnly() {
    TextTable indented = new TextTable(4);
    indented.heading("a heading longer than all cells");
    indented.row("a", "b");
    indented.heading("another");
    indented.row("longer", "c");

    assertThat(indented)
        .hasToString(
            """
            a heading longer than all cells
                a       b
            another
                longer  c
            """);
    assertThat(indented.width()).isEqualTo(4 + "longer".length() + 2 + 1);
  }

  @Test
  void width_rows_countsWidestCellsAndGaps() {
    table.row("ab", "c");
    table.row("d", "efg");

    assertThat(table.width()).isEqualTo(2 + 2 + 3);
  }

  @Test
  void width_noRows_isZero() {
    assertThat(table.width()).isZero();
    assertThat(table.isEmpty()).isTrue();
    assertThat(table).hasToString("");
  }

  @Test
  void row_moreCellsThanBefore_addsColumns() {
    table.row("a");
    table.row("b", "c");

    assertThat(table).hasToString("a\nb  c\n");
  }

  @ParameterizedTest
  @CsvSource({
    "plain, 5",
    "é, 1",
    "e\u0301, 1",
    "請求, 4",
    "ｶﾅ, 2",
    "かな, 4",
    "한글, 4",
    "Ａ, 2",
    "💸, 2",
    "क्\u200Dष, 2"
  })
  void width_wideAndCombiningCharacters_countsTerminalColumns(String text, int width) {
    table.row(text);

    assertThat(table.width()).isEqualTo(width);
  }

  @Test
  void toString_wideCharacters_keepsColumnsAligned() {
    table.row("請求", "x");
    table.row("bill", "y");

    assertThat(table).hasToString("請求  x\nbill  y\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'a\u001B[2Jb\nc', 'a [2Jb c'",
    "'a\u009B2Jb', 'a 2Jb'",
    "'a\u007F\r\tb', 'a b'",
    "'a\u2028b\u202Ec\u2066d', 'a b c d'",
    "'a\u200Bb\uFEFFc\u00ADd\u2060e\u180Ef\u3164g', 'a b c d e f g'",
    "'a\uDB40\uDC41b\u200Dc\uFE0Fd\u115Fe', 'a b c d e'",
    "'می\u200Cخواهم ❤\uFE0F 👩\u200D💻', 'می\u200Cخواهم ❤\uFE0F 👩\u200D💻'"
  })
  void row_controlCharacters_becomeSpaces(String text, String printed) {
    table.heading(text);
    table.row(List.of(Cell.number(text)));

    assertThat(table).hasToString(printed + "\n" + printed + "\n");
  }
}
