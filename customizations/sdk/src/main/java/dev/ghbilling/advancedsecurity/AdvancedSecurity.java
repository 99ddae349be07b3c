package dev.ghbilling.advancedsecurity;

import dev.ghbilling.client.api.AdvancedSecurityApi;
import dev.ghbilling.client.model.AdvancedSecurityCommitters;
import dev.ghbilling.client.model.AdvancedSecurityRepository;
import java.util.ArrayList;
import java.util.List;

/** Committers who take a seat of GitHub Advanced Security. */
public final class AdvancedSecurity {
  private final AdvancedSecurityApi api;
  private final String enterprise;

  /** Made by {@code GitHubBilling}; made directly, over any implementation of the interface. */
  public AdvancedSecurity(AdvancedSecurityApi api, String enterprise) {
    this.api = api;
    this.enterprise = enterprise;
  }

  /**
   * The totals of the enterprise with the repositories of all pages; the totals are the first
   * page's.
   *
   * @throws dev.ghbilling.error.IncompleteListException when the pages end too early
   * @throws dev.ghbilling.error.GitHubBillingException when the call for any page fails
   */
  public AdvancedSecurityCommitters get() {
    CommitterRepositories repositories = repositories();
    List<AdvancedSecurityRepository> all = new ArrayList<>();
    repositories.forEach(all::add);
    return repositories.totals().withRepositories(all);
  }

  /** The repositories of all pages, read page by page as they are needed. Sends nothing yet. */
  public CommitterRepositories repositories() {
    return new CommitterRepositories(
        page -> api.getAdvancedSecurityCommittersWithHttpInfo(enterprise, page.query()));
  }

  /**
   * One page of repositories, with the totals of the enterprise.
   *
   * @param number the page, from 1
   * @param size repositories on a page, 1 to 100
   * @throws IllegalArgumentException when a number is out of its bounds; nothing is sent then
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public AdvancedSecurityCommitters page(int number, int size) {
    return api.getAdvancedSecurityCommitters(enterprise, new Page(number, size).query());
  }
}
