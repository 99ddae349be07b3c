package dev.ghbilling.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.testkit.LinearTime;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Results of any text are formatted in time linear in its length. */
class GridTimeTest {
  /** Half of the text, since each format reads it several times. */
  private static final int LENGTH = 1 << 17;

  /** Few, since each is padded to the length of the text. */
  private static final int ROWS = 5;

  @Test
  void values_ofAnyText_takeLinearTime() throws InterruptedException {
    LinearTime.require(text -> format("name", text.substring(0, LENGTH)));
  }

  @Test
  void names_ofAnyText_takeLinearTime() throws InterruptedException {
    LinearTime.require(text -> format(text.substring(0, LENGTH), "value"));
  }

  /** Formats a table in which one row is special. */
  private static void format(String name, String value) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode items = document.putArray("items");
    items.addObject().put(name, value).put("last", 1);
    for (int i = 0; i < ROWS; i++) {
      items.addObject().put("name", "b").put("last", i);
    }
    Grid grid = Grid.of(document);
    GridCsv.of(grid);
    GridText.of(grid, OptionalInt.of(80));
    GridText.of(grid, OptionalInt.empty());
  }
}
