package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * A row of the table.
 *
 * @param what what was measured
 * @param ours our value
 * @param against what it is compared with; empty when the target is for our value itself
 * @param theirs the other value, or 1 when there is none
 * @param unit the unit of both values
 * @param target the bound on {@link #figure}
 */
record TableRow(
    String what, double ours, String against, double theirs, String unit, Target target) {
  private static final String HEADINGS =
      "| what | ours | against | theirs | ratio | target | |\n|---|---|---|---|---|---|---|\n";

  static TableRow alone(String what, double ours, String unit, Target target) {
    return new TableRow(what, ours, "", 1, unit, target);
  }

  /** Returns the ratio of both values, or our value when there is no other. */
  @JsonProperty
  double figure() {
    return ours / theirs;
  }

  @JsonProperty
  String verdict() {
    return target.verdict(figure());
  }

  /** Renders a Markdown table. */
  static String table(List<TableRow> rows) {
    StringBuilder table = new StringBuilder(HEADINGS);
    for (TableRow row : rows) {
      table.append("| ").append(String.join(" | ", row.cells())).append(" |\n");
    }
    return table.toString();
  }

  private List<String> cells() {
    boolean alone = against.isEmpty();
    return List.of(
        what,
        rounded(ours) + " " + unit,
        against,
        alone ? "" : rounded(theirs) + " " + unit,
        alone ? "" : rounded(figure()),
        alone && !target.text().isEmpty() ? target.text() + " " + unit : target.text(),
        verdict());
  }

  /** Formats a number with three significant digits. */
  static String rounded(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
