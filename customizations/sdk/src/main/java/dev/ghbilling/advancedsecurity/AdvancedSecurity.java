package dev.ghbilling.advancedsecurity;

import dev.ghbilling.client.api.AdvancedSecurityApi;
import dev.ghbilling.client.model.AdvancedSecurityCommitters;
import dev.ghbilling.client.model.AdvancedSecurityRepository;
import dev.ghbilling.internal.call.ApiClients;
import java.util.ArrayList;
import java.util.List;

/**
 * A client for the committers who use a license of GitHub Advanced Security. Get it from {@code
 * GitHubBilling.advancedSecurity()}.
 *
 * <p>See <q>Get GitHub Advanced Security active committers for an enterprise</q> in GitHub's
 * document <q>Enterprise billing</q>.
 */
public final class AdvancedSecurity {
  private final ApiClients clients;
  private final String enterprise;

  private AdvancedSecurity(ApiClients clients, String enterprise) {
    this.clients = clients;
    this.enterprise = enterprise;
  }

  /** Returns the noun for an enterprise; called by {@code GitHubBilling}. */
  @SuppressWarnings("exports") // For the front door alone, which has the clients.
  public static AdvancedSecurity of(ApiClients clients, String enterprise) {
    return new AdvancedSecurity(clients, enterprise);
  }

  /**
   * Gets the totals of the enterprise with the repositories of all pages. The totals are those of
   * the first page.
   *
   * @throws dev.ghbilling.error.IncompleteListException when the pages end before the announced
   *     total
   * @throws dev.ghbilling.error.GitHubBillingException when the call for any page fails
   */
  public AdvancedSecurityCommitters get() {
    CommitterRepositories repositories = repositories();
    List<AdvancedSecurityRepository> all = new ArrayList<>();
    repositories.forEach(all::add);
    return repositories.totals().toBuilder().repositories(all).build();
  }

  /** Returns the repositories of all pages. Each page is requested when it is needed. */
  public CommitterRepositories repositories() {
    return new CommitterRepositories(
        page -> api().getAdvancedSecurityCommittersWithHttpInfo(enterprise, page.query()));
  }

  /**
   * Gets one page of repositories, with the totals of the enterprise.
   *
   * @param number the page, from 1
   * @param size the number of repositories on a page, 1 to 100
   * @throws IllegalArgumentException when a number is out of bounds; nothing is sent
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public AdvancedSecurityCommitters page(int number, int size) {
    return api().getAdvancedSecurityCommitters(enterprise, new Page(number, size).query());
  }

  private AdvancedSecurityApi api() {
    return clients.create(AdvancedSecurityApi.class);
  }
}
