package dev.ghbilling.costcenters;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Logins, which are the same whatever their case. */
final class Logins {
  private Logins() {}

  /** What two spellings of a login have in common. */
  static String key(String login) {
    return login.toLowerCase(Locale.ROOT);
  }

  /**
   * Each login once, as it is spelled first, by its key.
   *
   * @throws IllegalArgumentException when one is blank
   */
  static Map<String, String> distinct(Collection<String> logins) {
    Map<String, String> byKey = new LinkedHashMap<>();
    for (String login : logins) {
      if (login.isBlank()) {
        throw new IllegalArgumentException("a login is blank");
      }
      byKey.putIfAbsent(key(login), login);
    }
    return byKey;
  }

  /**
   * Each login once, at least one.
   *
   * @throws IllegalArgumentException when there is none or one is blank
   */
  static List<String> require(Collection<String> logins) {
    if (logins.isEmpty()) {
      throw new IllegalArgumentException("no login given");
    }
    return List.copyOf(distinct(logins).values());
  }
}
