package dev.ghbilling.advancedsecurity;

import dev.ghbilling.client.api.AdvancedSecurityApi;
import dev.ghbilling.client.api.AdvancedSecurityApi.GetAdvancedSecurityCommittersQuery;
import dev.ghbilling.client.model.AdvancedSecurityCommitters;
import dev.ghbilling.client.model.AdvancedSecurityRepository;
import java.util.ArrayList;
import java.util.List;

/** Committers who take a seat of GitHub Advanced Security. */
public final class AdvancedSecurity {
  private static final int LARGEST_PAGE = 100;

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
   * @throws dev.ghbilling.error.GitHubBillingException when the call for any page fails
   */
  public AdvancedSecurityCommitters get() {
    AdvancedSecurityCommitters first = page(1, LARGEST_PAGE);
    List<AdvancedSecurityRepository> repositories = new ArrayList<>(first.repositories());
    for (int number = 2; repositories.size() < first.totalCount(); number++) {
      List<AdvancedSecurityRepository> more = page(number, LARGEST_PAGE).repositories();
      if (more.isEmpty()) {
        break;
      }
      repositories.addAll(more);
    }
    return first.withRepositories(repositories);
  }

  /**
   * One page of repositories, with the totals of the enterprise.
   *
   * @param number the page, from 1
   * @param size repositories on a page, 1 to 100
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public AdvancedSecurityCommitters page(int number, int size) {
    return api.getAdvancedSecurityCommitters(
        enterprise, GetAdvancedSecurityCommittersQuery.of().withPage(number).withPerPage(size));
  }
}
