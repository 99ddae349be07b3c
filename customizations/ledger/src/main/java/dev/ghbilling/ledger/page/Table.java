package dev.ghbilling.ledger.page;

import dev.ghbilling.ledger.store.PlainNumber;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of a document.
 *
 * @param caption what the table shows
 * @param columns the headings
 * @param rows the rows, with as many cells as there are headings
 */
record Table(String caption, List<String> columns, List<Row> rows) {
  /**
   * A row.
   *
   * @param head its first cell, which names it
   * @param bar how long its bar is in percent of the longest one; null without a bar
   * @param cells its other cells
   */
  record Row(String head, @Nullable String bar, List<Cell> cells) {
    static Row of(String head, Cell... cells) {
      return new Row(head, null, List.of(cells));
    }
  }

  /**
   * A cell.
   *
   * @param text its text for people
   * @param exact the amount that the text was rounded from; null if the cell is no known amount
   */
  record Cell(String text, @Nullable String exact) {
    static final Cell EMPTY = text("");

    static Cell text(String text) {
      return new Cell(text, null);
    }

    static Cell amount(@Nullable BigDecimal amount) {
      return amount == null
          ? text(Money.of(null))
          : new Cell(Money.of(amount), PlainNumber.text(amount));
    }

    static Cell change(@Nullable BigDecimal change) {
      return new Cell(Money.change(change), change == null ? null : PlainNumber.text(change));
    }
  }
}
