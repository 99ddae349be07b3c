package dev.ghbilling.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.client.ApiJson;
import dev.ghbilling.spec.text.TextTable.Cell;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridMarkdownTest {
  @Test
  void of_factsAndRows_areTwoTables() throws IOException {
    Grid grid =
        Grid.of(
            ApiJson.mapper().readTree("{\"total\": 2, \"items\": [{\"a\": \"x\", \"b\": 1.50}]}"));

    assertThat(GridMarkdown.of(grid))
        .containsExactly(
            "| | |",
            "| --- | --- |",
            "| total | 2 |",
            "",
            "| a | b |",
            "| --- | ---: |",
            "| x | 1.50 |");
  }

  @Test
  void of_textOfAServer_isShownAsItIs() {
    Grid grid =
        Grid.of(
            List.of("name"),
            List.of(
                List.of(Cell.text("a|b\n[x](https://e) <img> *c* `d` my_repo \\ &amp;")),
                List.of(Cell.text("https://host/f?sig=topsecret"))));

    assertThat(GridMarkdown.of(grid).get(2))
        .isEqualTo("| a\\|b \\[x\\](https://e) \\<img\\> \\*c\\* \\`d\\` my\\_repo \\\\ \\&amp; |");
    assertThat(GridMarkdown.of(grid).get(3)).doesNotContain("topsecret");
  }

  @Test
  void of_nothing_isSaid() {
    assertThat(GridMarkdown.of(Grid.of(List.of(), List.of()))).containsExactly("nothing to show");
  }
}
