package dev.ghbilling.http;

import dev.ghbilling.error.ErrorAnswer;
import dev.ghbilling.error.RateLimitedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers of which token the primary limit was seen to be spent, and until when. */
final class RateLimits implements Sender {
  private static final Duration LONGEST = Duration.ofHours(1).plusMinutes(1);
  private static final int TOKENS = 8;

  private final Sender next;
  private final Clock clock;

  /** Never changed but replaced, so that a call looks at it without waiting for another. */
  private volatile Map<Fingerprint, Instant> spent = Map.of();

  RateLimits(Sender next, Clock clock) {
    this.next = next;
    this.clock = clock;
  }

  @Override
  public ApiAnswer send(ApiRequest request) throws IOException {
    ApiAnswer answer = next.send(request);
    new ServerTime(answer.headers(), clock)
        .untilReset()
        .ifPresent(wait -> spent(CurrentCall.get().token(), clock.instant().plus(wait)));
    return answer;
  }

  private synchronized void spent(String token, Instant until) {
    Map<Fingerprint, Instant> more = new LinkedHashMap<>(spent);
    more.put(Fingerprint.of(token), until);
    if (more.size() > TOKENS) {
      more.remove(more.keySet().iterator().next());
    }
    spent = more;
  }

  private Optional<Instant> spentUntil(String token) {
    Map<Fingerprint, Instant> known = spent;
    return known.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(known.get(Fingerprint.of(token)));
  }

  /**
   * How long to wait before a call is sent with its token; zero as a rule.
   *
   * @throws RateLimitedException when the call is not to be sent at all
   */
  Duration wait(CurrentCall call, LimitPolicy policy) {
    Optional<Instant> until = spentUntil(call.token());
    Duration wait = until.map(end -> Duration.between(clock.instant(), end)).orElse(Duration.ZERO);
    if (wait.isNegative()
        || wait.isZero()
        // The limit is of an hour: more is of a time before the clock was set back.
        || wait.compareTo(LONGEST) > 0) {
      return Duration.ZERO;
    }
    if (policy == LimitPolicy.REFUSE || wait.compareTo(call.timeLeft()) >= 0) {
      throw new RateLimitedException(
          new ErrorAnswer(
              call.operation(),
              call.attempts() - 1,
              0,
              Optional.of("an earlier answer said that nothing remains"),
              Optional.empty(),
              Optional.empty(),
              Optional.of(wait),
              List.of()),
          RateLimitedException.Limit.PRIMARY,
          until);
    }
    return wait;
  }
}
