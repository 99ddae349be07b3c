package dev.ghbilling.sandbox;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One row of usage, as the API names things. Amounts are US dollars. */
record UsageItem(
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
    @Nullable String workflowPath) {}
