package dev.ghbilling.internal.change;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A list that shows changes some time after they were made, as eventually consistent ones do.
 *
 * @param <L> the type of the list
 */
public final class EventualList<L> {
  /** The pauses before a list that lacks a change is read again. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));

  private final Supplier<L> source;
  private final Consumer<Duration> pause;

  /**
   * Creates the list.
   *
   * @param source reads it
   * @param pause waits
   */
  public EventualList(Supplier<L> source, Consumer<Duration> pause) {
    this.source = source;
    this.pause = pause;
  }

  /**
   * Settles the uncertain outcomes of changes. Reads the list if there are any, and again while it
   * lacks one of them.
   *
   * @return why the list couldn't be read; null if it was, or wasn't needed
   */
  public @Nullable RuntimeException settle(Collection<? extends TrackedChange<L>> changes) {
    List<? extends TrackedChange<L>> open =
        changes.stream().filter(TrackedChange::isUncertain).toList();
    if (open.isEmpty()) {
      return null;
    }
    try {
      L list = source.get();
      for (Duration lag : PAUSES) {
        L read = list;
        if (open.stream().allMatch(change -> change.isShownBy(read))) {
          break;
        }
        pause.accept(lag);
        list = source.get();
      }
      L last = list;
      open.forEach(change -> change.settle(last));
      return null;
    } catch (RuntimeException unread) {
      return unread;
    }
  }
}
