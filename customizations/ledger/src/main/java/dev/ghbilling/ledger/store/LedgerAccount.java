package dev.ghbilling.ledger.store;

/**
 * The account that a ledger is about.
 *
 * @param host the host of the API, for example {@code api.github.com}, with its port if the URL has
 *     one and the host isn't this machine
 * @param kind {@code enterprise}, {@code organization} or {@code user}
 * @param name the slug or the login
 */
public record LedgerAccount(String host, String kind, String name) {
  /** Returns whether another account is this one. Older stores name the host without its port. */
  public boolean isOf(LedgerAccount other) {
    return kind.equals(other.kind)
        && name.equals(other.name)
        && (host.equals(other.host) || host.equals(other.host.replaceFirst(":[0-9]+$", "")));
  }

  @Override
  public String toString() {
    return "%s %s at %s".formatted(kind, name, host);
  }
}
