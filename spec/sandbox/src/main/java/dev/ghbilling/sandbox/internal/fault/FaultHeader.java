package dev.ghbilling.sandbox.internal.fault;

import dev.ghbilling.sandbox.internal.http.HttpDate;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import java.time.Duration;
import java.time.Instant;

/** A change to a header. */
public sealed interface FaultHeader {
  /** Returns the response with its header changed. */
  ServerResponse apply(ServerResponse response, String name, Instant now);

  /** Sets a value. */
  record Fixed(String value) implements FaultHeader {
    @Override
    public ServerResponse apply(ServerResponse response, String name, Instant now) {
      return response.withHeader(name, value);
    }
  }

  /** Sets an HTTP date, so long after the clock's time. */
  record Date(Duration fromNow) implements FaultHeader {
    @Override
    public ServerResponse apply(ServerResponse response, String name, Instant now) {
      return response.withHeader(name, HttpDate.of(now.plus(fromNow)));
    }
  }

  /** Sets a time in seconds since 1970, so long after the clock's time. */
  record EpochSecond(Duration fromNow) implements FaultHeader {
    @Override
    public ServerResponse apply(ServerResponse response, String name, Instant now) {
      return response.withHeader(name, Long.toString(now.plus(fromNow).getEpochSecond()));
    }
  }

  /** Removes the header. */
  record Absent() implements FaultHeader {
    @Override
    public ServerResponse apply(ServerResponse response, String name, Instant now) {
      return response.withoutHeader(name);
    }
  }
}
