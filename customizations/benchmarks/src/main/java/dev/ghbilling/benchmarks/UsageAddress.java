package dev.ghbilling.benchmarks;

import java.net.URI;
import java.time.LocalDate;

/**
 * Where usage is, as somebody writes it who has no contract.
 *
 * @param baseUrl the API
 * @param enterprise the enterprise's slug
 */
record UsageAddress(URI baseUrl, String enterprise) {
  static final String ACCEPT = "application/vnd.github+json";
  static final String VERSION_HEADER = "X-GitHub-Api-Version";
  static final String VERSION = "2022-11-28";
  static final String AGENT = "by-hand";

  String of(LocalDate day) {
    return baseUrl
        + "/enterprises/"
        + enterprise
        + "/settings/billing/usage?year="
        + day.getYear()
        + "&month="
        + day.getMonthValue()
        + "&day="
        + day.getDayOfMonth();
  }
}
