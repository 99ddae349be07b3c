package dev.ghbilling.internal.change;

import dev.ghbilling.error.ChangeOutcome;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests that change one thing each. A refusal doesn't keep the others from being sent; any other
 * failure does.
 */
public final class ChangeRun {
  private @Nullable RuntimeException failure;
  private boolean ended;

  /**
   * Requires that all steps that are needed by now are those of a plan that was made before, so
   * that nothing is done that wasn't shown.
   *
   * @param things what the plan changes, such as "budgets"
   * @throws IllegalArgumentException otherwise
   */
  public static void requirePlanned(String things, List<?> needed, List<?> planned) {
    Set<Object> known = new HashSet<>(planned);
    for (Object step : needed) {
      if (!known.contains(step)) {
        throw new IllegalArgumentException(
            "the %s have changed since the plan was made, which lacks this step: %s; make the plan again"
                .formatted(things, step));
      }
    }
  }

  /**
   * Sends a request that adds or changes something, unless the run has ended or the change is done.
   *
   * @param request sends it
   */
  public void attempt(TrackedChange<?> change, Runnable request) {
    attempt(change, request, false);
  }

  /** Sends a request that deletes something, as {@link #attempt} does. */
  public void attemptDeletion(TrackedChange<?> change, Runnable request) {
    attempt(change, request, true);
  }

  private void attempt(TrackedChange<?> change, Runnable request, boolean deletes) {
    if (ended || change.isDone()) {
      return;
    }
    try {
      request.run();
      change.becameProbably(
          ChangeOutcome.DONE,
          ChangeOutcome.UNCLEAR,
          "the server reported success, but its list doesn't show the change");
    } catch (RuntimeException e) {
      WriteFailure failed = deletes ? WriteFailure.ofDeletion(e) : WriteFailure.of(e);
      change.failed(failed);
      failed(e, !failed.isRefusal());
    }
  }

  /**
   * Takes note of a failure.
   *
   * @param ends whether it ends the run
   */
  public void failed(RuntimeException e, boolean ends) {
    if (failure == null) {
      failure = e;
    }
    ended |= ends;
  }

  /** Settles the uncertain outcomes of changes by a list. */
  public <L> void settle(Collection<? extends TrackedChange<L>> changes, EventualList<L> list) {
    RuntimeException unread = list.settle(changes);
    if (unread != null && failure != null) {
      failure.addSuppressed(unread);
    } else if (unread != null) {
      failure = unread;
    }
  }

  /** Returns whether nothing more is sent. */
  public boolean hasEnded() {
    return ended;
  }

  /** Returns the first failure, or else why the list couldn't be read; null if all went well. */
  public @Nullable RuntimeException failure() {
    return failure;
  }
}
