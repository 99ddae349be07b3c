package dev.ghbilling;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made when it is first asked for, and never again. Safe for use by several
 * threads; one whose making failed is made anew.
 */
final class OnDemand<T> implements Supplier<T> {
  private final Supplier<T> maker;
  private volatile @Nullable T value;

  OnDemand(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public T get() {
    T made = value;
    return made == null ? make() : made;
  }

  private synchronized T make() {
    T made = value;
    if (made == null) {
      made = maker.get();
      value = made;
    }
    return made;
  }
}
