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
 * The repositories with active committers, of all pages, each once. A page is asked for when it is
 * needed: nothing is sent before the first repository or the totals are asked for.
 *
 * <p>An iteration ends with a {@link dev.ghbilling.error.IncompleteListException} when the pages
 * end before as many repositories came as the server announced, and with another {@link
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
   * The totals of the enterprise, with the repositories of the first page. Asked for once, together
   * with that page; all iterations begin with it.
   */
  public AdvancedSecurityCommitters totals() {
    return first().body();
  }

  /** The repositories in the server's order. Every iteration asks for the later pages anew. */
  @Override
  public Iterator<AdvancedSecurityRepository> iterator() {
    return new PagedRepositories(page -> page.equals(Page.FIRST) ? first() : source.apply(page));
  }

  /** The same as a stream, which needs no closing. */
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
