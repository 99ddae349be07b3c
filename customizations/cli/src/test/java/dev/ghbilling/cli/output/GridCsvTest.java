package dev.ghbilling.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.spec.text.TextTable.Cell;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridCsvTest {
  @ParameterizedTest
  @CsvSource({
    "=1+1, '''=1+1'",
    "+1 555, '''+1 555'",
    "-a, '''-a'",
    "@SUM(A1), '''@SUM(A1)'",
    "＝1, '''＝1'",
    "'\t1', '''\t1'",
    "' =1', ''' =1'",
    "'a;=1', 'a;''=1'",
    "-5.20, -5.20",
    "+5, +5",
    "-1E-7, -1E-7",
    "a=1, a=1",
    "2025-01-01, 2025-01-01",
    "'', ''"
  })
  void safe_textOrNumber_isNoFormula(String value, String expected) {
    Grid grid = Grid.of(List.of("a"), List.of(List.of(Cell.text(value))));

    assertThat(GridCsv.safe(grid)).isEqualTo("a\n" + expected + "\n");
    assertThat(GridCsv.of(grid)).isEqualTo("a\n" + value + "\n");
  }

  @Test
  void safe_nameOfAColumn_isNoFormula() {
    Grid grid =
        Grid.of(
            List.of("=a", "b"),
            List.of(List.of(PlainDecimal.cell(new BigDecimal("-5.20")), Cell.EMPTY)));

    assertThat(GridCsv.safe(grid)).isEqualTo("'=a,b\n-5.20,\n");
  }
}
