package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.cli.Grid.Cell;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private static final Grid TWO_COLUMNS =
      Grid.of(
          List.of("repositoryName", "netAmount"),
          List.of(
              List.of(Cell.of("octocat-org/Hello-World"), Cell.of(new BigDecimal("0.8"))),
              List.of(Cell.of(""), Cell.of(new BigDecimal("9.4086E-05")))));

  @Test
  void numbersStandAtTheRightUnderTheirHeading() {
    assertThat(TWO_COLUMNS.toText(OptionalInt.empty()))
        .isEqualTo(
            """
            repository                       net
            name                          amount
            octocat-org/Hello-World          0.8
                                     0.000094086
            """);
  }

  @Test
  void tableThatFitsIsATable() {
    assertThat(TWO_COLUMNS.toText(OptionalInt.of(36)))
        .isEqualTo(TWO_COLUMNS.toText(OptionalInt.empty()));
  }

  @Test
  void tableThatIsTooWideBecomesBlocksAndLosesNothing() {
    assertThat(TWO_COLUMNS.toText(OptionalInt.of(35)))
        .isEqualTo(
            """
            repository name  octocat-org/Hello-World
            net amount       0.8

            repository name\s\s
            net amount       0.000094086

            """);
  }

  @Test
  void serverCannotSendControlCharactersToTheTerminal() {
    Grid grid = Grid.of(List.of("name"), List.of(List.of(Cell.of("a\u001B[2Jb\nc"))));

    assertThat(grid.toText(OptionalInt.empty())).isEqualTo("name\na [2Jb c\n");
  }

  @Test
  void csvQuotesWhatWouldBreakIt() {
    Grid grid =
        Grid.of(List.of("a,b", "c"), List.of(List.of(Cell.of("say \"hi\""), Cell.of("x\ny"))));

    assertThat(grid.toCsv()).isEqualTo("\"a,b\",c\n\"say \"\"hi\"\"\",\"x\ny\"\n");
  }

  @Test
  void elementWithTwoListsAndOneWithoutAnyKeepAllTheirValues() throws IOException {
    Grid grid =
        Grid.of(
            dev.ghbilling.http.BillingJson.mapper()
                .readTree(
                    """
                    {"total": 3, "items": [
                      {"id": 1, "a": [{"x": "p"}, {"x": "q"}], "b": [{"y": 0.80}]},
                      {"id": 2, "a": [], "urls": ["u", "v"], "new": {"deep": null}}]}
                    """));

    assertThat(grid.toCsv())
        .isEqualTo(
            """
            id,a.x,b.y,urls,new.deep
            1,p,,,
            1,q,,,
            1,,0.80,,
            2,,,u v,
            """);
    assertThat(grid.facts()).containsEntry("total", new Cell("3", true));
  }
}
