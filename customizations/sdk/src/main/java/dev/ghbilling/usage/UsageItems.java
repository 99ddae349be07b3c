package dev.ghbilling.usage;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.internal.call.StreamedBody;
import dev.ghbilling.internal.json.JsonDecoder;
import dev.ghbilling.internal.json.JsonItems;
import feign.Response;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The items of several reports, with one response open at a time. */
final class UsageItems implements Iterator<UsageItem>, AutoCloseable {
  private static final ObjectReader ITEM = JsonItems.reader(UsageItem.class);

  private final UsageApi api;
  private final String enterprise;
  private final Iterator<GetUsageReportQuery> requests;
  private final boolean compared;
  private final JsonDecoder decoder;
  private @Nullable JsonItems<UsageItem> open;
  private @Nullable RuntimeException failure;
  private boolean closed;
  private MonthFingerprint month = new MonthFingerprint(0, 0);
  private MonthFingerprint previous = new MonthFingerprint(0, 0);

  /**
   * A fingerprint of a month's items, by which a server that ignores the month is recognized.
   *
   * @param items the number of items
   * @param hash the hash of all items in their order
   */
  private record MonthFingerprint(long items, int hash) {
    MonthFingerprint plus(UsageItem item) {
      return new MonthFingerprint(items + 1, 31 * hash + item.hashCode());
    }
  }

  UsageItems(
      UsageApi api, String enterprise, List<GetUsageReportQuery> requests, JsonDecoder decoder) {
    this.api = api;
    this.enterprise = enterprise;
    this.requests = requests.iterator();
    this.compared = requests.size() > 1;
    this.decoder = decoder;
  }

  /** Throws a failure again and again: what follows it must not look like the rest. */
  @Override
  public boolean hasNext() {
    if (closed) {
      return false;
    }
    if (failure != null) {
      throw failure;
    }
    try {
      return findNext();
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  private boolean findNext() {
    while (open == null || !open.hasNext()) {
      if (month.items() > 0 && month.equals(previous)) {
        throw IgnoredParameter.exception("month", "two months have the same rows");
      }
      previous = month;
      month = new MonthFingerprint(0, 0);
      if (!requests.hasNext()) {
        return false;
      }
      Response response = api.getUsageReportStream(enterprise, requests.next());
      open =
          new JsonItems<>(
              "getUsageReport",
              StreamedBody.attempts(response),
              "usageItems",
              ITEM,
              response,
              decoder);
    }
    return true;
  }

  @Override
  public UsageItem next() {
    if (!hasNext() || open == null) {
      throw new NoSuchElementException();
    }
    UsageItem item = open.next();
    if (compared) {
      month = month.plus(item);
    }
    return item;
  }

  @Override
  public void close() {
    closed = true;
    if (open != null) {
      open.close();
    }
  }
}
