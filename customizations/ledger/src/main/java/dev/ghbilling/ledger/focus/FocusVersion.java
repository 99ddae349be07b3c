package dev.ghbilling.ledger.focus;

/**
 * A version of FOCUS, the FinOps Open Cost and Usage Specification, whose dataset Cost and Usage
 * the ledger can be exported as.
 */
public enum FocusVersion {
  /** Ratified in May 2025. */
  V1_2("1.2", "HostProviderName", "InvoiceDetailId", "ServiceProviderName"),
  /** Ratified in December 2025: names the service and host provider, deprecates two columns. */
  V1_3("1.3", "InvoiceDetailId"),
  /** Ratified in June 2026: without the deprecated columns, with a reference to invoice details. */
  V1_4("1.4", "ProviderName", "PublisherName");

  private final String text;
  private final String missing;

  FocusVersion(String text, String... missing) {
    this.text = text;
    this.missing = String.join(", ", missing);
  }

  /** Returns the version's number, such as {@code 1.2}. */
  @Override
  public String toString() {
    return text;
  }

  /** Returns those of the view's columns that the version doesn't have, as a list of SQL. */
  String missing() {
    return missing;
  }
}
