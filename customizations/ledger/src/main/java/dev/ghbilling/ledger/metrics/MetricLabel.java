package dev.ghbilling.ledger.metrics;

/** What the amounts of the running month are divided by. */
public enum MetricLabel {
  /** The product, as reports spell it. */
  PRODUCT("product", "product"),
  /** The SKU. */
  SKU("sku", "sku"),
  /** The organization. */
  ORGANIZATION("organization", "organization"),
  /** The name of the cost center. */
  COST_CENTER("cost_center", "cost_center_name"),
  /** The repository; only on request, since there may be many. */
  REPOSITORY("repository", "repository"),
  /** The login; only on request, since it is a person's. */
  USER("user", "username");

  private final String label;
  private final String column;

  MetricLabel(String label, String column) {
    this.label = label;
    this.column = column;
  }

  String label() {
    return label;
  }

  String column() {
    return column;
  }
}
