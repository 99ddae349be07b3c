package dev.ghbilling.usage;

import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.internal.json.JsonItems;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The items of several reports, with one response open at a time. */
final class UsageItems implements Iterator<UsageItem>, AutoCloseable {
  private final Supplier<List<GetUsageReportQuery>> queries;
  private final Function<GetUsageReportQuery, JsonItems<UsageItem>> source;
  private final Consumer<GetUsageReportQuery> proof;
  private @Nullable Iterator<GetUsageReportQuery> requests;
  private @Nullable JsonItems<UsageItem> open;
  private @Nullable RuntimeException failure;
  private boolean closed;

  /**
   * Creates the iterator, which does nothing yet.
   *
   * @param queries gives the queries when the first item is asked for
   * @param source opens the response to a query
   * @param proof is given each query whose response has items, before the first of them is returned
   */
  UsageItems(
      Supplier<List<GetUsageReportQuery>> queries,
      Function<GetUsageReportQuery, JsonItems<UsageItem>> source,
      Consumer<GetUsageReportQuery> proof) {
    this.queries = queries;
    this.source = source;
    this.proof = proof;
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
      closeResponse();
      throw e;
    }
  }

  private boolean findNext() {
    Iterator<GetUsageReportQuery> rest = requests == null ? queries.get().iterator() : requests;
    requests = rest;
    while (open == null || !open.hasNext()) {
      if (!rest.hasNext()) {
        return false;
      }
      GetUsageReportQuery query = rest.next();
      open = source.apply(query);
      if (open.hasNext()) {
        proof.accept(query);
      }
    }
    return true;
  }

  @Override
  public UsageItem next() {
    if (!hasNext() || open == null) {
      throw new NoSuchElementException();
    }
    return open.next();
  }

  @Override
  public void close() {
    closed = true;
    closeResponse();
  }

  private void closeResponse() {
    if (open != null) {
      open.close();
    }
  }
}
