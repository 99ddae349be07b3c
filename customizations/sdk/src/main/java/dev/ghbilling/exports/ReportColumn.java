package dev.ghbilling.exports;

import java.util.Locale;

/** A column that this library reads from a report. */
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

  /** Returns the column's name in the header, in lower case. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
