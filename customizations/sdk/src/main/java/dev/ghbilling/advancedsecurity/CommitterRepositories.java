package dev.ghbilling.advancedsecurity;

import dev.ghbilling.client.model.AdvancedSecurityCommitters;
import dev.ghbilling.client.model.AdvancedSecurityRepository;
import feign.TypedResponse;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lazy list of all repositories with active committers, each once. A page is requested when it is
 * needed; nothing is sent before the first repository or the totals are read.
 *
 * <p>An iteration throws a {@link dev.ghbilling.error.IncompleteListException} when the pages end
 * before all announced repositories have arrived, and another {@link
 * dev.ghbilling.error.GitHubBillingException} when the call for a page fails. Safe for use by
 * several threads; an iterator is not.
 */
public final class CommitterRepositories implements Iterable<AdvancedSecurityRepository> {
  private final Function<Page, TypedResponse<AdvancedSecurityCommitters>> source;
  private @Nullable TypedResponse<AdvancedSecurityCommitters> first;

  CommitterRepositories(Function<Page, TypedResponse<AdvancedSecurityCommitters>> source) {
    this.source = source;
  }

  /**
   * Gets the totals of the enterprise, with the repositories of the first page. That page is
   * requested once, and all iterations begin with it.
   */
  public AdvancedSecurityCommitters totals() {
    return first().body();
  }

  /**
   * Returns the repositories in the server's order. Every iteration requests the pages after the
   * first again.
   */
  @Override
  public Iterator<AdvancedSecurityRepository> iterator() {
    return new PagedRepositories(page -> page.equals(Page.FIRST) ? first() : source.apply(page));
  }

  /** Returns the repositories as a stream, which needs no closing. */
  public Stream<AdvancedSecurityRepository> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  private synchronized TypedResponse<AdvancedSecurityCommitters> first() {
    TypedResponse<AdvancedSecurityCommitters> known = first;
    if (known == null) {
      known = source.apply(Page.FIRST);
      first = known;
    }
    return known;
  }
}
