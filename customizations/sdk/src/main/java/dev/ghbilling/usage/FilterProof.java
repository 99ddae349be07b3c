package dev.ghbilling.usage;

import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.error.BadRequestException;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.error.PermissionException;
import dev.ghbilling.internal.json.JsonItems;
import dev.ghbilling.internal.time.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A proof that the server narrows its rows by the parameters that rows don't show: the hour and the
 * cost center. A server that ignores one of them sends the rows of the whole day, or of no cost
 * center, and nothing in them tells.
 *
 * <p>What is proven holds for a day. Safe for use by several threads.
 */
final class FilterProof {
  private static final String HOUR = "hour";
  private static final String COST_CENTER = "cost_center_id";
  private static final String NONEXISTENT_ID = "00000000-0000-0000-0000-000000000000";
  private static final int HOURS = 24;
  private static final Duration VALIDITY = Duration.ofDays(1);

  private final Function<GetUsageReportQuery, JsonItems<UsageItem>> source;
  private final Clock clock;
  private final Duration timeout;
  private final Map<String, Instant> proven = new ConcurrentHashMap<>();

  /**
   * Creates the proof.
   *
   * @param source opens the response to a query
   * @param timeout how long opening and reading one may take
   */
  FilterProof(
      Function<GetUsageReportQuery, JsonItems<UsageItem>> source, Clock clock, Duration timeout) {
    this.source = source;
    this.clock = clock;
    this.timeout = timeout;
  }

  /**
   * Proves the parameters of a query whose response has rows. One without rows needs no proof.
   *
   * @throws dev.ghbilling.error.UnreadableResponseException when the server ignores one
   */
  @SuppressWarnings("deprecation")
  void require(GetUsageReportQuery query) {
    if (query.costCenterId() != null && !isProven(COST_CENTER)) {
      proveCostCenter(query);
    }
    if (query.hour() != null && !isProven(HOUR)) {
      proveHour(query, query.hour());
    }
  }

  private boolean isProven(String parameter) {
    Instant since = proven.get(parameter);
    return since != null && clock.instant().isBefore(since.plus(VALIDITY));
  }

  /** A server that ignores the cost center has these rows for one that doesn't exist as well. */
  private void proveCostCenter(GetUsageReportQuery query) {
    if (hasRows(query.toBuilder().costCenterId(NONEXISTENT_ID).build())) {
      throw IgnoredParameter.exception(
          COST_CENTER,
          "asked for cost_center_id=%s, but a cost center that doesn't exist has usage as well"
              .formatted(query.costCenterId()));
    }
    proven.put(COST_CENTER, clock.instant());
  }

  private boolean hasRows(GetUsageReportQuery query) {
    try {
      return read(query, JsonItems::hasNext);
    } catch (NotFoundException | BadRequestException | PermissionException refused) {
      return false;
    }
  }

  /**
   * The day has more than the hour, or the hour has all of the day and another hour has nothing.
   * The day is requested first: usage that arrives meanwhile makes an hour larger and never looks
   * like a proof.
   */
  @SuppressWarnings("deprecation")
  private void proveHour(GetUsageReportQuery query, int hour) {
    Quantities day = quantities(query.toBuilder().hour(null).build());
    Quantities asked = quantities(query);
    if (!day.exceed(asked)) {
      int other = (hour + HOURS / 2) % HOURS;
      Quantities others = quantities(query.toBuilder().hour(other).build());
      boolean wholeDay = !asked.exceed(day);
      if (wholeDay ? !others.isEmpty() : !day.exceed(others)) {
        throw IgnoredParameter.exception(
            HOUR,
            "asked for hour=%d, but it has all usage of the day, and hour %d has usage as well; GitHub has dropped this parameter, so ask for the day"
                .formatted(hour, other));
      }
    }
    proven.put(HOUR, clock.instant());
  }

  private Quantities quantities(GetUsageReportQuery query) {
    Quantities quantities = new Quantities();
    read(
        query,
        rows -> {
          rows.forEachRemaining(quantities::add);
          return true;
        });
    return quantities;
  }

  private boolean read(GetUsageReportQuery query, Predicate<JsonItems<UsageItem>> reader) {
    Deadline.Work<Boolean, RuntimeException> reading =
        () -> {
          try (JsonItems<UsageItem> rows = source.apply(query)) {
            return reader.test(rows);
          }
        };
    return Deadline.after(timeout, clock).during(reading);
  }
}
