package dev.ghbilling.ledger.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** A type of report whose rows the ledger keeps. */
public enum ReportType {
  /** GitHub's export with users and workflows. */
  @JsonProperty("detailed")
  DETAILED(31),
  /** GitHub's export without users and workflows. */
  @JsonProperty("summarized")
  SUMMARIZED(366),
  /** GitHub's export of premium requests, which the detailed one has as well. */
  @JsonProperty("premium_request")
  PREMIUM_REQUEST(31),
  /** GitHub's export of AI credits, which the detailed one has as well. */
  @JsonProperty("ai_credit")
  AI_CREDIT(31),
  /** The usage report of the API, for accounts without exports. */
  @JsonProperty("usage")
  USAGE(31);

  private final int mostDays;

  ReportType(int mostDays) {
    this.mostDays = mostDays;
  }

  /** Returns GitHub's name of the type, for example {@code premium_request}. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns how many days one request may span. */
  public int mostDays() {
    return mostDays;
  }

  /** Returns whether GitHub exports the type. */
  public boolean isExported() {
    return this != USAGE;
  }

  /** Returns whether a bill can be made of the type; the others repeat a part of it. */
  public boolean isBilled() {
    return this != PREMIUM_REQUEST && this != AI_CREDIT;
  }

  /** Returns whether reports of both types have the same columns, so that rows don't tell which. */
  public boolean hasColumnsOf(ReportType other) {
    return this == other
        || (!isBilled() && !other.isBilled())
        || (this == USAGE && other == SUMMARIZED);
  }

  @Override
  public String toString() {
    return value();
  }
}
