package dev.ghbilling.paging;

import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A lazy list of the elements of all pages, each once. A page is requested when it is needed;
 * nothing is sent before the first element or the first page is read.
 *
 * <p>An iteration throws a {@link dev.ghbilling.error.IncompleteListException} when the pages end
 * before all announced elements have arrived, and another {@link
 * dev.ghbilling.error.GitHubBillingException} when the call for a page fails. Safe for use by
 * several threads; an iterator is not.
 *
 * @param <T> the type of an element
 * @param <P> the type of a page, which may say more than its elements, such as totals
 */
public interface PagedList<T, P> extends Iterable<T> {
  /** Gets the first page. It is requested once, and all iterations begin with it. */
  P firstPage();

  /**
   * Returns the elements in the server's order. Every iteration requests the pages after the first
   * again.
   */
  @Override
  Iterator<T> iterator();

  /** Returns the elements as a stream, which needs no closing. */
  default Stream<T> stream() {
    return StreamSupport.stream(spliterator(), false);
  }
}
