package dev.ghbilling.exports;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a downloaded usage report. The columns depend on the type of report; a column that is
 * absent or empty is {@code null}.
 *
 * @param date the day, as it stands in the file
 * @param product the product
 * @param sku the SKU
 * @param quantity the amount used, in {@code unitType}
 * @param unitType the unit of {@code quantity}
 * @param appliedCostPerQuantity the price of one unit in US dollars
 * @param grossAmount the amount before discounts in US dollars
 * @param discountAmount the discount in US dollars
 * @param netAmount the amount charged in US dollars
 * @param username the user
 * @param organization the organization
 * @param repository the repository
 * @param workflowPath the path of the workflow
 * @param costCenterName the cost center that is charged
 * @param model the AI model, for premium requests
 * @param exceedsQuota whether the user's quota of premium requests was exceeded
 * @param totalMonthlyQuota the user's monthly quota of premium requests; {@code null} when it is
 *     {@code Unlimited}
 * @param otherColumns all other columns by name, as they stand in the file
 */
public record UsageReportRow(
    @Nullable String date,
    @Nullable String product,
    @Nullable String sku,
    @Nullable BigDecimal quantity,
    @Nullable String unitType,
    @Nullable BigDecimal appliedCostPerQuantity,
    @Nullable BigDecimal grossAmount,
    @Nullable BigDecimal discountAmount,
    @Nullable BigDecimal netAmount,
    @Nullable String username,
    @Nullable String organization,
    @Nullable String repository,
    @Nullable String workflowPath,
    @Nullable String costCenterName,
    @Nullable String model,
    @Nullable Boolean exceedsQuota,
    @Nullable BigDecimal totalMonthlyQuota,
    Map<String, String> otherColumns) {

  /** Copies the other columns. */
  public UsageReportRow {
    otherColumns =
        otherColumns.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(otherColumns));
  }
}
