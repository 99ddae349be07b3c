package dev.ghbilling.sandbox.internal.api;

import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.spec.ContractJson;

/** The error of a rate limit that is exceeded. */
public enum RateLimitError {
  /** The limit of requests an hour. */
  PRIMARY("API rate limit exceeded for user ID 1.", ""),
  /** A limit of requests at the same time, or within a minute. */
  SECONDARY(
      "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
      "#about-secondary-rate-limits");

  private static final String DOCUMENTATION =
      "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api";

  private final String message;
  private final String section;

  RateLimitError(String message, String section) {
    this.message = message;
    this.section = section;
  }

  /** Returns the response with this status: 403 or 429, GitHub uses both. */
  public ServerResponse response(int status) {
    return ServerResponse.json(
        status,
        ContractJson.MAPPER
            .createObjectNode()
            .put("message", message)
            .put("documentation_url", DOCUMENTATION + section)
            .put("status", Integer.toString(status)));
  }
}
