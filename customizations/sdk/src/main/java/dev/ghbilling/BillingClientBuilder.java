package dev.ghbilling;

import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.call.CallSettings;
import dev.ghbilling.internal.token.TokenSource;
import dev.ghbilling.internal.uri.PathSegment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the builders of {@link GitHubBilling}, {@link OrganizationBilling} and {@link
 * UserBilling} have besides those of every client: the token, the environment, and the limits. The
 * account and a token are required; all else has defaults.
 *
 * @param <C> the client that is built
 * @param <B> the builder itself
 */
public abstract sealed class BillingClientBuilder<C, B extends BillingClientBuilder<C, B>>
    extends ClientBuilder<B>
    permits GitHubBilling.Builder, OrganizationBilling.Builder, UserBilling.Builder {
  private static final String BASE_URL_VARIABLE = "GITHUB_API_URL";

  /** The first one that is set counts, as for GitHub's own command line. */
  private static final List<String> TOKEN_VARIABLES = List.of("GH_TOKEN", "GITHUB_TOKEN");

  private final AccountKind kind;
  private @Nullable String account;
  private @Nullable Map<String, String> environment;
  private Executor executor = CallThreads.executor();

  BillingClientBuilder(AccountKind kind) {
    super(new CallSettings());
    this.kind = kind;
  }

  /** Creates a builder with the settings of another one, and its account if that is of the kind. */
  BillingClientBuilder(AccountKind kind, BillingClientBuilder<?, ?> other) {
    super(other.settings().copy());
    this.kind = kind;
    this.account = kind == other.kind ? other.account : null;
    this.environment = other.environment;
    this.executor = other.executor;
  }

  /** Returns a builder with these settings. */
  abstract B copy();

  /** Returns the client of the account over the connections. */
  abstract C client(ApiClients clients);

  final B account(String name) {
    account = PathSegment.require("the " + kind, name);
    return self();
  }

  /** Returns the account, which a client's builder always has. */
  final String account() {
    return Objects.requireNonNull(account);
  }

  final Executor executor() {
    return executor;
  }

  /**
   * Takes the settings that are set in no other way from environment variables: {@code
   * GITHUB_API_URL}; {@code GITHUB_ENTERPRISE}, {@code GITHUB_ORGANIZATION} or {@code GITHUB_USER},
   * whichever the client is for; {@code GH_TOKEN} or else {@code GITHUB_TOKEN}; and the proxies as
   * {@link #proxyEnvironment} does. A blank one counts as missing. The clients' {@code
   * fromEnvironment()} takes those of the process.
   */
  public B environment(Map<String, String> variables) {
    this.environment =
        Stream.concat(Stream.of(BASE_URL_VARIABLE, kind.variable()), TOKEN_VARIABLES.stream())
            .filter(name -> variables.containsKey(name) && !variables.get(name).isBlank())
            .collect(Collectors.toUnmodifiableMap(name -> name, variables::get));
    return proxyEnvironment(variables);
  }

  /**
   * Sets the token, which is sent as {@code Authorization: Bearer}.
   *
   * @param token the token; null, as of an environment variable that isn't set, is refused
   * @throws IllegalArgumentException when the token is missing, empty, or has characters that no
   *     token has
   */
  public B token(@Nullable String token) {
    if (token == null) {
      throw new IllegalArgumentException("the token must not be null");
    }
    settings().token = TokenSource.always("the token", token);
    return self();
  }

  /**
   * Sets a supplier that is asked for the token before each attempt, so that the token can change
   * while the client is in use. Only one thread at a time calls it, even if clients share it
   * through {@link BillingClient#toBuilder()}. Calls that the supplier makes end no later than the
   * call that needs the token. If the supplier throws, that call throws the same exception. If it
   * returns null or no possible token, that call throws an {@link IllegalArgumentException}.
   */
  public B token(Supplier<String> source) {
    settings().token = new TokenSource(source);
    return self();
  }

  /**
   * Sets how many reading calls may be in progress at once; 32 by default. GitHub's limit is 100. A
   * call that has to wait for its turn does so within its {@link #callTimeout}.
   *
   * <p>A stream counts until it is closed or read to its end, except that one permit is always left
   * to other calls: code that reads a stream may make calls meanwhile, even when this is 1.
   */
  public B maxConcurrentReads(int calls) {
    settings().maxConcurrentReads = atLeast("maxConcurrentReads", 1, calls);
    return self();
  }

  /** Sets how many writing calls may be in progress at once; 1 by default, as GitHub advises. */
  public B maxConcurrentWrites(int calls) {
    settings().maxConcurrentWrites = atLeast("maxConcurrentWrites", 1, calls);
    return self();
  }

  /**
   * Sets how many responses are cached; 100 by default, none when 0. A cached response is
   * revalidated with a conditional request, which doesn't count against the rate limit when the
   * response hasn't changed. Responses over 256 KiB are not cached.
   */
  public B cachedResponses(int responses) {
    settings().cachedResponses = atLeast("cachedResponses", 0, responses);
    return self();
  }

  /**
   * Sets how long the download of one file may take with all its attempts and pauses; an hour by
   * default, which is about as long as a download URL lives.
   */
  public B downloadTimeout(Duration timeout) {
    settings().downloadTimeout = positive("downloadTimeout", timeout);
    return self();
  }

  /**
   * Sets the executor that runs the calls of {@link BillingClient#async}. By default, each call has
   * a virtual thread of its own on JDK 21 and later; on earlier versions, all clients together use
   * up to 64 daemon threads.
   */
  public B executor(Executor executor) {
    this.executor = executor;
    return self();
  }

  /**
   * Returns the client. It connects when it is first used.
   *
   * @throws IllegalArgumentException when the account or the token is missing, or the base URL
   *     isn't allowed; the message names all that is missing
   */
  public final C build() {
    String name = account == null ? accountOfAVariable() : account;
    TokenSource token = settings().token == null ? tokenOfAVariable() : settings().token;
    List<String> missing =
        Stream.of(
                missing(kind.toString(), name, kind.variable()),
                missing("token", token, String.join(" or ", TOKEN_VARIABLES)))
            .filter(Objects::nonNull)
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(String.join(", ", missing));
    }
    B copy = copy().account(Objects.requireNonNull(name));
    copy.settings().token = token;
    String url = variable(BASE_URL_VARIABLE);
    if (url != null && !settings().baseUrlChosen) {
      copy.settings().baseUrl = url(url);
    }
    return copy.client(new ApiClients(copy.checkedSettings()));
  }

  private @Nullable String missing(String setting, @Nullable Object value, String variable) {
    if (value != null) {
      return null;
    }
    return setting + " is required" + (environment == null ? "" : ": set " + variable);
  }

  /** Returns the account; null when the variable isn't set. */
  private @Nullable String accountOfAVariable() {
    String name = variable(kind.variable());
    if (name == null) {
      return null;
    }
    String word = name.strip();
    if (word.chars().anyMatch(c -> Character.isWhitespace(c) || "\"'`=".indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "%s must be one %s, without quotes, spaces and NAME="
              .formatted(kind.variable(), kind.id()));
    }
    return PathSegment.require(kind.variable(), word);
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
