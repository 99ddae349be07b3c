package dev.ghbilling.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.client.ApiJson;
import dev.ghbilling.spec.text.TextTable.Cell;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GridTextTest {
  private static final Grid TWO_COLUMNS =
      Grid.of(
          List.of("repositoryName", "netAmount"),
          List.of(
              List.of(
                  Cell.text("octocat-org/Hello-World"), PlainDecimal.cell(new BigDecimal("0.8"))),
              List.of(Cell.text(""), PlainDecimal.cell(new BigDecimal("9.4086E-05")))));

  @Test
  void of_numbers_alignsThemRightBelowTheirHeading() {
    assertThat(text(TWO_COLUMNS, OptionalInt.empty()))
        .isEqualTo(
            """
            repository                       net
            name                          amount
            octocat-org/Hello-World          0.8
                                     0.000094086
            """);
  }

  @Test
  void of_terminalAsWideAsTheTable_printsTable() {
    assertThat(text(TWO_COLUMNS, OptionalInt.of(36)))
        .isEqualTo(text(TWO_COLUMNS, OptionalInt.empty()));
  }

  @Test
  void of_terminalTooNarrow_printsBlocks() {
    assertThat(text(TWO_COLUMNS, OptionalInt.of(35)))
        .isEqualTo(
            """
            repository name  octocat-org/Hello-World
            net amount       0.8

            repository name
            net amount       0.000094086

            """);
  }

  @Test
  void of_controlCharacters_becomeSpaces() {
    Grid grid = Grid.of(List.of("name"), List.of(List.of(Cell.text("a\u001B[2Jb\nc"))));

    assertThat(text(grid, OptionalInt.empty())).isEqualTo("name\na [2Jb c\n");
  }

  @Test
  @Regression(
      input = "a fact budget.budget_type",
      before = "labelled budget budget type",
      now = "labelled budget type")
  void of_nameThatRepeatsAWord_labelsItOnce() throws IOException {
    Grid grid =
        Grid.of(ApiJson.mapper().readTree("{\"budget\": {\"id\": \"b\", \"budget_type\": \"t\"}}"));

    assertThat(text(grid, OptionalInt.empty())).isEqualTo("budget id    b\nbudget type  t\n");
  }

  private static String text(Grid grid, OptionalInt terminalWidth) {
    return String.join("\n", GridText.of(grid, terminalWidth)) + "\n";
  }
}
