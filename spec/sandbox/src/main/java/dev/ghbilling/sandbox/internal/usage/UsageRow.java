package dev.ghbilling.sandbox.internal.usage;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A row of usage in the API's spelling. Amounts are US dollars. User and workflow stand in the
 * files of exports only.
 */
public record UsageRow(
    String date,
    String product,
    String sku,
    BigDecimal quantity,
    String unitType,
    BigDecimal pricePerUnit,
    BigDecimal grossAmount,
    BigDecimal discountAmount,
    BigDecimal netAmount,
    String organizationName,
    @Nullable String repositoryName,
    @Nullable String username,
    @Nullable String workflowPath) {

  /** Writes the properties that the API shows. */
  void writeProperties(JsonGenerator out) throws IOException {
    out.writeStringField("date", date);
    out.writeStringField("product", product);
    out.writeStringField("sku", sku);
    out.writeNumberField("quantity", quantity);
    out.writeStringField("unitType", unitType);
    out.writeNumberField("pricePerUnit", pricePerUnit);
    out.writeNumberField("grossAmount", grossAmount);
    out.writeNumberField("discountAmount", discountAmount);
    out.writeNumberField("netAmount", netAmount);
    out.writeStringField("organizationName", organizationName);
    if (repositoryName != null) {
      out.writeStringField("repositoryName", repositoryName);
    }
  }
}
