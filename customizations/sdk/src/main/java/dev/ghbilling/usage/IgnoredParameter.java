package dev.ghbilling.usage;

import dev.ghbilling.error.UnreadableResponseException;

/** The exception for a server that ignores a parameter of the query. */
final class IgnoredParameter {
  private IgnoredParameter() {}

  /**
   * Returns the exception.
   *
   * @param parameter the parameter's name in the contract
   * @param evidence what shows that the server ignores it
   */
  static UnreadableResponseException exception(String parameter, String evidence) {
    return new UnreadableResponseException(
        "getUsageReport",
        1,
        new UnreadableResponseException.Received(200, null, null, ""),
        "the server seems to ignore %s: %s".formatted(parameter, evidence),
        null);
  }
}
