package dev.ghbilling.exports;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a downloaded usage report. Which columns there are depends on the type of report; a
 * column that the report doesn't have, or leaves empty, is {@code null}.
 *
 * @param date the day, as it came
 * @param product the product
 * @param sku the SKU
 * @param quantity how much was used, in {@code unitType}
 * @param unitType what {@code quantity} counts
 * @param appliedCostPerQuantity US dollars for one unit
 * @param grossAmount US dollars before discounts
 * @param discountAmount US dollars of discount
 * @param netAmount US dollars that are charged
 * @param username who used it
 * @param organization the organization that used it
 * @param repository the repository that used it
 * @param workflowPath the workflow that used it
 * @param costCenterName the cost center that is charged
 * @param model the model that was asked, of premium requests
 * @param exceedsQuota whether the user's quota of premium requests was exceeded
 * @param totalMonthlyQuota the user's quota of premium requests in a month; also {@code null} when
 *     it is {@code Unlimited}
 * @param otherColumns every other column, by name, as it came
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

  public UsageReportRow {
    otherColumns =
        otherColumns instanceof NamedValues
            ? otherColumns
            : Collections.unmodifiableMap(new LinkedHashMap<>(otherColumns));
  }
}
