package dev.ghbilling.usage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The total of the usage items that agree in every dimension of a {@link UsageTotals}.
 *
 * @param values the value of each dimension, in the order of {@link UsageTotals#by}; null for items
 *     without a value
 * @param total the sum of the items
 */
public record UsageGroup(List<@Nullable String> values, UsageTotal total) {
  /** Copies the list. */
  public UsageGroup {
    // Unlike List.copyOf, with null.
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** Returns the value of the first dimension; null for items without a value. */
  public @Nullable String value() {
    return values.get(0);
  }
}
