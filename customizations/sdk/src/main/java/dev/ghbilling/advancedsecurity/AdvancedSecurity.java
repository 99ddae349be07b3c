package dev.ghbilling.advancedsecurity;

import dev.ghbilling.client.api.AdvancedSecurityApi;
import dev.ghbilling.client.api.AdvancedSecurityApi.GetAdvancedSecurityCommittersQuery;
import dev.ghbilling.client.api.AdvancedSecurityApi.GetOrganizationAdvancedSecurityCommittersQuery;
import dev.ghbilling.client.model.AdvancedSecurityCommitters;
import dev.ghbilling.client.model.AdvancedSecurityRepository;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.page.LazyPages;
import dev.ghbilling.internal.page.Page;
import dev.ghbilling.internal.page.PageSource;
import dev.ghbilling.paging.PagedList;
import feign.TypedResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A client for the committers who use a license of GitHub Advanced Security. Get it from {@code
 * GitHubBilling.advancedSecurity()} or {@code OrganizationBilling.advancedSecurity()}.
 *
 * <p>See <q>Get GitHub Advanced Security active committers for an enterprise</q> in GitHub's
 * document <q>Enterprise billing</q>, and <q>... for an organization</q> in <q>Enterprise
 * licensing</q>.
 */
public final class AdvancedSecurity {
  private final String operation;
  private final Function<Page, TypedResponse<AdvancedSecurityCommitters>> request;

  private AdvancedSecurity(
      String operation, Function<Page, TypedResponse<AdvancedSecurityCommitters>> request) {
    this.operation = operation;
    this.request = request;
  }

  /** Returns the noun for an enterprise; called by {@code GitHubBilling}. */
  @SuppressWarnings("exports") // For the front door alone, which has the clients.
  public static AdvancedSecurity of(ApiClients clients, String enterprise) {
    return new AdvancedSecurity(
        "getAdvancedSecurityCommitters",
        page ->
            clients
                .create(AdvancedSecurityApi.class)
                .getAdvancedSecurityCommittersWithHttpInfo(
                    enterprise,
                    GetAdvancedSecurityCommittersQuery.builder()
                        .page(page.number())
                        .perPage(page.size())
                        .build()));
  }

  /** Returns the noun for an organization; called by {@code OrganizationBilling}. */
  @SuppressWarnings("exports") // For the front door alone, which has the clients.
  public static AdvancedSecurity ofOrganization(ApiClients clients, String organization) {
    return new AdvancedSecurity(
        "getOrganizationAdvancedSecurityCommitters",
        page ->
            clients
                .create(AdvancedSecurityApi.class)
                .getOrganizationAdvancedSecurityCommittersWithHttpInfo(
                    organization,
                    GetOrganizationAdvancedSecurityCommittersQuery.builder()
                        .page(page.number())
                        .perPage(page.size())
                        .build()));
  }

  /**
   * Gets the totals of the account with the repositories of all pages. The totals are those of the
   * first page.
   *
   * @throws dev.ghbilling.error.IncompleteListException when the pages end before the announced
   *     total
   * @throws dev.ghbilling.error.GitHubBillingException when the call for any page fails
   */
  public AdvancedSecurityCommitters get() {
    PagedList<AdvancedSecurityRepository, AdvancedSecurityCommitters> repositories = repositories();
    List<AdvancedSecurityRepository> all = new ArrayList<>();
    repositories.forEach(all::add);
    return repositories.firstPage().toBuilder().repositories(all).build();
  }

  /**
   * Returns the repositories with active committers of all pages. Each page is requested when it is
   * needed, and has the totals of the account besides.
   */
  public PagedList<AdvancedSecurityRepository, AdvancedSecurityCommitters> repositories() {
    return new LazyPages<>(
        new PageSource<>(
            operation,
            request,
            AdvancedSecurityCommitters::repositories,
            AdvancedSecurityCommitters::totalCount,
            null,
            repository -> repository.name().toLowerCase(Locale.ROOT)));
  }

  /**
   * Gets one page of repositories, with the totals of the account.
   *
   * @param number the page, from 1
   * @param size the number of repositories on a page, 1 to 100
   * @throws IllegalArgumentException when a number is out of bounds; nothing is sent
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public AdvancedSecurityCommitters page(int number, int size) {
    return request.apply(new Page(number, size)).body();
  }
}
