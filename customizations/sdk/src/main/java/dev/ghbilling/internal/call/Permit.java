package dev.ghbilling.internal.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A permit to be one of the calls in progress. */
final class Permit {
  private final List<Semaphore> held = new ArrayList<>();

  /** Creates a permit of a semaphore that was acquired. */
  Permit(Semaphore acquired) {
    held.add(acquired);
  }

  /** Adds another semaphore that was acquired. */
  synchronized void add(Semaphore acquired) {
    held.add(acquired);
  }

  /** Releases the permit. Does nothing the second time. */
  synchronized void release() {
    held.forEach(Semaphore::release);
    held.clear();
  }
}
