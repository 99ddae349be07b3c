package dev.ghbilling.internal.call;

import dev.ghbilling.call.CallObserver;
import dev.ghbilling.call.RateLimitPolicy;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.ErrorResponse;
import dev.ghbilling.error.RateLimitedException;
import dev.ghbilling.internal.time.Time;
import dev.ghbilling.internal.token.Credentials;
import dev.ghbilling.internal.transport.ExhaustedLimits;
import dev.ghbilling.internal.transport.IoFailure;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits concurrent calls, spaces writes at least one second apart, and holds calls back while the
 * primary rate limit of their token is exhausted, as GitHub's guidelines ask.
 */
final class RateLimiter {
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);

  private final Semaphore reads;
  private final Semaphore writes;
  private final Semaphore streams;
  private final int maxWrites;
  private final Credentials credentials;
  private final ExhaustedLimits exhaustedLimits;
  private final RateLimitPolicy policy;
  private final Time time;
  private Instant nextWrite = Instant.MIN;

  RateLimiter(CallSettings settings, Credentials credentials, ExhaustedLimits exhaustedLimits) {
    this.reads = new Semaphore(settings.maxConcurrentReads);
    this.writes = new Semaphore(settings.maxConcurrentWrites);
    this.streams = new Semaphore(settings.maxConcurrentReads - 1);
    this.maxWrites = settings.maxConcurrentWrites;
    this.policy = settings.rateLimitPolicy;
    this.time = settings.time;
    this.credentials = credentials;
    this.exhaustedLimits = exhaustedLimits;
  }

  /**
   * Waits until the attempt may be sent, and gives it its token.
   *
   * @throws ConnectionException when the call's time is too short to wait
   * @throws RateLimitedException when the primary limit is exhausted and the call must not wait
   */
  Permit acquire(CallContext call, CallObserver.Observation observation) {
    Semaphore semaphore = call.operation().write() ? writes : reads;
    acquire(semaphore, call);
    try {
      waitForTurn(call, observation);
      return new Permit(semaphore);
    } catch (Throwable e) {
      semaphore.release();
      throw e;
    }
  }

  /**
   * Lets the permit last while a stream is read, unless only streams would hold permits then: code
   * that reads a stream may make calls meanwhile, which would wait for ever.
   */
  void keepForStream(Permit permit) {
    if (streams.tryAcquire()) {
      permit.add(streams);
    } else {
      permit.release();
    }
  }

  private void waitForTurn(CallContext call, CallObserver.Observation observation) {
    call.useToken(token(call));
    Duration limited = waitForLimit(call);
    Duration wait = call.operation().write() ? reserveWrite(call, limited) : limited;
    if (!limited.isZero()) {
      observation.rateLimited(wait);
    }
    if (!wait.isZero()) {
      time.sleep(wait);
    }
    if (!limited.isZero()) {
      // The token may have expired meanwhile.
      call.useToken(token(call));
    }
  }

  private String token(CallContext call) {
    try {
      // A supplier of tokens may make a call of its own, which must end with this one.
      return call.deadline().during(credentials::token);
    } catch (InterruptedIOException e) {
      throw new ConnectionException(
          call.operation().id(), call.attempt() - 1, "no token: " + IoFailure.reason(e), e);
    }
  }

  private Duration waitForLimit(CallContext call) {
    Duration wait = exhaustedLimits.timeUntilReset(call.token());
    if (!wait.isZero() && (policy == RateLimitPolicy.FAIL || !call.deadline().allows(wait))) {
      throw new RateLimitedException(
          new ErrorResponse(
              call.operation().id(),
              call.attempt() - 1,
              0,
              "the primary rate limit is exhausted",
              null,
              null,
              wait,
              List.of()),
          RateLimitedException.Limit.PRIMARY,
          time.now().plus(wait));
    }
    return wait;
  }

  /** Returns how long to wait for the write's turn, and reserves it if the call's time allows. */
  private synchronized Duration reserveWrite(CallContext call, Duration limited) {
    Instant now = time.now();
    Instant earliest = now.plus(limited);
    // A turn further ahead than all waiting writes need was reserved before the clock was set back.
    Instant latest = earliest.plus(BETWEEN_WRITES.multipliedBy(maxWrites));
    Instant turn = nextWrite.isAfter(earliest) && !nextWrite.isAfter(latest) ? nextWrite : earliest;
    Duration wait = Duration.between(now, turn);
    if (!wait.isZero() && !call.deadline().allows(wait)) {
      throw noTime(call);
    }
    nextWrite = turn.plus(BETWEEN_WRITES);
    return wait;
  }

  private static void acquire(Semaphore semaphore, CallContext call) {
    try {
      if (!semaphore.tryAcquire() // The usual case, without a look at the clock.
          && !semaphore.tryAcquire(call.deadline().timeLeft().toNanos(), TimeUnit.NANOSECONDS)) {
        throw noTime(call);
      }
    } catch (InterruptedException e) {
      throw Time.cancelled();
    }
  }

  private static ConnectionException noTime(CallContext call) {
    return new ConnectionException(
        call.operation().id(),
        call.attempt() - 1,
        "timed out waiting for other calls: too many at once, or writes too close together",
        new InterruptedIOException("no turn in time"));
  }
}
