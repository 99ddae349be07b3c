package dev.ghbilling.sandbox;

import java.time.Duration;
import java.time.Instant;

/** What a fault does to a header. */
sealed interface FaultHeader {
  Reply apply(Reply reply, String name, Instant now);

  /** Has this value. */
  record Fixed(String value) implements FaultHeader {
    @Override
    public Reply apply(Reply reply, String name, Instant now) {
      return reply.with(name, value);
    }
  }

  /** Is a time as HTTP's headers have it, so long after the clock's. */
  record Date(Duration fromNow) implements FaultHeader {
    @Override
    public Reply apply(Reply reply, String name, Instant now) {
      return reply.with(name, HttpDate.of(now.plus(fromNow)));
    }
  }

  /** Is a time in seconds since 1970, so long after the clock's. */
  record EpochSecond(Duration fromNow) implements FaultHeader {
    @Override
    public Reply apply(Reply reply, String name, Instant now) {
      return reply.with(name, Long.toString(now.plus(fromNow).getEpochSecond()));
    }
  }

  /** Isn't sent. */
  record Absent() implements FaultHeader {
    @Override
    public Reply apply(Reply reply, String name, Instant now) {
      return reply.without(name);
    }
  }
}
