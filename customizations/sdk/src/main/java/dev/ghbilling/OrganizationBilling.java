package dev.ghbilling;

import dev.ghbilling.advancedsecurity.AdvancedSecurity;
import dev.ghbilling.budgets.OrganizationBudgets;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.usage.OrganizationUsage;

/**
 * A client of GitHub's billing API for one organization, with the same settings, exceptions and
 * habits as {@link GitHubBilling}, and with the nouns that GitHub has for organizations.
 *
 * <pre>{@code
 * try (OrganizationBilling billing =
 *     OrganizationBilling.builder().organization("octo-org").token(token).build()) {
 *   List<UsageSummaryItem> items = billing.usage().summary(query -> query.month(8)).usageItems();
 * }
 * }</pre>
 *
 * <p>An organization that belongs to an enterprise is billed there: GitHub responds with 404 here,
 * or with 403 when a user is asked for, and the exception says so.
 */
public final class OrganizationBilling extends BillingClient<OrganizationBilling> {
  private final Builder builder;
  private final AdvancedSecurity advancedSecurity;
  private final OrganizationBudgets budgets;
  private final OrganizationUsage usage;

  private OrganizationBilling(Builder builder, ApiClients clients) {
    super(builder, clients);
    this.builder = builder;
    this.advancedSecurity = AdvancedSecurity.ofOrganization(clients, organization());
    this.budgets = OrganizationBudgets.of(clients, organization());
    this.usage = OrganizationUsage.of(clients, organization());
  }

  /**
   * Returns a client that is configured by the environment variables {@code GITHUB_ORGANIZATION},
   * {@code GH_TOKEN} or else {@code GITHUB_TOKEN}, and, unless the public API is meant, {@code
   * GITHUB_API_URL}; and by those of {@link Builder#proxyEnvironment}.
   *
   * @throws IllegalArgumentException when a variable is missing or not valid; the message names it
   */
  public static OrganizationBilling fromEnvironment() {
    return builder().environment(System.getenv()).build();
  }

  /** Returns a builder with the defaults. The organization and a token are required. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Builder toBuilder() {
    return builder.copy();
  }

  /** Returns the organization that all calls are for. */
  public String organization() {
    return account();
  }

  /** Returns the noun for the committers who use a license of GitHub Advanced Security. */
  public AdvancedSecurity advancedSecurity() {
    return advancedSecurity;
  }

  /** Returns the noun for budgets, which alert people or stop usage when they are spent. */
  public OrganizationBudgets budgets() {
    return budgets;
  }

  /** Returns the noun for metered usage, one row per date, SKU and repository. */
  public OrganizationUsage usage() {
    return usage;
  }

  @Override
  OrganizationBilling self() {
    return this;
  }

  /** A builder of clients. The organization and a token are required; all else has defaults. */
  public static final class Builder extends BillingClientBuilder<OrganizationBilling, Builder> {
    private Builder() {
      super(AccountKind.ORGANIZATION);
    }

    /** Creates a builder with the settings of another one. */
    Builder(BillingClientBuilder<?, ?> other) {
      super(AccountKind.ORGANIZATION, other);
    }

    /** Sets the organization's login. */
    public Builder organization(String login) {
      return account(login);
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
    OrganizationBilling client(ApiClients clients) {
      return new OrganizationBilling(this, clients);
    }
  }
}
