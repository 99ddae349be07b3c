package dev.ghbilling.cli.command;

import dev.ghbilling.call.CallObserver;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.RateLimitedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
      public void rateLimited(Duration pause) {
        waiting(operation, pause);
      }

      @Override
      public void attemptFailed(int attempt, CallException failure, @Nullable Duration pause) {
        if (failure instanceof RateLimitedException && pause != null) {
          waiting(operation, pause);
        }
      }
    };
  }

  private void waiting(String operation, Duration pause) {
    long seconds = pause.plusSeconds(1).minusNanos(1).toSeconds();
    console.note("ghbilling: waiting %d s for the rate limit (%s)".formatted(seconds, operation));
  }
}
