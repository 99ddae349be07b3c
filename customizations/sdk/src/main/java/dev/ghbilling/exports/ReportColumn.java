package dev.ghbilling.exports;

import java.util.Locale;

/** The columns that the known types of report have. */
enum ReportColumn {
  DATE,
  PRODUCT,
  SKU,
  QUANTITY,
  UNIT_TYPE,
  APPLIED_COST_PER_QUANTITY,
  GROSS_AMOUNT,
  DISCOUNT_AMOUNT,
  NET_AMOUNT,
  USERNAME,
  ORGANIZATION,
  REPOSITORY,
  WORKFLOW_PATH,
  COST_CENTER_NAME,
  MODEL,
  EXCEEDS_QUOTA,
  TOTAL_MONTHLY_QUOTA;

  /** What the header says. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
