package dev.ghbilling.usage;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.http.JsonItems;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The items of several reports, one answer open at a time. */
final class UsageItems implements Iterator<UsageItem>, AutoCloseable {
  private static final ObjectReader ITEM = JsonItems.reader(UsageItem.class);

  private final UsageApi api;
  private final String enterprise;
  private final Iterator<GetUsageReportQuery> requests;
  private final boolean compared;
  private final UnaryOperator<String> redaction;
  private @Nullable JsonItems<UsageItem> open;
  private @Nullable RuntimeException fault;
  private boolean closed;
  private MonthPrint month = new MonthPrint(0, 0);
  private MonthPrint previous = new MonthPrint(0, 0);

  /**
   * What a month's items leave behind, to tell a server that ignores the month by.
   *
   * @param items how many
   * @param hash of all of them, in their order
   */
  private record MonthPrint(long items, int hash) {
    MonthPrint plus(UsageItem item) {
      return new MonthPrint(items + 1, 31 * hash + item.hashCode());
    }
  }

  UsageItems(
      UsageApi api,
      String enterprise,
      List<GetUsageReportQuery> requests,
      UnaryOperator<String> redaction) {
    this.api = api;
    this.enterprise = enterprise;
    this.requests = requests.iterator();
    this.compared = requests.size() > 1;
    this.redaction = redaction;
  }

  /** A fault is told again and again: what follows it must not look like the rest. */
  @Override
  public boolean hasNext() {
    if (closed) {
      return false;
    }
    if (fault != null) {
      throw fault;
    }
    try {
      return findNext();
    } catch (RuntimeException e) {
      fault = e;
      throw e;
    }
  }

  private boolean findNext() {
    while (open == null || !open.hasNext()) {
      if (month.items() > 0 && month.equals(previous)) {
        throw Usage.ignored("month seems to be ignored: two months have the same rows");
      }
      previous = month;
      month = new MonthPrint(0, 0);
      if (!requests.hasNext()) {
        return false;
      }
      open =
          JsonItems.of(
              "getUsageReport",
              "usageItems",
              ITEM,
              api.getUsageReportStream(enterprise, requests.next()),
              redaction);
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
