package dev.ghbilling.spec.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows for people, indented below their first cell, which is written once for all rows that share
 * it. The other cells stand in columns; nothing is cut.
 */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  void row(String heading, String... cells) {
    List<String> row = new ArrayList<>(List.of(heading));
    row.addAll(List.of(cells));
    rows.add(row);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    String heading = "";
    for (List<String> row : rows) {
      if (!row.get(0).equals(heading)) {
        heading = row.get(0);
        text.append("  ").append(heading).append('\n');
      }
      StringBuilder line = new StringBuilder("   ");
      for (int column = 1; column < row.size(); column++) {
        String cell = row.get(column);
        int width = width(column);
        if (!line.toString().isBlank() || !cell.isEmpty()) {
          line.append(" ").append(cell).append(" ".repeat(width - cell.length() + 1));
        }
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
