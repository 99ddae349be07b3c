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

/** A client that remembers of which tokens the primary rate limit is spent, and until when. */
public final class SpentLimits implements Client {
  /** The limit is for an hour: a longer wait stems from before the clock was set back. */
  private static final Duration LONGEST = Duration.ofHours(1).plusMinutes(1);

  private static final int MAX_TOKENS = 8;

  private final Client next;
  private final Clock clock;

  /** An immutable map that is replaced, so that calls read it without a lock. */
  private volatile Map<TokenHash, Instant> spent = Map.of();

  /** Creates the client. */
  public SpentLimits(Client next, Clock clock) {
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
    Map<TokenHash, Instant> more = new LinkedHashMap<>(spent);
    more.put(TokenHash.of(token), until);
    if (more.size() > MAX_TOKENS) {
      more.remove(more.keySet().iterator().next());
    }
    spent = more;
  }

  /** Returns how long the token's limit stays spent; zero when it isn't known to be spent. */
  public Duration timeUntilReset(String token) {
    Map<TokenHash, Instant> known = spent;
    Instant end = known.isEmpty() ? null : known.get(TokenHash.of(token));
    Duration wait = end == null ? Duration.ZERO : Duration.between(clock.instant(), end);
    return wait.isNegative() || wait.compareTo(LONGEST) > 0 ? Duration.ZERO : wait;
  }
}
