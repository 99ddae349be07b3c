package dev.ghbilling.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.spec.text.TextTable.Cell;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {
  @Test
  void toCsv_emptyList_writesFactsAsRow() throws IOException {
    assertThat(GridCsv.of(grid("{'total': 3, 'repositories': []}")))
        .isEqualTo("total,repositories\n3,\n");
  }

  @Test
  void toCsv_emptyListBesideRows_addsNoRow() throws IOException {
    assertThat(GridCsv.of(grid("{'notes': [], 'items': [{'id': 1}]}"))).isEqualTo("id\n1\n");
  }

  @Test
  void toCsv_emptyListInRow_leavesCellBlank() throws IOException {
    assertThat(GridCsv.of(grid("{'items': [{'id': 1, 'users': []}]}"))).isEqualTo("id,users\n1,\n");
  }

  @Test
  void toCsv_listEmptyInOneRow_hasColumnsOfTheOther() throws IOException {
    assertThat(GridCsv.of(grid("{'items': [{'id': 1, 'a': []}, {'id': 2, 'a': [{'b': 3}]}]}")))
        .isEqualTo("id,a.b\n1,\n2,3\n");
  }

  @Test
  void grid_onlyEmptyLists_isEmpty() throws IOException {
    assertThat(GridCsv.of(grid("{'exports': []}"))).isEmpty();
    assertThat(GridText.of(grid("{'exports': []}"), OptionalInt.empty()))
        .containsExactly("nothing to show");
  }

  @Test
  void of_listOfValues_joinsAllValues() throws IOException {
    assertThat(
            grid("{'m': [1, {'a': 0.0000080}], 'n': [[1, 2], [3]], 'o': ['x', null, true]}")
                .facts())
        .containsEntry("m", Cell.text("1 {\"a\":0.0000080}"))
        .containsEntry("n", Cell.text("[1,2] [3]"))
        .containsEntry("o", Cell.text("x null true"));
  }

  @Test
  void toCsv_separatorsAndQuotes_areQuoted() {
    Grid grid =
        Grid.of(List.of("a,b", "c"), List.of(List.of(Cell.text("say \"hi\""), Cell.text("x\ny"))));

    assertThat(GridCsv.of(grid)).isEqualTo("\"a,b\",c\n\"say \"\"hi\"\"\",\"x\ny\"\n");
  }

  @Test
  void toCsv_severalListsInElement_keepsAllValues() throws IOException {
    Grid grid =
        Grid.of(
            ApiJson.mapper()
                .readTree(
                    """
                    {"total": 3, "items": [
                      {"id": 1, "a": [{"x": "p"}, {"x": "q"}], "b": [{"y": 0.80}]},
                      {"id": 2, "a": [], "urls": ["u", "v"], "new": {"deep": null}}]}
                    """));

    assertThat(GridCsv.of(grid))
        .isEqualTo(
            """
            id,a.x,b.y,urls,new.deep
            1,p,,,
            1,q,,,
            1,,0.80,,
            2,,,u v,
            """);
    assertThat(grid.facts()).containsEntry("total", Cell.number("3"));
  }

  @ParameterizedTest
  @CsvSource({
    "9.4086E-05, 0.000094086",
    "1E+3, 1000",
    "1E+2000000000, 1E+2000000000",
    "1E-2000000000, 1E-2000000000"
  })
  void cell_hugeExponent_keepsTheExponent(BigDecimal number, String text) {
    assertThat(PlainDecimal.cell(number)).isEqualTo(Cell.number(text));
    assertThat(Grid.cell(ApiJson.mapper().getNodeFactory().numberNode(number)))
        .isEqualTo(Cell.number(text));
  }

  @Test
  void columns_record_areItsNamedProperties() {
    assertThat(Columns.of(UsageItem.class))
        .startsWith("date", "product", "sku")
        .contains("organizationName", "repositoryName")
        .doesNotContain("additionalProperties");
    assertThat(Columns.of(Row.class)).containsExactly("value", "rows");
  }

  private record Row(String value, long rows) {}

  private static Grid grid(String json) throws IOException {
    return Grid.of(ApiJson.mapper().readTree(json.replace('\'', '"')));
  }
}
