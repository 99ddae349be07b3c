package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.usage.UsageTotal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The option that rounds amounts. Totals are computed from the exact amounts. Rounded amounts have
 * their own names in CSV and JSON, and a table has a note.
 */
final class Rounding {
  private static final int MOST = 9;

  @Option(
      names = "--round",
      paramLabel = "DECIMALS",
      description =
          "Round amounts half up to this many decimals. In csv and json, the names of rounded amounts end with Rounded. Default: exact amounts.")
  private @Nullable Integer decimals;

  /**
   * Checks the option before anything is sent.
   *
   * @throws WrongUsageException if amounts can't have so many decimals
   */
  void requireValid() {
    if (decimals != null && (decimals < 0 || decimals > MOST)) {
      throw new WrongUsageException("--round must be 0 to %d, was %d".formatted(MOST, decimals));
    }
  }

  BigDecimal of(BigDecimal amount) {
    return decimals == null ? amount : amount.setScale(decimals, RoundingMode.HALF_UP);
  }

  UsageTotal of(UsageTotal total) {
    return decimals == null ? total : total.rounded(decimals);
  }

  /** Returns the note for the line below a table. */
  String note() {
    return decimals == null ? "" : " (rounded to %d decimals)".formatted(decimals);
  }

  /** Returns a document whose amounts are rounded, and have names that say so. */
  JsonNode of(JsonNode document) {
    if (decimals == null) {
      return document;
    }
    if (document.isArray()) {
      ArrayNode list = ResultJson.object().arrayNode();
      document.forEach(each -> list.add(of(each)));
      return list;
    }
    if (!document.isObject()) {
      return document;
    }
    ObjectNode rounded = ResultJson.object();
    for (Map.Entry<String, JsonNode> property : document.properties()) {
      JsonNode value = property.getValue();
      if (isAmount(property.getKey()) && value.isNumber()) {
        rounded.put(marked(property.getKey()), of(value.decimalValue()));
      } else {
        rounded.set(property.getKey(), of(value));
      }
    }
    return rounded;
  }

  List<String> of(List<String> columns) {
    return decimals == null
        ? columns
        : columns.stream().map(name -> isAmount(name) ? marked(name) : name).toList();
  }

  private static boolean isAmount(String name) {
    return name.endsWith("Amount");
  }

  private static String marked(String name) {
    return name + "Rounded";
  }
}
