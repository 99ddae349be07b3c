package dev.ghbilling;

import dev.ghbilling.internal.call.ApiClients;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What the clients for an enterprise, an organization and a user have in common. They are immutable
 * and safe for use by any number of threads.
 *
 * @param <C> the client itself
 */
public abstract sealed class BillingClient<C extends BillingClient<C>> implements AutoCloseable
    permits GitHubBilling, OrganizationBilling, UserBilling {
  private final BillingClientBuilder<C, ?> builder;
  private final ApiClients clients;

  BillingClient(BillingClientBuilder<C, ?> builder, ApiClients clients) {
    this.builder = builder;
    this.clients = clients;
  }

  /** Returns this client. */
  abstract C self();

  final String account() {
    return builder.account();
  }

  final ApiClients clients() {
    return clients;
  }

  /** Returns where the API is, such as {@code https://api.github.com}. */
  public final URI baseUrl() {
    return clients.settings().baseUrl;
  }

  /** Returns a builder with this client's settings. */
  public abstract BillingClientBuilder<C, ?> toBuilder();

  /**
   * Returns a client with another call timeout that shares the connections. Closing either one
   * closes both.
   *
   * @param callTimeout how long a call may take with all its attempts and pauses; the headers of a
   *     file that is downloaded have to arrive in the same time
   */
  public final C within(Duration callTimeout) {
    return toBuilder().callTimeout(callTimeout).client(clients.within(callTimeout));
  }

  /**
   * Runs calls on another thread, which the builder's {@link BillingClientBuilder#executor}
   * provides, and returns their result as a future.
   *
   * <pre>{@code
   * CompletableFuture<BigDecimal> minutes =
   *     billing.async(b -> b.actions().totalMinutesUsed());
   * }</pre>
   *
   * <p>The future fails with the call's exception as the cause of a {@link
   * java.util.concurrent.CompletionException}. Cancelling the future, {@code orTimeout} and
   * anything else that completes it interrupts the thread, which ends the call. This holds for the
   * future itself, not for those derived from it. The result of an abandoned call is closed if it
   * is {@link AutoCloseable}.
   *
   * @param calls the calls, which are given this client
   */
  public final <T> CompletableFuture<T> async(Function<C, T> calls) {
    AsyncCall<T> call = new AsyncCall<>(() -> calls.apply(self()));
    call.startOn(builder.executor());
    return call;
  }

  /**
   * Returns a generated interface over the same connections, for operations that have no noun and
   * for the status and the headers of a response. A response with other items than a query selects
   * is refused here as well, except one that is left unread. Parameters that items don't show, such
   * as the hour of usage, are sent and not proven; the noun {@code usage()} does that.
   *
   * @param api an interface of {@code dev.ghbilling.client.api}
   */
  public final <T> T api(Class<T> api) {
    return clients.create(api);
  }

  /** Closes the idle connections. Calls in progress complete. */
  @Override
  public final void close() {
    clients.close();
  }

  @Override
  public final String toString() {
    return "%s[%s at %s]"
        .formatted(getClass().getSimpleName(), account(), clients.settings().baseUrl);
  }
}
