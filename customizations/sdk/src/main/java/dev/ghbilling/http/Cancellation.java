package dev.ghbilling.http;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends what a thread does from another one: interrupts it, and cuts its connections, since a
 * platform thread that reads from a socket doesn't notice an interrupt.
 */
public final class Cancellation {
  private static final ThreadLocal<Cancellation> CURRENT = new ThreadLocal<>();

  private final Set<Exchange> exchanges = new HashSet<>();
  private @Nullable Thread thread;
  private boolean cancelled;

  /** Does the work on this thread, which can be cancelled meanwhile. */
  public <T> T during(Supplier<T> work) {
    Cancellation outer = CURRENT.get();
    CURRENT.set(this);
    begin();
    try {
      return work.get();
    } finally {
      end();
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  private synchronized void begin() {
    thread = Thread.currentThread();
    if (cancelled) {
      thread.interrupt();
    }
  }

  private synchronized void end() {
    thread = null;
    exchanges.clear();
    if (cancelled) {
      // The interrupt was meant for this work, not for the thread's next.
      Thread.interrupted();
    }
  }

  /** Ends the work; does nothing when it has ended, and prevents it when it hasn't begun. */
  public synchronized void cancel() {
    cancelled = true;
    if (thread != null) {
      thread.interrupt();
      exchanges.forEach(Exchange::cut);
    }
  }

  /** The one that may end what this thread does. */
  static @Nullable Cancellation current() {
    return CURRENT.get();
  }

  synchronized void begun(Exchange exchange) {
    if (cancelled) {
      exchange.cut();
    } else if (thread != null) {
      exchanges.add(exchange);
    }
  }

  synchronized void ended(Exchange exchange) {
    exchanges.remove(exchange);
  }
}
