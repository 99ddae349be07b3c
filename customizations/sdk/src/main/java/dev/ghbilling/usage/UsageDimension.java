package dev.ghbilling.usage;

import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.internal.selection.DateText;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A dimension by which usage is added up. */
public enum UsageDimension {
  /** The product. */
  PRODUCT,
  /** The SKU. */
  SKU,
  /** The organization. */
  ORGANIZATION,
  /** The repository. */
  REPOSITORY,
  /** The day in UTC, without a time of day. */
  DATE,
  /** The month, as {@code 2026-10}. */
  MONTH,
  /**
   * The cost center; only for an {@link EnterpriseUsage}, since an item doesn't contain its own.
   */
  COST_CENTER;

  private static final int MONTH_LENGTH = "2026-10".length();

  /**
   * Returns the value of an item; null where it has none, for which GitHub also sends an empty
   * text.
   *
   * @throws IllegalArgumentException for {@link #COST_CENTER}
   */
  public @Nullable String of(UsageItem item) {
    String value =
        switch (this) {
          case PRODUCT -> item.product();
          case SKU -> item.sku();
          case ORGANIZATION -> item.organizationName();
          case REPOSITORY -> item.repositoryName();
          case DATE -> day(item);
          case MONTH -> day(item).substring(0, Math.min(MONTH_LENGTH, day(item).length()));
          case COST_CENTER ->
              throw new IllegalArgumentException(
                  "a usage item doesn't contain its cost center: use EnterpriseUsage.totals");
        };
    return value == null || value.isBlank() ? null : value;
  }

  /** Returns the day in UTC, as it is held against a query; the text itself if it is no date. */
  private static String day(UsageItem item) {
    LocalDateTime time = DateText.utc(item.date());
    return time == null ? item.date() : time.toLocalDate().toString();
  }
}
