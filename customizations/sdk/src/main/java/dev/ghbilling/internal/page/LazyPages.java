package dev.ghbilling.internal.page;

import dev.ghbilling.paging.PagedList;
import feign.TypedResponse;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A list that requests its pages when they are needed, and the first one once. */
public final class LazyPages<T, P> implements PagedList<T, P> {
  private final PageSource<T, P> source;
  private @Nullable TypedResponse<P> first;

  /** Creates the list, which requests nothing yet. */
  public LazyPages(PageSource<T, P> source) {
    this.source = source;
  }

  @Override
  public P firstPage() {
    return first().body();
  }

  @Override
  public Iterator<T> iterator() {
    return new PageIterator<>(
        source, page -> page.equals(Page.FIRST) ? first() : source.request().apply(page));
  }

  private synchronized TypedResponse<P> first() {
    TypedResponse<P> known = first;
    if (known == null) {
      known = source.request().apply(Page.FIRST);
      first = known;
    }
    return known;
  }
}
