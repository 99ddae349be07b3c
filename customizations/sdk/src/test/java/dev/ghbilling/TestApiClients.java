package dev.ghbilling;

import dev.ghbilling.internal.call.ApiClients;

/** A factory of the generated interfaces' clients for a builder's settings. */
public final class TestApiClients {
  private TestApiClients() {}

  /** Returns the clients of {@code builder.build()}. */
  public static ApiClients of(GitHubBilling.Builder builder) {
    return new ApiClients(builder.checkedSettings());
  }
}
