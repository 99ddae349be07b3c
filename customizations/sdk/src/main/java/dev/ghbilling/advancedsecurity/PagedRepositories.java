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

/** Goes through the pages, and gives every repository once. */
final class PagedRepositories implements Iterator<AdvancedSecurityRepository> {
  private final Function<Page, TypedResponse<AdvancedSecurityCommitters>> source;
  private final Set<String> seen = new HashSet<>();
  private final Set<Page> asked = new HashSet<>();
  private final Queue<AdvancedSecurityRepository> ready = new ArrayDeque<>();
  private Optional<Page> next = Optional.of(Page.FIRST);
  private long announced;

  PagedRepositories(Function<Page, TypedResponse<AdvancedSecurityCommitters>> source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && next.isPresent()) {
      read(next.get());
    }
    if (ready.isEmpty() && seen.size() < announced) {
      throw new IncompleteListException("getAdvancedSecurityCommitters", seen.size(), announced);
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

  private void read(Page page) {
    TypedResponse<AdvancedSecurityCommitters> answer = source.apply(page);
    asked.add(page);
    int before = seen.size();
    for (AdvancedSecurityRepository repository : answer.body().repositories()) {
      if (seen.add(repository.name().toLowerCase(Locale.ROOT))) {
        ready.add(repository);
      }
    }
    announced = Math.max(announced, answer.body().totalCount());
    next = after(page, answer, seen.size() > before).filter(further -> !asked.contains(further));
  }

  /** A page of nothing new is the last one, unless it was so small that a part was left out. */
  private Optional<Page> after(
      Page page, TypedResponse<AdvancedSecurityCommitters> answer, boolean broughtSome) {
    int came = answer.body().repositories().size();
    Optional<Page> linked = page.linked(answer).filter(further -> broughtSome);
    if (linked.isPresent() || seen.size() >= announced) {
      return linked;
    }
    return broughtSome || (came > 0 && came < page.size())
        ? Optional.of(page.following(came, seen.size()))
        : Optional.empty();
  }
}
