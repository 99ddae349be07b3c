package dev.ghbilling.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** Rows as they have been seen: every date with a time, odd amounts, and blanks. */
final class ObservedUsage implements UsageData {
  private static final BigDecimal DEVIATION = new BigDecimal("0.0001");

  private final UsageData documented;

  ObservedUsage(UsageData documented) {
    this.documented = documented;
  }

  @Override
  public long size() {
    return documented.size();
  }

  @Override
  public long epochDay(long row) {
    return documented.epochDay(row);
  }

  @Override
  public int hour(long row) {
    return documented.hour(row);
  }

  @Override
  public Optional<String> costCenter(long row) {
    return documented.costCenter(row);
  }

  @Override
  public UsageItem item(long row) {
    UsageItem item = documented.item(row);
    // In a quarter of the rows, price times quantity isn't gross.
    BigDecimal deviation = row % 4 == 1 ? DEVIATION : BigDecimal.ZERO;
    boolean free = item.discountAmount().compareTo(item.grossAmount()) == 0;
    return new UsageItem(
        date(row, item.date()),
        item.product(),
        item.sku(),
        fractional(item.quantity()),
        item.unitType().substring(0, 1).toUpperCase(Locale.ROOT) + item.unitType().substring(1),
        item.pricePerUnit(),
        item.grossAmount().add(deviation),
        free ? item.discountAmount().add(deviation) : item.discountAmount(),
        free ? item.netAmount() : item.netAmount().add(deviation),
        item.organizationName(),
        item.repositoryName() == null && row % 2 == 0 ? "" : item.repositoryName(),
        item.username(),
        item.workflowPath());
  }

  @Override
  public void writeJson(long row, JsonGenerator out) throws IOException {
    out.writeStartObject();
    item(row).writeProperties(out);
    if (row % 5 == 0) {
      out.writeNumberField(ObservedAnswers.LATER_ADDITION, new BigDecimal("0.80"));
    }
    out.writeEndObject();
  }

  private String date(long row, String date) {
    String day = date.substring(0, 10);
    return row % 7 == 3
        ? "%sT%02d:37:42Z".formatted(day, hour(row))
        : "%sT%02d:00:00Z".formatted(day, hour(row));
  }

  /** With a decimal point, even where a whole number would do. */
  private static BigDecimal fractional(BigDecimal number) {
    return number.scale() < 1 ? number.setScale(1) : number;
  }
}
