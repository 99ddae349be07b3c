package dev.ghbilling.advancedsecurity;

import dev.ghbilling.client.model.AdvancedSecurityCommitters;
import dev.ghbilling.client.model.AdvancedSecurityRepository;
import dev.ghbilling.error.IncompleteListException;
import feign.TypedResponse;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;

/** An iterator over all pages that returns every repository once. */
final class PagedRepositories implements Iterator<AdvancedSecurityRepository> {
  /** A million repositories on pages of the largest size. */
  static final int MAX_PAGES = 10_000;

  private static final String OPERATION = "getAdvancedSecurityCommitters";

  private final Function<Page, TypedResponse<AdvancedSecurityCommitters>> source;
  private final Set<String> seen = new HashSet<>();
  private final Set<Page> requested = new HashSet<>();
  private final Queue<AdvancedSecurityRepository> ready = new ArrayDeque<>();
  private Optional<Page> next = Optional.of(Page.FIRST);
  private long announced;

  /** Whether a link has named a next page, so that one without is the last. */
  private boolean ledByLinks;

  PagedRepositories(Function<Page, TypedResponse<AdvancedSecurityCommitters>> source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && next.isPresent()) {
      requireEnd();
      read(next.get());
    }
    if (ready.isEmpty() && seen.size() < announced) {
      throw new IncompleteListException(OPERATION, seen.size(), announced);
    }
    return !ready.isEmpty();
  }

  @Override
  public AdvancedSecurityRepository next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  /** Requires that the pages come to an end: a server may announce anything, and always more. */
  private void requireEnd() {
    if (requested.size() >= MAX_PAGES || announced > (long) MAX_PAGES * Page.MAX_SIZE) {
      throw IncompleteListException.tooLong(OPERATION, seen.size(), announced, MAX_PAGES);
    }
  }

  private void read(Page page) {
    TypedResponse<AdvancedSecurityCommitters> response = source.apply(page);
    requested.add(page);
    int before = seen.size();
    for (AdvancedSecurityRepository repository : response.body().repositories()) {
      if (seen.add(repository.name().toLowerCase(Locale.ROOT))) {
        ready.add(repository);
      }
    }
    announced = Math.max(announced, response.body().totalCount());
    next =
        after(page, response, seen.size() > before).filter(further -> !requested.contains(further));
    if (seen.size() > announced && !ledByLinks) {
      throw IncompleteListException.tooMany(OPERATION, seen.size(), announced);
    }
  }

  /** Returns the next page. A page without new repositories is the last, unless it was short. */
  private Optional<Page> after(
      Page page, TypedResponse<AdvancedSecurityCommitters> response, boolean hasNew) {
    int arrived = response.body().repositories().size();
    Optional<Page> linked = page.linked(response).filter(further -> hasNew);
    ledByLinks |= linked.isPresent();
    if (linked.isPresent() || seen.size() >= announced) {
      return linked;
    }
    return hasNew || (arrived > 0 && arrived < page.size())
        ? Optional.of(page.following(arrived, seen.size()))
        : Optional.empty();
  }
}
