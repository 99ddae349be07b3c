package dev.ghbilling.ledger;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.UnpausedTime;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.ledger.sync.SyncResult;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A program that syncs a store; tests run it in a JVM of its own, or call its method. */
final class SyncProgram {
  private SyncProgram() {}

  /** Takes the store, the API's URL, the time, and the first day. */
  public static void main(String[] arguments) {
    System.out.println("started");
    System.out.flush();
    try {
      sync(
          Path.of(arguments[0]),
          URI.create(arguments[1]),
          Instant.parse(arguments[2]),
          SyncOptions.DEFAULT
              .since(LocalDate.parse(arguments[3]))
              .progress(
                  line -> {
                    System.out.println(line);
                    System.out.flush();
                  }));
    } catch (RuntimeException e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  static SyncResult sync(Path store, URI baseUrl, Instant now, SyncOptions options) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    try (GitHubBilling billing =
        UnpausedTime.set(
                GitHubBilling.builder()
                    .baseUrl(baseUrl)
                    .enterprise("octo-enterprise")
                    .token("ghp_TheSecretToken")
                    .retryPolicy(RetryPolicy.NEVER),
                clock)
            .build()) {
      return Ledger.at(store).clock(clock).sync(billing, options);
    }
  }
}
