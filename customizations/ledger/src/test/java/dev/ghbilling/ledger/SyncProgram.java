package dev.ghbilling.ledger;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.TestTime;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.ledger.sync.SyncResult;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A program that syncs stores; tests run it in a JVM of its own, or call its method. */
final class SyncProgram {
  /** How many lines are printed from the beginning of one sync to that of the next one. */
  private static final int LINES_APART = 2;

  private SyncProgram() {}

  /**
   * Takes the API's URL, the time, the first day, types of reports, and stores, which are synced at
   * the same time.
   */
  public static void main(String[] arguments) throws InterruptedException {
    List<CountDownLatch> begins = new CopyOnWriteArrayList<>();
    SyncOptions options =
        SyncOptions.DEFAULT
            .since(LocalDate.parse(arguments[2]))
            .types(types(arguments[3]))
            .progress(
                line -> {
                  print(line);
                  begins.forEach(CountDownLatch::countDown);
                });
    List<Thread> syncs = new ArrayList<>();
    for (String store : List.of(arguments).subList(4, arguments.length)) {
      CountDownLatch begin = new CountDownLatch(syncs.size() * LINES_APART);
      begins.add(begin);
      Thread sync =
          new Thread(
              () -> {
                await(begin);
                sync(
                    Path.of(store), URI.create(arguments[0]), Instant.parse(arguments[1]), options);
                for (int i = 0; i < LINES_APART; i++) {
                  begins.forEach(CountDownLatch::countDown);
                }
              });
      sync.setUncaughtExceptionHandler(
          (thread, e) -> {
            print(e.getClass().getSimpleName() + ": " + e.getMessage());
            System.exit(1);
          });
      syncs.add(sync);
    }
    syncs.forEach(Thread::start);
    for (Thread sync : syncs) {
      sync.join();
    }
    System.exit(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<ReportType> types(String names) {
    return Arrays.stream(names.split(",")).map(ReportType::valueOf).collect(Collectors.toSet());
  }

  private static void print(String line) {
    System.out.println(line);
    System.out.flush();
  }

  static SyncResult sync(Path store, URI baseUrl, Instant now, SyncOptions options) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    try (GitHubBilling billing =
        TestTime.set(
                GitHubBilling.builder()
                    .baseUrl(baseUrl)
                    .enterprise("octo-enterprise")
                    .token("ghp_TheSecretToken")
                    .retryPolicy(RetryPolicy.NEVER),
                clock,
                pause -> {},
                () -> 0.5)
            .build()) {
      return Ledger.at(store).clock(clock).sync(billing, options);
    }
  }
}
