package dev.ghbilling.internal.transport;

import dev.ghbilling.internal.token.TokenHash;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client that remembers of which tokens the primary rate limit is exhausted, and until when. */
public final class ExhaustedLimits implements Client {
  /** The limit is for an hour: a longer wait stems from before the clock was set back. */
  private static final Duration LONGEST = Duration.ofHours(1).plusMinutes(1);

  private static final int MAX_TOKENS = 8;

  private final Client next;
  private final Clock clock;

  /** An immutable map that is replaced, so that calls read it without a lock. */
  private volatile Map<TokenHash, Instant> exhausted = Map.of();

  /** Creates the client. */
  public ExhaustedLimits(Client next, Clock clock) {
    this.next = next;
    this.clock = clock;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Response response = next.execute(request, options);
    new ServerTime(response.headers(), clock)
        .untilReset()
        .ifPresent(
            wait ->
                remember(AttemptOptions.of(options).requireToken(), clock.instant().plus(wait)));
    return response;
  }

  private synchronized void remember(String token, Instant until) {
    Map<TokenHash, Instant> more = new LinkedHashMap<>(exhausted);
    more.put(TokenHash.of(token), until);
    if (more.size() > MAX_TOKENS) {
      more.remove(more.keySet().iterator().next());
    }
    exhausted = more;
  }

  /**
   * Returns how long the token's limit stays exhausted; zero when it isn't known to be exhausted.
   */
  public Duration timeUntilReset(String token) {
    Map<TokenHash, Instant> known = exhausted;
    Instant end = known.isEmpty() ? null : known.get(TokenHash.of(token));
    Duration wait = end == null ? Duration.ZERO : Duration.between(clock.instant(), end);
    return wait.isNegative() || wait.compareTo(LONGEST) > 0 ? Duration.ZERO : wait;
  }
}
