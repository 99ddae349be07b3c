package dev.ghbilling.ledger.sync;

import dev.ghbilling.client.model.UsageItem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of the API's usage report as a CSV file with the names that GitHub's exports have. */
final class UsageCsv {
  private static final List<String> COLUMNS =
      List.of(
          "date",
          "product",
          "sku",
          "quantity",
          "unit_type",
          "applied_cost_per_quantity",
          "gross_amount",
          "discount_amount",
          "net_amount",
          "organization",
          "repository",
          "cost_center_name");

  private UsageCsv() {}

  /** Writes the rows, in order; properties that the contract doesn't have become columns. */
  static void write(List<BillingSource.Row> rows, Path file) throws IOException {
    Set<String> others = new TreeSet<>();
    rows.forEach(row -> others.addAll(row.item().additionalProperties().keySet()));
    others.removeAll(COLUMNS);
    List<String> header = new ArrayList<>(COLUMNS);
    header.addAll(others);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(line(header));
      for (BillingSource.Row row : rows) {
        out.write(line(values(row, others)));
      }
    }
  }

  private static List<String> values(BillingSource.Row row, Set<String> others) {
    UsageItem item = row.item();
    List<String> values = new ArrayList<>();
    values.add(item.date());
    values.add(item.product());
    values.add(item.sku());
    values.add(number(item.quantity()));
    values.add(item.unitType());
    values.add(number(item.pricePerUnit()));
    values.add(number(item.grossAmount()));
    values.add(number(item.discountAmount()));
    values.add(number(item.netAmount()));
    values.add(text(item.organizationName()));
    values.add(text(item.repositoryName()));
    values.add(text(row.costCenter()));
    Map<String, @Nullable Object> more = item.additionalProperties();
    for (String other : others) {
      values.add(text(more.get(other)));
    }
    return values;
  }

  private static String number(BigDecimal number) {
    return number.toString();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String line(List<String> values) {
    return values.stream()
        .map(value -> '"' + value.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(",", "", "\n"));
  }
}
