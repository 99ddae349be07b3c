package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call for each kind of account that GitHub has it for.
 *
 * @param enterprise the call for an enterprise
 * @param organization the call for an organization; null if there is none
 * @param user the call for a user; null if there is none
 */
public record AccountCall<T>(
    Function<GitHubBilling, T> enterprise,
    @Nullable Function<OrganizationBilling, T> organization,
    @Nullable Function<UserBilling, T> user) {

  /** Returns the call of a command that GitHub has for enterprises and organizations. */
  public static <T> AccountCall<T> of(
      Function<GitHubBilling, T> enterprise, Function<OrganizationBilling, T> organization) {
    return new AccountCall<>(enterprise, organization, null);
  }

  /** Returns a call that also does something with the result, before its client is closed. */
  <R> AccountCall<R> andThen(Function<T, R> next) {
    return new AccountCall<>(
        enterprise.andThen(next),
        organization == null ? null : organization.andThen(next),
        user == null ? null : user.andThen(next));
  }

  /** Returns the kinds of accounts that have the call. */
  Set<Account> accounts() {
    Set<Account> accounts = EnumSet.of(Account.ENTERPRISE);
    if (organization != null) {
      accounts.add(Account.ORGANIZATION);
    }
    if (user != null) {
      accounts.add(Account.USER);
    }
    return accounts;
  }
}
