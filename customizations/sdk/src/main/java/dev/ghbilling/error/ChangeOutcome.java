package dev.ghbilling.error;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The outcome of a change, of a cost center's resource, a cost center or a budget. */
public enum ChangeOutcome {
  /** The change was made, as requested. */
  DONE,
  /** The server refused this one; others were sent nevertheless. */
  REFUSED,
  /** The change was requested and not made, for a reason that isn't its own. */
  FAILED,
  /**
   * The change was requested and may have been made, or may still be made: no response arrived, and
   * the list couldn't be read afterwards; or the server reported that the change was made or
   * accepted, and the list doesn't show it.
   */
  UNCLEAR,
  /** The change was never requested. */
  NOT_TRIED,
  /** The server reported this change, which wasn't requested. */
  UNREQUESTED;

  /**
   * Sums up a change for a message: {@code 1 done, 2 refused: createBudget: HTTP 422}.
   *
   * @param reasons why changes weren't made, null where nothing is known
   */
  static String summary(
      List<ChangeOutcome> outcomes,
      Stream<@Nullable String> reasons,
      @Nullable RuntimeException cause) {
    String counts =
        Stream.of(values())
            .filter(outcome -> outcome == DONE || outcomes.contains(outcome))
            .map(outcome -> Collections.frequency(outcomes, outcome) + " " + outcome.words())
            .collect(Collectors.joining(", "));
    return counts + ": " + (cause == null ? firstReason(reasons) : cause.getMessage());
  }

  /** Returns the first reason that there is. */
  static String firstReason(Stream<@Nullable String> reasons) {
    return reasons.flatMap(Stream::ofNullable).findFirst().orElse("the server reported no failure");
  }

  /** Returns the outcome for a message, such as {@code not tried}. */
  private String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
