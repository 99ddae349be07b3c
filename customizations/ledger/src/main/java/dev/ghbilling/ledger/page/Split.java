package dev.ghbilling.ledger.page;

/** What the days of a bill are split by. */
public enum Split {
  /** Products, such as Actions. */
  PRODUCT("product", "Products"),
  /** SKUs, such as Actions Linux. */
  SKU("SKU", "SKUs"),
  /** AI models. */
  MODEL("model", "Models");

  private final String noun;
  private final String title;

  Split(String noun, String title) {
    this.noun = noun;
    this.title = title;
  }

  /** Returns the name of one, within a sentence. */
  public String noun() {
    return noun;
  }

  /** Returns the heading for people. */
  public String title() {
    return title;
  }
}
