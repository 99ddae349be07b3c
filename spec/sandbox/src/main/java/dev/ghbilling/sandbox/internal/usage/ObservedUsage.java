package dev.ghbilling.sandbox.internal.usage;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** Rows as the API has been observed to send them: dates with a time, odd amounts, blanks. */
public final class ObservedUsage implements UsageData {
  /** The name of a property, or column, that no documentation has. */
  public static final String LATER_ADDITION = "later_addition";

  private static final BigDecimal DEVIATION = new BigDecimal("0.0001");

  private final UsageData documented;

  /** Changes other rows to what would be observed. */
  public ObservedUsage(UsageData documented) {
    this.documented = documented;
  }

  @Override
  public long size() {
    return documented.size();
  }

  @Override
  public long identity(long row) {
    return documented.identity(row);
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
  public UsageRow row(long number) {
    UsageRow row = documented.row(number);
    long identity = identity(number);
    // In a quarter of the rows, the gross amount isn't price times quantity.
    BigDecimal deviation = identity % 4 == 1 ? DEVIATION : BigDecimal.ZERO;
    boolean free = row.discountAmount().compareTo(row.grossAmount()) == 0;
    return new UsageRow(
        date(number, row.date()),
        row.product(),
        row.sku(),
        fractional(row.quantity()),
        row.unitType().substring(0, 1).toUpperCase(Locale.ROOT) + row.unitType().substring(1),
        row.pricePerUnit(),
        row.grossAmount().add(deviation),
        free ? row.discountAmount().add(deviation) : row.discountAmount(),
        free ? row.netAmount() : row.netAmount().add(deviation),
        row.organizationName(),
        row.repositoryName() == null && identity % 2 == 0 ? "" : row.repositoryName(),
        row.username(),
        row.model(),
        row.workflowPath());
  }

  @Override
  public void writeJson(long row, JsonGenerator out) throws IOException {
    out.writeStartObject();
    row(row).writeProperties(out);
    if (identity(row) % 5 == 0) {
      out.writeNumberField(LATER_ADDITION, new BigDecimal("0.80"));
    }
    out.writeEndObject();
  }

  private String date(long row, String date) {
    String day = date.substring(0, 10);
    return identity(row) % 7 == 3
        ? "%sT%02d:37:42Z".formatted(day, hour(row))
        : "%sT%02d:00:00Z".formatted(day, hour(row));
  }

  /** Adds a decimal point to a whole number. */
  private static BigDecimal fractional(BigDecimal number) {
    return number.scale() < 1 ? number.setScale(1) : number;
  }
}
