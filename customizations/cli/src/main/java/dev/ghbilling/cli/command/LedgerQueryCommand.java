package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.ledger.Ledger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs a query. */
@Command(
    name = "query",
    description = {
      "Query the ledger with DuckDB's SQL.",
      "Views: rows (all types of reports), bill (one report for each day), daily, monthly. Tables: days, landed. For example:",
      "  SELECT billing_month, sum(net_amount) FROM monthly GROUP BY ALL",
      "Put -- before a statement that begins with a comment. A statement can't write, or read anything outside the ledger. Times are in UTC. In JSON, a LIST is an array, a MAP or STRUCT an object, and a BLOB its bytes in Base64."
    })
final class LedgerQueryCommand implements Runnable {
  @Mixin private final LedgerOptions options;
  @Mixin private final OutputOptions output;

  @Parameters(paramLabel = "SQL", description = "The statement.")
  private String sql;

  LedgerQueryCommand(Console console) {
    this.options = new LedgerOptions(console);
    this.output = new OutputOptions(console);
  }

  @Override
  public void run() {
    Ledger.Table table = options.ledger().query(sql);
    ObjectNode document = ResultJson.object();
    ArrayNode rows = document.putArray("rows");
    for (List<@Nullable Object> values : table.rows()) {
      ObjectNode row = rows.addObject();
      for (int i = 0; i < values.size(); i++) {
        row.set(table.columns().get(i), json(values.get(i)));
      }
    }
    output.print(
        document, "rows", table.columns(), () -> Grid.ofRows(rows, table.columns()).named());
  }

  private static JsonNode json(@Nullable Object value) {
    if (value instanceof List<?> list) {
      ArrayNode values = ResultJson.object().arrayNode();
      list.forEach(each -> values.add(json(each)));
      return values;
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode values = ResultJson.object();
      map.forEach((name, each) -> values.set(name.toString(), json(each)));
      return values;
    } else if (value == null) {
      return ResultJson.object().nullNode();
    }
    return ResultJson.of(
        value instanceof Boolean || value instanceof Number ? value : value.toString());
  }
}
