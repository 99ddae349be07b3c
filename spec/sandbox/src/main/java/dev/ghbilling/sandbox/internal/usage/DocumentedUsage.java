package dev.ghbilling.sandbox.internal.usage;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of the documented example, which are charged to no cost center. */
public final class DocumentedUsage implements UsageData {
  private final List<JsonNode> items = new ArrayList<>();

  /** Takes the rows of the example's array. */
  public DocumentedUsage(JsonNode items) {
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
  public UsageRow row(long number) {
    return new UsageRow(
        text(number, "date"),
        text(number, "product"),
        text(number, "sku"),
        number(number, "quantity"),
        text(number, "unitType"),
        number(number, "pricePerUnit"),
        number(number, "grossAmount"),
        number(number, "discountAmount"),
        number(number, "netAmount"),
        text(number, "organizationName"),
        text(number, "repositoryName"),
        null,
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
