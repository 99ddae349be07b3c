package dev.ghbilling.ledger.store;

/**
 * The account that a ledger is about.
 *
 * @param host the host of the API, for example {@code api.github.com}
 * @param kind {@code enterprise}, {@code organization} or {@code user}
 * @param name the slug or the login
 */
public record LedgerAccount(String host, String kind, String name) {
  @Override
  public String toString() {
    return "%s %s at %s".formatted(kind, name, host);
  }
}
