package dev.ghbilling.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of the documented example. They belong to no cost center. */
final class DocumentedUsage implements UsageData {
  private final List<JsonNode> items = new ArrayList<>();

  DocumentedUsage(JsonNode items) {
    items.forEach(this.items::add);
  }

  @Override
  public long size() {
    return items.size();
  }

  @Override
  public long epochDay(long row) {
    return LocalDate.parse(text(row, "date").substring(0, 10)).toEpochDay();
  }

  @Override
  public int hour(long row) {
    String date = text(row, "date");
    return date.length() < 13 ? 0 : Integer.parseInt(date.substring(11, 13));
  }

  @Override
  public Optional<String> costCenter(long row) {
    return Optional.empty();
  }

  @Override
  public UsageItem item(long row) {
    return new UsageItem(
        text(row, "date"),
        text(row, "product"),
        text(row, "sku"),
        number(row, "quantity"),
        text(row, "unitType"),
        number(row, "pricePerUnit"),
        number(row, "grossAmount"),
        number(row, "discountAmount"),
        number(row, "netAmount"),
        text(row, "organizationName"),
        text(row, "repositoryName"),
        null,
        null);
  }

  @Override
  public void writeJson(long row, JsonGenerator out) throws IOException {
    out.writeTree(node(row));
  }

  private JsonNode node(long row) {
    return items.get(Math.toIntExact(row));
  }

  private String text(long row, String property) {
    return node(row).path(property).asText();
  }

  private BigDecimal number(long row, String property) {
    return node(row).path(property).decimalValue();
  }
}
