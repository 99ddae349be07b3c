package dev.ghbilling.cli.command;

import dev.ghbilling.cli.output.Console;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.RateLimitedException;
import dev.ghbilling.http.CallObserver;
import java.time.Duration;
import java.util.Optional;

/** Prints a line on stderr whenever a call waits for a rate limit. */
final class RateLimitNotes implements CallObserver {
  private final Console console;

  RateLimitNotes(Console console) {
    this.console = console;
  }

  @Override
  public Observation begin(String operation) {
    return new Observation() {
      @Override
      public void heldBack(Duration pause) {
        waiting(operation, pause);
      }

      @Override
      public void attemptFailed(int attempt, CallException failure, Optional<Duration> pause) {
        if (failure instanceof RateLimitedException) {
          pause.ifPresent(time -> waiting(operation, time));
        }
      }
    };
  }

  private void waiting(String operation, Duration pause) {
    long seconds = pause.plusSeconds(1).minusNanos(1).toSeconds();
    console.note("ghbilling: waiting %d s for the rate limit (%s)".formatted(seconds, operation));
  }
}
