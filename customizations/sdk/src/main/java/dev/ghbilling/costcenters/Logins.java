package dev.ghbilling.costcenters;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules for logins, which are compared without case. */
final class Logins {
  private Logins() {}

  /** Returns the key of a login, which is the same for all spellings. */
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
   * @throws IllegalArgumentException when there is no login or one is blank
   */
  static List<String> require(Collection<String> logins) {
    if (logins.isEmpty()) {
      throw new IllegalArgumentException("at least one login is required");
    }
    return List.copyOf(distinct(logins).values());
  }
}
