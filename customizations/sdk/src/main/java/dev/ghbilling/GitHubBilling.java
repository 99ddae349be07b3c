package dev.ghbilling;

import dev.ghbilling.advancedsecurity.AdvancedSecurity;
import dev.ghbilling.client.api.ActionsApi;
import dev.ghbilling.client.api.PackagesApi;
import dev.ghbilling.client.api.SharedStorageApi;
import dev.ghbilling.client.model.ActionsBilling;
import dev.ghbilling.client.model.PackagesBilling;
import dev.ghbilling.client.model.SharedStorageBilling;
import dev.ghbilling.costcenters.CostCenters;
import dev.ghbilling.exports.Exports;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.call.CallSettings;
import dev.ghbilling.internal.token.TokenSource;
import dev.ghbilling.internal.uri.PathSegment;
import dev.ghbilling.usage.Usage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
 */
public final class GitHubBilling implements AutoCloseable {
  private final Builder builder;
  private final String enterprise;
  private final ApiClients clients;
  private final AdvancedSecurity advancedSecurity;
  private final CostCenters costCenters;
  private final Usage usage;
  private final Exports exports;

  private GitHubBilling(Builder builder, String enterprise, ApiClients clients) {
    this.builder = builder;
    this.enterprise = enterprise;
    this.clients = clients;
    this.advancedSecurity = AdvancedSecurity.of(clients, enterprise);
    this.costCenters = CostCenters.of(clients, enterprise);
    this.usage = Usage.of(clients, enterprise);
    this.exports = Exports.of(clients, enterprise);
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

  /** Returns a builder with this client's settings. */
  public Builder toBuilder() {
    return new Builder(builder);
  }

  /**
   * Returns a client with another call timeout that shares the connections. Closing either one
   * closes both.
   *
   * @param callTimeout how long a call may take with all its attempts and pauses; the headers of a
   *     file that is downloaded have to arrive in the same time
   */
  public GitHubBilling within(Duration callTimeout) {
    return new GitHubBilling(
        toBuilder().callTimeout(callTimeout), enterprise, clients.within(callTimeout));
  }

  /**
   * Runs calls on another thread, which the builder's {@link Builder#executor} provides, and
   * returns their result as a future.
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
  public <T> CompletableFuture<T> async(Function<GitHubBilling, T> calls) {
    AsyncCall<T> call = new AsyncCall<>(() -> calls.apply(this));
    call.startOn(builder.executor);
    return call;
  }

  /**
   * Gets the minutes of GitHub Actions that were used in the current billing cycle, and how many of
   * them are paid.
   *
   * <p>See <q>Get GitHub Actions billing for an enterprise</q> in GitHub's document <q>Enterprise
   * billing</q>.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public ActionsBilling actions() {
    return api(ActionsApi.class).getActionsBilling(enterprise);
  }

  /**
   * Gets the gigabytes that were transferred out of GitHub Packages in the current billing cycle.
   *
   * <p>See <q>Get GitHub Packages billing for an enterprise</q> in GitHub's document <q>Enterprise
   * billing</q>.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public PackagesBilling packages() {
    return api(PackagesApi.class).getPackagesBilling(enterprise);
  }

  /**
   * Gets the estimated storage that GitHub Actions and GitHub Packages share, and the days that are
   * left of the billing cycle.
   *
   * <p>See <q>Get shared storage billing for an enterprise</q> in GitHub's document <q>Enterprise
   * billing</q>.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public SharedStorageBilling sharedStorage() {
    return api(SharedStorageApi.class).getSharedStorageBilling(enterprise);
  }

  /** Returns the noun for the committers who use a license of GitHub Advanced Security. */
  public AdvancedSecurity advancedSecurity() {
    return advancedSecurity;
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

  /**
   * Returns a generated interface over the same connections, for operations that have no noun and
   * for the status and the headers of a response. A response with other items than a query selects
   * is refused here as well, except one that is left unread. Parameters that items don't show, such
   * as the hour of usage, are sent and not proven; {@link #usage()} does that.
   *
   * @param api an interface of {@code dev.ghbilling.client.api}
   */
  public <T> T api(Class<T> api) {
    return clients.create(api);
  }

  /** Returns the enterprise that all calls are for. */
  public String enterprise() {
    return enterprise;
  }

  /** Closes the idle connections. Calls in progress complete. */
  @Override
  public void close() {
    clients.close();
  }

  @Override
  public String toString() {
    return "GitHubBilling[" + enterprise + " at " + clients.settings().baseUrl + "]";
  }

  /** A builder of clients. An enterprise and a token are required; all else has defaults. */
  public static final class Builder extends ClientBuilder<Builder> {
    private static final String BASE_URL_VARIABLE = "GITHUB_API_URL";
    private static final String ENTERPRISE_VARIABLE = "GITHUB_ENTERPRISE";

    /** The first one that is set counts, as for GitHub's own command line. */
    private static final List<String> TOKEN_VARIABLES = List.of("GH_TOKEN", "GITHUB_TOKEN");

    private @Nullable String enterprise;
    private @Nullable Map<String, String> environment;
    private Executor executor = CallThreads.executor();

    private Builder() {
      super(new CallSettings());
    }

    private Builder(Builder other) {
      super(other.settings().copy());
      this.enterprise = other.enterprise;
      this.environment = other.environment;
      this.executor = other.executor;
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * Takes the settings that are set in no other way from environment variables: {@code
     * GITHUB_API_URL}, {@code GITHUB_ENTERPRISE}, {@code GH_TOKEN} or else {@code GITHUB_TOKEN},
     * and the proxies as {@link #proxyEnvironment} does. A blank one counts as missing. {@link
     * GitHubBilling#fromEnvironment()} takes those of the process.
     */
    public Builder environment(Map<String, String> variables) {
      this.environment =
          Stream.concat(Stream.of(BASE_URL_VARIABLE, ENTERPRISE_VARIABLE), TOKEN_VARIABLES.stream())
              .filter(name -> variables.containsKey(name) && !variables.get(name).isBlank())
              .collect(Collectors.toUnmodifiableMap(name -> name, variables::get));
      return proxyEnvironment(variables);
    }

    /** Sets the enterprise's slug. All operations but the exports take its id as well. */
    public Builder enterprise(String slug) {
      this.enterprise = PathSegment.require("the enterprise", slug);
      return this;
    }

    /**
     * Sets the token, which is sent as {@code Authorization: Bearer}.
     *
     * @param token the token; null, as of an environment variable that isn't set, is refused
     * @throws IllegalArgumentException when the token is missing, empty, or has characters that no
     *     token has
     */
    public Builder token(@Nullable String token) {
      if (token == null) {
        throw new IllegalArgumentException("the token must not be null");
      }
      settings().token = TokenSource.always("the token", token);
      return this;
    }

    /**
     * Sets a supplier that is asked for the token before each attempt, so that the token can change
     * while the client is in use. Only one thread at a time calls it, even if clients share it
     * through {@link GitHubBilling#toBuilder()}. Calls that the supplier makes end no later than
     * the call that needs the token. If the supplier throws, that call throws the same exception.
     * If it returns null or no possible token, that call throws an {@link
     * IllegalArgumentException}.
     */
    public Builder token(Supplier<String> source) {
      settings().token = new TokenSource(source);
      return this;
    }

    /**
     * Sets how many reading calls may be in progress at once; 32 by default. GitHub's limit is 100.
     * A call that has to wait for its turn does so within its {@link #callTimeout}.
     *
     * <p>A stream counts until it is closed or read to its end, except that one permit is always
     * left to other calls: code that reads a stream may make calls meanwhile, even when this is 1.
     */
    public Builder maxConcurrentReads(int calls) {
      settings().maxConcurrentReads = atLeast("maxConcurrentReads", 1, calls);
      return this;
    }

    /** Sets how many writing calls may be in progress at once; 1 by default, as GitHub advises. */
    public Builder maxConcurrentWrites(int calls) {
      settings().maxConcurrentWrites = atLeast("maxConcurrentWrites", 1, calls);
      return this;
    }

    /**
     * Sets how many responses are cached; 100 by default, none when 0. A cached response is
     * revalidated with a conditional request, which doesn't count against the rate limit when the
     * response hasn't changed. Responses over 256 KiB are not cached.
     */
    public Builder cachedResponses(int responses) {
      settings().cachedResponses = atLeast("cachedResponses", 0, responses);
      return this;
    }

    /**
     * Sets how long the download of one file may take with all its attempts and pauses; an hour by
     * default, which is about as long as a download URL lives.
     */
    public Builder downloadTimeout(Duration timeout) {
      settings().downloadTimeout = positive("downloadTimeout", timeout);
      return this;
    }

    /**
     * Sets the executor that runs the calls of {@link GitHubBilling#async}. By default, each call
     * has a virtual thread of its own on JDK 21 and later; on earlier versions, all clients
     * together use up to 64 daemon threads.
     */
    public Builder executor(Executor executor) {
      this.executor = executor;
      return this;
    }

    /**
     * Returns the client. It connects when it is first used.
     *
     * @throws IllegalArgumentException when the enterprise or the token is missing, or the base URL
     *     isn't allowed; the message names all that is missing
     */
    public GitHubBilling build() {
      CallSettings settings = settings();
      String slug = enterprise == null ? slugOfAVariable() : enterprise;
      TokenSource token = settings.token == null ? tokenOfAVariable() : settings.token;
      requireGiven(slug, token);

      Builder copy = new Builder(this);
      copy.settings().token = token;
      String url = variable(BASE_URL_VARIABLE);
      if (url != null && settings.baseUrl.equals(CallSettings.PUBLIC_API)) {
        copy.settings().baseUrl = url(url);
      }
      return new GitHubBilling(
          copy,
          PathSegment.require(
              enterprise == null ? ENTERPRISE_VARIABLE : "the enterprise",
              Objects.requireNonNull(slug)),
          new ApiClients(copy.checkedSettings()));
    }

    private void requireGiven(@Nullable String slug, @Nullable Object token) {
      List<String> missing =
          Stream.of(
                  missing("enterprise", slug, ENTERPRISE_VARIABLE),
                  missing("token", token, String.join(" or ", TOKEN_VARIABLES)))
              .filter(Objects::nonNull)
              .toList();
      if (!missing.isEmpty()) {
        throw new IllegalArgumentException(String.join(", ", missing));
      }
    }

    private @Nullable String missing(String setting, @Nullable Object value, String variable) {
      if (value != null) {
        return null;
      }
      return setting + " is required" + (environment == null ? "" : ": set " + variable);
    }

    /** Returns the slug; null when the variable isn't set. */
    private @Nullable String slugOfAVariable() {
      String slug = variable(ENTERPRISE_VARIABLE);
      if (slug == null) {
        return null;
      }
      String word = slug.strip();
      if (word.chars().anyMatch(c -> Character.isWhitespace(c) || "\"'`=".indexOf(c) >= 0)) {
        throw new IllegalArgumentException(
            ENTERPRISE_VARIABLE + " must be one slug, without quotes, spaces and NAME=");
      }
      return word;
    }

    private @Nullable TokenSource tokenOfAVariable() {
      for (String name : TOKEN_VARIABLES) {
        String value = variable(name);
        if (value != null) {
          return TokenSource.always(name, value);
        }
      }
      return null;
    }

    private @Nullable String variable(String name) {
      return environment == null ? null : environment.get(name);
    }

    private static URI url(String text) {
      try {
        URI url = URI.create(text.strip());
        if (url.getRawAuthority() != null) {
          return url;
        }
      } catch (IllegalArgumentException e) {
        // Refused below: the parser's own message quotes the text, which may contain a password.
      }
      throw new IllegalArgumentException(BASE_URL_VARIABLE + " must be an http or https URL");
    }
  }
}
