package dev.ghbilling.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ChildJvm;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it kills programs after a part of the time that one took")
class KilledSyncTest {
  private static final int KILLS = 50;
  private static final String SINCE = "2025-11-25";
  private static final SyncOptions OPTIONS = SyncOptions.DEFAULT.since(LocalDate.parse(SINCE));

  @TempDir Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void startSandbox() {
    sandbox = LedgerSyncTest.sandbox(LedgerSyncTest.NOW);
  }

  @AfterEach
  void stopSandbox() {
    sandbox.close();
  }

  @Test
  void sync_killedAt50RandomPoints_givesTheSameStore() throws Exception {
    Path never = folder.resolve("never");
    Duration whole = Objects.requireNonNull(run(never, null));
    List<String> expected = StoreContent.of(never);
    assertThat(expected.size()).isGreaterThan(500);
    Random random = new Random(14);
    int killed = 0;
    for (int i = 0; killed < KILLS; i++) {
      Path store = folder.resolve("store" + i);
      // Twice in a row, so that a recovery is killed as well.
      for (int attempt = 0; attempt < 2 && !isComplete(store); attempt++) {
        Duration point = whole.multipliedBy(random.nextInt(1_000)).dividedBy(1_000);
        killed += run(store, point) == null ? 1 : 0;
      }
      if (isComplete(store)) {
        // Killed at its very end, or not at all. One more sync would rightly fetch newer days.
        Ledger.at(store).importFiles(List.of(), null, line -> {});
      } else {
        SyncProgram.sync(store, sandbox.baseUrl(), LedgerSyncTest.NOW, OPTIONS);
      }
      assertThat(StoreContent.of(store).equals(expected)).as("store %d", i).isTrue();
      SyncedTree.delete(store);
    }
  }

  private static boolean isComplete(Path store) {
    Manifest manifest = StoreContent.manifest(store);
    return manifest.account() != null && manifest.unfinished() == null;
  }

  /**
   * Runs a sync in a process of its own.
   *
   * @param point when to kill it, after it has started; null for never
   * @return how long it took; null if it was killed
   */
  private @Nullable Duration run(Path store, @Nullable Duration point) throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Process process =
        ChildJvm.of(SyncProgram.class)
            .options("-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary)
            .process(
                store.toString(),
                sandbox.baseUrl().toString(),
                LedgerSyncTest.NOW.toString(),
                SINCE)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      while (line != null && !line.equals("started")) {
        line = output.readLine();
      }
      long start = System.nanoTime();
      if (point != null && !process.waitFor(point.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        return null;
      }
      String printed = String.join("\n", output.lines().toList());
      assertThat(process.waitFor()).as(printed).isZero();
      return Duration.ofNanos(System.nanoTime() - start);
    } finally {
      process.destroyForcibly().waitFor();
      SyncedTree.delete(temporary);
    }
  }
}
