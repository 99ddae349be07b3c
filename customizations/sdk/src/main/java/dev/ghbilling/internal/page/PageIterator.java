package dev.ghbilling.internal.page;

import dev.ghbilling.error.IncompleteListException;
import feign.TypedResponse;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;

/** An iterator over all pages that returns every element once. */
final class PageIterator<T, P> implements Iterator<T> {
  /** A million elements on pages of the largest size. */
  static final int MAX_PAGES = 10_000;

  private final PageSource<T, P> source;
  private final Function<Page, TypedResponse<P>> request;
  private final Set<String> seen = new HashSet<>();
  private final Set<Page> requested = new HashSet<>();
  private final Queue<T> ready = new ArrayDeque<>();
  private Optional<Page> next = Optional.of(Page.FIRST);
  private long announced;

  /** How many elements were returned or are ready. */
  private int found;

  /** Whether the server says if there is a next page, so that one without is the last. */
  private boolean led;

  /**
   * Creates the iterator.
   *
   * @param request requests a page, in place of the source's own
   */
  PageIterator(PageSource<T, P> source, Function<Page, TypedResponse<P>> request) {
    this.source = source;
    this.request = request;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && next.isPresent()) {
      requireEnd();
      read(next.get());
    }
    if (ready.isEmpty() && found < announced) {
      throw new IncompleteListException(source.operation(), found, announced);
    }
    return !ready.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  /** Requires that the pages come to an end: a server may announce anything, and always more. */
  private void requireEnd() {
    if (requested.size() >= MAX_PAGES || announced > (long) MAX_PAGES * Page.MAX_SIZE) {
      throw IncompleteListException.tooLong(source.operation(), found, announced, MAX_PAGES);
    }
  }

  private void read(Page page) {
    TypedResponse<P> response = request.apply(page);
    requested.add(page);
    int before = found;
    for (T element : source.elements().apply(response.body())) {
      String key = source.key().apply(element);
      if (key == null || seen.add(key)) {
        ready.add(element);
        found++;
      }
    }
    announced = Math.max(announced, source.total().applyAsLong(response.body()));
    next = after(page, response, found > before).filter(further -> !requested.contains(further));
    if (found > announced && !led) {
      throw IncompleteListException.tooMany(source.operation(), found, announced);
    }
  }

  /**
   * Returns the next page. A page without new elements is the last, unless it was short.
   *
   * @throws IncompleteListException when it is the last, and says that another one follows
   */
  private Optional<Page> after(Page page, TypedResponse<P> response, boolean hasNew) {
    int arrived = source.elements().apply(response.body()).size();
    Optional<Page> named = named(page, response);
    if (!hasNew && named.isPresent() && source.hasNext() != null) {
      throw IncompleteListException.stopped(source.operation(), found, page.number());
    }
    named = named.filter(further -> hasNew);
    led |= named.isPresent() || source.hasNext() != null;
    if (named.isPresent() || source.hasNext() != null || found >= announced) {
      return named;
    }
    return hasNew || (arrived > 0 && arrived < page.size())
        ? Optional.of(page.following(arrived, found))
        : Optional.empty();
  }

  /** Returns the page that the server says is next. */
  private Optional<Page> named(Page page, TypedResponse<P> response) {
    if (source.hasNext() == null) {
      return page.linked(response);
    }
    return source.hasNext().test(response.body()) ? Optional.of(page.next()) : Optional.empty();
  }
}
