package dev.ghbilling.sandbox;

import dev.ghbilling.spec.ContractJson;

/** What GitHub says beyond one of its limits. */
enum LimitAnswer {
  PRIMARY("API rate limit exceeded for user ID 1.", ""),
  SECONDARY(
      "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
      "#about-secondary-rate-limits");

  private static final String DOCUMENTATION =
      "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api";

  private final String message;
  private final String section;

  LimitAnswer(String message, String section) {
    this.message = message;
    this.section = section;
  }

  Reply reply(int status) {
    return Reply.json(
        status,
        ContractJson.MAPPER
            .createObjectNode()
            .put("message", message)
            .put("documentation_url", DOCUMENTATION + section)
            .put("status", Integer.toString(status)));
  }
}
