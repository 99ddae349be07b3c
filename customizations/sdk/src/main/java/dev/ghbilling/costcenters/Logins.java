package dev.ghbilling.costcenters;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rules for logins, which are the same whatever their case. */
final class Logins {
  private Logins() {}

  /** Returns what all spellings of a login have in common. */
  static String key(String login) {
    return login.toLowerCase(Locale.ROOT);
  }

  /**
   * Returns each login once, in its first spelling, by its key.
   *
   * @throws IllegalArgumentException when one is blank
   */
  static Map<String, String> distinct(Collection<String> logins) {
    Map<String, String> byKey = new LinkedHashMap<>();
    for (String login : logins) {
      if (login.isBlank()) {
        throw new IllegalArgumentException("a login must not be blank");
      }
      byKey.putIfAbsent(key(login), login);
    }
    return byKey;
  }

  /**
   * Returns each login once, and at least one.
   *
   * @throws IllegalArgumentException when there is none or one is blank
   */
  static List<String> require(Collection<String> logins) {
    if (logins.isEmpty()) {
      throw new IllegalArgumentException("at least one login is required");
    }
    return List.copyOf(distinct(logins).values());
  }
}
