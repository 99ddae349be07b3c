package dev.ghbilling.usage;

import dev.ghbilling.client.model.UsageItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much rows of usage have of each SKU of each repository. */
final class Quantities {
  private static final List<UsageDimension> KEY =
      List.of(
          UsageDimension.PRODUCT,
          UsageDimension.SKU,
          UsageDimension.ORGANIZATION,
          UsageDimension.REPOSITORY);
  private static final Quantity NONE = new Quantity(0, BigDecimal.ZERO);

  private final Map<List<@Nullable String>, Quantity> byKey = new HashMap<>();

  private record Quantity(long rows, BigDecimal sum) {
    boolean exceeds(Quantity other) {
      return rows > other.rows || sum.compareTo(other.sum) > 0;
    }
  }

  void add(UsageItem item) {
    List<@Nullable String> key = new ArrayList<>();
    KEY.forEach(dimension -> key.add(dimension.of(item)));
    byKey.merge(
        key,
        new Quantity(1, item.quantity()),
        (one, other) -> new Quantity(one.rows + other.rows, one.sum.add(other.sum)));
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  /** Returns whether these have more of anything than others. */
  boolean exceed(Quantities others) {
    return byKey.entrySet().stream()
        .anyMatch(
            entry -> entry.getValue().exceeds(others.byKey.getOrDefault(entry.getKey(), NONE)));
  }
}
