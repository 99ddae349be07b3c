package dev.ghbilling.http;

import dev.ghbilling.error.ConnectionException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many calls through at once as GitHub likes, and writes not faster than it likes. */
final class Admission {
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);

  private final Semaphore reads;
  private final Semaphore writes;
  private final Semaphore streams;
  private final int maxWrites;
  private final Secrets secrets;
  private final RateLimits limits;
  private final LimitPolicy policy;
  private final Clock clock;
  private final Pauses pauses;
  private Instant nextWrite = Instant.MIN;

  Admission(
      int reads,
      int writes,
      Secrets secrets,
      RateLimits limits,
      LimitPolicy policy,
      Clock clock,
      Pauses pauses) {
    this.reads = new Semaphore(reads);
    this.writes = new Semaphore(writes);
    this.streams = new Semaphore(reads - 1);
    this.maxWrites = writes;
    this.secrets = secrets;
    this.limits = limits;
    this.policy = policy;
    this.clock = clock;
    this.pauses = pauses;
  }

  /** A place among the calls that are under way. */
  static final class Place {
    private final List<Semaphore> taken = new ArrayList<>();

    private Place(Semaphore places) {
      taken.add(places);
    }

    private synchronized void takeToo(Semaphore places) {
      taken.add(places);
    }

    /** Gives it back, if it isn't yet. */
    synchronized void close() {
      taken.forEach(Semaphore::release);
      taken.clear();
    }
  }

  Place enter(CurrentCall call, CallObserver.Observation observation) {
    Semaphore places = call.traits().write() ? writes : reads;
    acquire(places, call);
    try {
      untilItMayBeSent(call, observation);
      return new Place(places);
    } catch (RuntimeException e) {
      places.release();
      throw e;
    }
  }

  /**
   * The call's answer is still read when the call is over. It keeps its place unless that is the
   * last one but for other streams: whoever reads may make calls meanwhile, which would never get
   * one.
   */
  void readOn(Place place) {
    if (streams.tryAcquire()) {
      place.takeToo(streams);
    } else {
      place.close();
    }
  }

  private void untilItMayBeSent(CurrentCall call, CallObserver.Observation observation) {
    call.sendWith(token(call));
    Duration limited = limits.wait(call, policy);
    Duration wait = call.traits().write() ? turn(call, limited) : limited;
    if (!limited.isZero()) {
      observation.heldBack(wait);
    }
    if (!wait.isZero()) {
      pauses.sleep(wait);
    }
    if (!limited.isZero()) {
      // The other one may have ended meanwhile.
      call.sendWith(token(call));
    }
  }

  private String token(CurrentCall call) {
    try {
      return secrets.token();
    } catch (InterruptedIOException e) {
      throw new ConnectionException(
          call.operation(), call.attempts() - 1, "no token: " + Reason.of(e), e);
    }
  }

  /** How long to wait for a write's turn, which is taken if there is time for it. */
  private synchronized Duration turn(CurrentCall call, Duration limited) {
    Instant now = clock.instant();
    Instant earliest = now.plus(limited);
    // Further ahead than all who may wait, it is of a time before the clock was set back.
    Instant latest = earliest.plus(BETWEEN_WRITES.multipliedBy(maxWrites));
    Instant turn = nextWrite.isAfter(earliest) && !nextWrite.isAfter(latest) ? nextWrite : earliest;
    Duration wait = Duration.between(now, turn);
    if (!wait.isZero() && wait.compareTo(call.timeLeft()) >= 0) {
      throw noTime(call);
    }
    nextWrite = turn.plus(BETWEEN_WRITES);
    return wait;
  }

  private static void acquire(Semaphore places, CurrentCall call) {
    try {
      if (!places.tryAcquire() // The usual case, without looking at the clock.
          && !places.tryAcquire(call.timeLeft().toNanos(), TimeUnit.NANOSECONDS)) {
        throw noTime(call);
      }
    } catch (InterruptedException e) {
      throw Pauses.cancelled();
    }
  }

  private static ConnectionException noTime(CurrentCall call) {
    return new ConnectionException(
        call.operation(),
        call.attempts() - 1,
        "the time allowed is too short to wait for the call's turn",
        new InterruptedIOException("no turn in time"));
  }
}
