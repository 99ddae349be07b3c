package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report as somebody writes it for this one call. */
record HandWrittenReport(List<Item> usageItems) {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(HandWrittenReport.class);

  /** A row of the report. */
  record Item(
      String date,
      String product,
      String sku,
      BigDecimal quantity,
      String unitType,
      BigDecimal pricePerUnit,
      BigDecimal grossAmount,
      BigDecimal discountAmount,
      BigDecimal netAmount,
      @Nullable String organizationName,
      @Nullable String repositoryName) {}

  /** The first net amount of the answer, if it is one of success. */
  static BigDecimal firstNetAmount(int status, InputStream body) throws IOException {
    if (status != 200) {
      throw new IOException("HTTP " + status);
    }
    return READER.<HandWrittenReport>readValue(body).usageItems().get(0).netAmount();
  }
}
