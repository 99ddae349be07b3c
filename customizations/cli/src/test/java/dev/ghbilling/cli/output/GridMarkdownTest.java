package dev.ghbilling.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.client.ApiJson;
import dev.ghbilling.spec.text.TextTable.Cell;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                List.of(Cell.text("a|b\n[x](/e) <img> *c* `d` my_repo \\ &amp;")),
                List.of(Cell.text("https://host/f?sig=topsecret"))));

    assertThat(GridMarkdown.of(grid).get(2))
        .isEqualTo("| a\\|b \\[x\\](/e) \\<img\\> \\*c\\* \\`d\\` my\\_repo \\\\ \\&amp; |");
    assertThat(GridMarkdown.of(grid).get(3)).doesNotContain("topsecret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          @octocat ~ `@octocat`
          https://x ~ `https://x`
          WWW.x ~ `WWW.x`
          a@b.c ~ `a@b.c`
          octo/site#12 ~ `octo/site#12`
          gh-12 ~ `gh-12`
          :tada: ~ `:tada:`
          mailto:a ~ `mailto:a`
          my_repo/*@x ~ `my_repo/*@x`
          @a|b ~ `@a\\|b`
          @a\\|b ~ `@a\\\\\\|b`
          @a``b ~ "``` @a``b ```"
          C# ~ C#
          """)
  @Regression(
      input = "a login such as @octocat, or an address, in a table for a comment",
      before = "as it is, of which GitHub makes a mention or a link",
      now = "code, of which GitHub makes neither")
  void of_textThatGitHubLinks_isCode(String text, String cell) {
    Grid grid = Grid.of(List.of("name"), List.of(List.of(Cell.text(text))));

    assertThat(GridMarkdown.of(grid).get(2)).isEqualTo("| " + cell + " |");
  }

  @Test
  void of_nothing_isSaid() {
    assertThat(GridMarkdown.of(Grid.of(List.of(), List.of()))).containsExactly("nothing to show");
  }
}
