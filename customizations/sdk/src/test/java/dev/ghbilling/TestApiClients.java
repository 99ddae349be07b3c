package dev.ghbilling;

import dev.ghbilling.internal.call.ApiClients;

/** The clients of generated interfaces that a builder's settings make. */
public final class TestApiClients {
  private TestApiClients() {}

  /** Returns the clients of {@code builder.build()}. */
  public static ApiClients of(GitHubBilling.Builder builder) {
    return new ApiClients(builder.checkedSettings());
  }
}
