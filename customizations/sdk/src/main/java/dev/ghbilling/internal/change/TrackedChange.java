package dev.ghbilling.internal.change;

import dev.ghbilling.error.ChangeOutcome;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A change of one thing, with the outcome so far.
 *
 * @param <L> the type of the list that shows the change
 */
public class TrackedChange<L> {
  private final Predicate<L> shown;
  private ChangeOutcome outcome = ChangeOutcome.NOT_TRIED;
  private @Nullable String reason;

  /** The outcome if the list doesn't show the change; null if the outcome is certain. */
  private @Nullable ChangeOutcome unlessListed;

  /**
   * Creates a change that wasn't tried.
   *
   * @param shown whether a list shows the change
   */
  public TrackedChange(Predicate<L> shown) {
    this.shown = shown;
  }

  /** Sets a certain outcome. */
  public final void became(ChangeOutcome newOutcome, @Nullable String newReason) {
    outcome = newOutcome;
    reason = newReason;
    unlessListed = null;
  }

  /**
   * Sets the probable outcome, to be compared with the list.
   *
   * @param probably the outcome if there is no list
   * @param otherwise the outcome if the list doesn't show the change
   */
  public final void becameProbably(
      ChangeOutcome probably, ChangeOutcome otherwise, String newReason) {
    outcome = probably;
    reason = newReason;
    unlessListed = otherwise;
  }

  /** Sets the outcome of a request that failed; nothing when it wasn't sent. */
  public final void failed(WriteFailure failure) {
    failed(failure, failure.isRefusal() ? ChangeOutcome.REFUSED : ChangeOutcome.FAILED);
  }

  /**
   * Sets the outcome of a request that failed; nothing when it wasn't sent.
   *
   * @param unlessMade the outcome if the change wasn't made
   */
  public final void failed(WriteFailure failure, ChangeOutcome unlessMade) {
    if (failure.isCertain()) {
      became(unlessMade, failure.reason());
    } else if (!failure.wasNotSent()) {
      becameProbably(ChangeOutcome.UNCLEAR, unlessMade, failure.reason());
    }
  }

  /** Returns the outcome so far. */
  public final ChangeOutcome outcome() {
    return outcome;
  }

  /** Returns whether the change was made, as far as is known. */
  public final boolean isDone() {
    return outcome == ChangeOutcome.DONE;
  }

  /** Returns why the change wasn't made; null when it was, or when nothing is known. */
  public final @Nullable String reason() {
    return isDone() ? null : reason;
  }

  /** Returns whether a list shows the change. */
  public final boolean isShownBy(L list) {
    return shown.test(list);
  }

  /** Counts the change as done if a list shows it. */
  public final void doneIfShownBy(L list) {
    if (isShownBy(list)) {
      became(ChangeOutcome.DONE, null);
    }
  }

  boolean isUncertain() {
    return unlessListed != null;
  }

  /** Settles an uncertain outcome by the list. */
  void settle(L list) {
    if (unlessListed != null) {
      became(isShownBy(list) ? ChangeOutcome.DONE : unlessListed, reason);
    }
  }
}
