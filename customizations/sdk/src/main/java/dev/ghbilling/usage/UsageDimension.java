package dev.ghbilling.usage;

import dev.ghbilling.client.model.UsageItem;
import java.util.Optional;

/** What usage can be added up by. */
public enum UsageDimension {
  PRODUCT,
  SKU,
  ORGANIZATION,
  REPOSITORY,
  /** The day, without a time of day. */
  DATE,
  /** Only of an {@link EnterpriseUsage}: an item doesn't say which cost center it is charged to. */
  COST_CENTER;

  /**
   * The item's value; empty where it has none, for which GitHub also sends an empty text.
   *
   * @throws IllegalArgumentException for {@link #COST_CENTER}
   */
  public Optional<String> of(UsageItem item) {
    String value =
        switch (this) {
          case PRODUCT -> item.product();
          case SKU -> item.sku();
          case ORGANIZATION -> item.organizationName();
          case REPOSITORY -> item.repositoryName();
          case DATE -> item.date().replaceFirst("T.*$", "");
          case COST_CENTER ->
              throw new IllegalArgumentException("an item doesn't say its cost center");
        };
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }
}
