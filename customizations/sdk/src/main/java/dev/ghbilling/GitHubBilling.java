package dev.ghbilling;

import dev.ghbilling.actions.Actions;
import dev.ghbilling.advancedsecurity.AdvancedSecurity;
import dev.ghbilling.client.api.ActionsApi;
import dev.ghbilling.client.api.AdvancedSecurityApi;
import dev.ghbilling.client.api.CostCentersApi;
import dev.ghbilling.client.api.PackagesApi;
import dev.ghbilling.client.api.SharedStorageApi;
import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.client.api.UsageReportExportsApi;
import dev.ghbilling.costcenters.CostCenters;
import dev.ghbilling.exports.Exports;
import dev.ghbilling.http.ApiClients;
import dev.ghbilling.http.CallSettings;
import dev.ghbilling.http.Cancellation;
import dev.ghbilling.packages.Packages;
import dev.ghbilling.sharedstorage.SharedStorage;
import dev.ghbilling.usage.Usage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * GitHub's enterprise billing API, for one enterprise. Immutable and safe for use by any number of
 * threads; made once, used for as long as the application runs, then closed.
 *
 * <pre>{@code
 * try (GitHubBilling billing =
 *     GitHubBilling.builder().enterprise("octo-enterprise").token(token).build()) {
 *   BigDecimal minutes = billing.actions().get().totalMinutesUsed();
 * }
 * }</pre>
 *
 * <p>A call throws a {@link dev.ghbilling.error.GitHubBillingException} when it does not bring what
 * was asked for. Besides, it throws an {@link IllegalArgumentException} for what can't be asked,
 * before anything is sent; a {@link java.util.concurrent.CancellationException} when the thread is
 * interrupted while it waits; and what a supplier of the token throws, or any other code of the
 * application's that it was given.
 */
public final class GitHubBilling implements AutoCloseable {
  private final GitHubBillingBuilder builder;
  private final String enterprise;
  private final CallSettings settings;
  private final ApiClients clients;
  private final OnDemand<Actions> actions;
  private final OnDemand<Packages> packages;
  private final OnDemand<SharedStorage> sharedStorage;
  private final OnDemand<AdvancedSecurity> advancedSecurity;
  private final OnDemand<CostCenters> costCenters;
  private final OnDemand<Usage> usage;
  private final OnDemand<Exports> exports;
  private final Executor executor;

  GitHubBilling(GitHubBillingBuilder builder) {
    this(new GitHubBillingBuilder(builder), builder.enterprise(), builder.settings());
  }

  private GitHubBilling(GitHubBillingBuilder builder, String enterprise, CallSettings settings) {
    this(builder, enterprise, settings, new ApiClients(settings));
  }

  private GitHubBilling(
      GitHubBillingBuilder builder, String enterprise, CallSettings settings, ApiClients clients) {
    this.builder = builder;
    this.enterprise = enterprise;
    this.settings = settings;
    this.clients = clients;
    // Reading what Feign and Jackson need of an interface takes a start longer than a call does.
    this.actions = new OnDemand<>(() -> new Actions(clients.create(ActionsApi.class), enterprise));
    this.packages =
        new OnDemand<>(() -> new Packages(clients.create(PackagesApi.class), enterprise));
    this.sharedStorage =
        new OnDemand<>(() -> new SharedStorage(clients.create(SharedStorageApi.class), enterprise));
    this.advancedSecurity =
        new OnDemand<>(
            () -> new AdvancedSecurity(clients.create(AdvancedSecurityApi.class), enterprise));
    this.costCenters =
        new OnDemand<>(() -> new CostCenters(clients.create(CostCentersApi.class), enterprise));
    this.usage =
        new OnDemand<>(
            () ->
                new Usage(
                    clients.create(UsageApi.class),
                    clients.create(CostCentersApi.class),
                    enterprise,
                    settings.clock(),
                    clients::redact));
    this.exports =
        new OnDemand<>(
            () ->
                new Exports(
                    clients.create(UsageReportExportsApi.class),
                    enterprise,
                    clients.withoutCredentials(),
                    settings.allowInsecure(),
                    settings.clock(),
                    settings.sleeper()));
    this.executor = builder.executor();
  }

  /**
   * A client by the variables {@code GITHUB_ENTERPRISE}, {@code GITHUB_TOKEN} and, unless it's the
   * public API, {@code GITHUB_API_URL}.
   *
   * @throws IllegalArgumentException when variables are missing, which it names, or one is not
   *     valid
   */
  public static GitHubBilling fromEnvironment() {
    return builder().environment(System.getenv()).build();
  }

  /** Begins the configuration. */
  public static GitHubBillingBuilder builder() {
    return new GitHubBillingBuilder();
  }

  /** A configuration like this client's, to change something in it. */
  public GitHubBillingBuilder toBuilder() {
    return new GitHubBillingBuilder(builder);
  }

  /**
   * The same client, over the same connections, that allows a call another time. Closing either one
   * closes both.
   *
   * @param callTimeout how long a call may take with all its attempts and pauses
   */
  public GitHubBilling within(Duration callTimeout) {
    return new GitHubBilling(
        toBuilder().callTimeout(callTimeout), enterprise, settings, clients.within(callTimeout));
  }

  /**
   * Makes calls on another thread, the builder's {@link GitHubBillingBuilder#executor}:
   *
   * <pre>{@code
   * CompletableFuture<BigDecimal> minutes =
   *     billing.async(b -> b.actions().get().totalMinutesUsed());
   * }</pre>
   *
   * <p>The future fails with the call's exception as {@link
   * java.util.concurrent.CompletionException}'s cause. Cancelling it, {@code orTimeout} and
   * anything else that completes it ends the call: the thread is interrupted and its connections
   * are cut. This holds for the future itself, not for those that are derived from it. What an
   * abandoned call brings all the same is closed if it can be.
   *
   * @param calls gets this client
   */
  public <T> CompletableFuture<T> async(Function<GitHubBilling, T> calls) {
    AsyncCall<T> call = new AsyncCall<>(() -> calls.apply(this), new Cancellation());
    call.startOn(executor);
    return call;
  }

  /** Minutes of GitHub Actions. */
  public Actions actions() {
    return actions.get();
  }

  /** Data transferred out of GitHub Packages. */
  public Packages packages() {
    return packages.get();
  }

  /** Storage shared by GitHub Actions and GitHub Packages. */
  public SharedStorage sharedStorage() {
    return sharedStorage.get();
  }

  /** Committers who take a seat of GitHub Advanced Security. */
  public AdvancedSecurity advancedSecurity() {
    return advancedSecurity.get();
  }

  /** Who is charged for what a user consumes. */
  public CostCenters costCenters() {
    return costCenters.get();
  }

  /** Metered usage, row by row, with its price. */
  public Usage usage() {
    return usage.get();
  }

  /** Usage reports that GitHub prepares for download. */
  public Exports exports() {
    return exports.get();
  }

  /**
   * A generated interface, over the same connection: for an operation, or a status or header, that
   * the nouns don't offer.
   *
   * @param api one of {@code dev.ghbilling.client.api}
   */
  public <T> T api(Class<T> api) {
    return clients.create(api);
  }

  /** The enterprise that all calls are for. */
  public String enterprise() {
    return enterprise;
  }

  /** Closes idle connections. Calls that are under way come to their end. */
  @Override
  public void close() {
    clients.close();
  }

  @Override
  public String toString() {
    return "GitHubBilling[" + enterprise + " at " + settings.baseUrl() + "]";
  }
}
