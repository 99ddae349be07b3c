package dev.ghbilling;

import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.usage.UserUsage;

/**
 * A client of GitHub's billing API for one user, with the same settings, exceptions and habits as
 * {@link GitHubBilling}, and with the nouns that GitHub has for users.
 *
 * <pre>{@code
 * try (UserBilling billing =
 *     UserBilling.builder().user("monalisa").token(token).build()) {
 *   List<UsageSummaryItem> items = billing.usage().summary(query -> query.month(8)).usageItems();
 * }
 * }</pre>
 */
public final class UserBilling extends BillingClient<UserBilling> {
  private final Builder builder;
  private final UserUsage usage;

  private UserBilling(Builder builder, ApiClients clients) {
    super(builder, clients);
    this.builder = builder;
    this.usage = UserUsage.of(clients, user());
  }

  /**
   * Returns a client that is configured by the environment variables {@code GITHUB_USER}, {@code
   * GH_TOKEN} or else {@code GITHUB_TOKEN}, and, unless the public API is meant, {@code
   * GITHUB_API_URL}; and by those of {@link Builder#proxyEnvironment}.
   *
   * @throws IllegalArgumentException when a variable is missing or not valid; the message names it
   */
  public static UserBilling fromEnvironment() {
    return builder().environment(System.getenv()).build();
  }

  /** Returns a builder with the defaults. The user and a token are required. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Builder toBuilder() {
    return builder.copy();
  }

  /** Returns the user whom all calls are for. */
  public String user() {
    return account();
  }

  /** Returns the noun for metered usage, one row per date, SKU and repository. */
  public UserUsage usage() {
    return usage;
  }

  @Override
  UserBilling self() {
    return this;
  }

  /** A builder of clients. The user and a token are required; all else has defaults. */
  public static final class Builder extends BillingClientBuilder<UserBilling, Builder> {
    private Builder() {
      super(AccountKind.USER);
    }

    /** Creates a builder with the settings of another one. */
    Builder(BillingClientBuilder<?, ?> other) {
      super(AccountKind.USER, other);
    }

    /** Sets the user's login. */
    public Builder user(String login) {
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
    UserBilling client(ApiClients clients) {
      return new UserBilling(this, clients);
    }
  }
}
