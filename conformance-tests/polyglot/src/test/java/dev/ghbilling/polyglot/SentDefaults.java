package dev.ghbilling.polyglot;

/**
 * A client's habit to send the contract's defaults, which change nothing, although nobody gave
 * them.
 *
 * @param language whose client
 * @param in the part of the request: {@code query} or {@code body}
 */
record SentDefaults(String language, String in) {}
