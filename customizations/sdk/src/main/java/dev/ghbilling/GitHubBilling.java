package dev.ghbilling;

import dev.ghbilling.advancedsecurity.AdvancedSecurity;
import dev.ghbilling.budgets.EnterpriseBudgets;
import dev.ghbilling.client.api.ActionsApi;
import dev.ghbilling.client.api.PackagesApi;
import dev.ghbilling.client.api.SharedStorageApi;
import dev.ghbilling.client.model.ActionsBilling;
import dev.ghbilling.client.model.PackagesBilling;
import dev.ghbilling.client.model.SharedStorageBilling;
import dev.ghbilling.costcenters.CostCenters;
import dev.ghbilling.exports.Exports;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.usage.Usage;

/**
 * A client of GitHub's billing API for one enterprise. It is immutable and safe for use by any
 * number of threads. Create one, use it for as long as the application runs, then close it.
 *
 * <pre>{@code
 * try (GitHubBilling billing =
 *     GitHubBilling.builder().enterprise("octo-enterprise").token(token).build()) {
 *   BigDecimal minutes = billing.actions().totalMinutesUsed();
 * }
 * }</pre>
 *
 * <p>A call that fails throws a {@link dev.ghbilling.error.GitHubBillingException}. Besides, a call
 * throws an {@link IllegalArgumentException} for arguments that can't be sent, before anything is
 * sent; a {@link java.util.concurrent.CancellationException} when the thread is interrupted while
 * it waits; and any exception of the application's own code, for example of a supplier of tokens.
 *
 * <p>{@link OrganizationBilling} and {@link UserBilling} are the same for an organization and a
 * user, with the nouns that GitHub has for these.
 */
public final class GitHubBilling extends BillingClient<GitHubBilling> {
  private final Builder builder;
  private final AdvancedSecurity advancedSecurity;
  private final EnterpriseBudgets budgets;
  private final CostCenters costCenters;
  private final Usage usage;
  private final Exports exports;

  private GitHubBilling(Builder builder, ApiClients clients) {
    super(builder, clients);
    this.builder = builder;
    this.advancedSecurity = AdvancedSecurity.of(clients, enterprise());
    this.budgets = EnterpriseBudgets.of(clients, enterprise());
    this.costCenters = CostCenters.of(clients, enterprise());
    this.usage = Usage.of(clients, enterprise());
    this.exports = Exports.of(clients, enterprise());
  }

  /**
   * Returns a client that is configured by the environment variables {@code GITHUB_ENTERPRISE},
   * {@code GH_TOKEN} or else {@code GITHUB_TOKEN}, and, unless the public API is meant, {@code
   * GITHUB_API_URL}; and by those of {@link Builder#proxyEnvironment}.
   *
   * @throws IllegalArgumentException when a variable is missing or not valid; the message names it
   */
  public static GitHubBilling fromEnvironment() {
    return builder().environment(System.getenv()).build();
  }

  /** Returns a builder with the defaults. An enterprise and a token are required. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Builder toBuilder() {
    return builder.copy();
  }

  /**
   * Returns a client for an organization that shares the connections, the limits and the token.
   * Closing either one closes both.
   */
  public OrganizationBilling organization(String login) {
    return new OrganizationBilling.Builder(builder).organization(login).client(clients());
  }

  /**
   * Returns a client for a user that shares the connections, the limits and the token. Closing
   * either one closes both.
   */
  public UserBilling user(String login) {
    return new UserBilling.Builder(builder).user(login).client(clients());
  }

  /** Returns the enterprise that all calls are for. */
  public String enterprise() {
    return account();
  }

  /**
   * Gets the minutes of GitHub Actions that were used in the current billing cycle, and how many of
   * them are paid.
   *
   * <p>GitHub retired the operation in September 2025 and responds with 410, which becomes a {@link
   * dev.ghbilling.error.RetiredException}. {@link #usage()} has the figures.
   *
   * <p>See <q>Get GitHub Actions billing for an enterprise</q> in GitHub's document <q>Enterprise
   * billing</q>.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  @SuppressWarnings("deprecation")
  public ActionsBilling actions() {
    return api(ActionsApi.class).getActionsBilling(enterprise());
  }

  /**
   * Gets the gigabytes that were transferred out of GitHub Packages in the current billing cycle.
   *
   * <p>GitHub retired the operation in September 2025 and responds with 410, which becomes a {@link
   * dev.ghbilling.error.RetiredException}. {@link #usage()} has the figures.
   *
   * <p>See <q>Get GitHub Packages billing for an enterprise</q> in GitHub's document <q>Enterprise
   * billing</q>.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  @SuppressWarnings("deprecation")
  public PackagesBilling packages() {
    return api(PackagesApi.class).getPackagesBilling(enterprise());
  }

  /**
   * Gets the estimated storage that GitHub Actions and GitHub Packages share, and the days that are
   * left of the billing cycle.
   *
   * <p>GitHub retired the operation in September 2025 and responds with 410, which becomes a {@link
   * dev.ghbilling.error.RetiredException}. {@link #usage()} has the figures.
   *
   * <p>See <q>Get shared storage billing for an enterprise</q> in GitHub's document <q>Enterprise
   * billing</q>.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  @SuppressWarnings("deprecation")
  public SharedStorageBilling sharedStorage() {
    return api(SharedStorageApi.class).getSharedStorageBilling(enterprise());
  }

  /** Returns the noun for the committers who use a license of GitHub Advanced Security. */
  public AdvancedSecurity advancedSecurity() {
    return advancedSecurity;
  }

  /** Returns the noun for budgets, which alert people or stop usage when they are spent. */
  public EnterpriseBudgets budgets() {
    return budgets;
  }

  /** Returns the noun for cost centers, to which the usage of their users is charged. */
  public CostCenters costCenters() {
    return costCenters;
  }

  /** Returns the noun for metered usage, one row per date, SKU and repository. */
  public Usage usage() {
    return usage;
  }

  /** Returns the noun for usage reports that GitHub prepares for download. */
  public Exports exports() {
    return exports;
  }

  @Override
  GitHubBilling self() {
    return this;
  }

  /** A builder of clients. An enterprise and a token are required; all else has defaults. */
  public static final class Builder extends BillingClientBuilder<GitHubBilling, Builder> {
    private Builder() {
      super(AccountKind.ENTERPRISE);
    }

    /** Creates a builder with the settings of another one. */
    Builder(BillingClientBuilder<?, ?> other) {
      super(AccountKind.ENTERPRISE, other);
    }

    /** Sets the enterprise's slug. All operations but the exports take its id as well. */
    public Builder enterprise(String slug) {
      return account(slug);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    Builder copy() {
      return new Builder(this);
    }

    @Override
    GitHubBilling client(ApiClients clients) {
      return new GitHubBilling(this, clients);
    }
  }
}
