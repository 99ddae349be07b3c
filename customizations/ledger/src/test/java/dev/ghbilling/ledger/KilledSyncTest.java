package dev.ghbilling.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ChildJvm;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledSyncTest {
  private static final int KILLS = 50;
  private static final int STORES = 10;
  private static final String SINCE = "2025-11-25";
  private static final SyncOptions OPTIONS =
      SyncOptions.DEFAULT
          .since(LocalDate.parse(SINCE))
          .types(Set.of(ReportType.DETAILED, ReportType.SUMMARIZED));

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
    List<String> progress = new ArrayList<>();
    SyncProgram.sync(never, sandbox.baseUrl(), LedgerSyncTest.NOW, OPTIONS.progress(progress::add));
    List<String> expected = StoreContent.of(never);
    assertThat(expected.size()).isGreaterThan(500);
    Random random = new Random(14);
    int killed = 0;
    while (killed < KILLS) {
      List<Path> stores =
          IntStream.range(0, STORES).mapToObj(i -> folder.resolve("store" + i)).toList();
      List<Path> unfinished = stores;
      int lines = progress.size() * STORES;
      // Twice in a row, so that recoveries are killed as well.
      for (int attempt = 0; attempt < 2; attempt++) {
        int point = random.nextInt(lines);
        lines -= point;
        runUntil(point, unfinished);
        unfinished = unfinished.stream().filter(store -> !isComplete(store)).toList();
        killed += (int) unfinished.stream().filter(Files::exists).count();
      }
      for (Path store : stores) {
        if (isComplete(store)) {
          // Killed at its very end, or not at all. One more sync would rightly fetch newer days.
          Ledger.at(store).importFiles(List.of(), null, line -> {});
        } else {
          SyncProgram.sync(store, sandbox.baseUrl(), LedgerSyncTest.NOW, OPTIONS);
        }
        assertThat(StoreContent.of(store).equals(expected)).as("%s", store).isTrue();
        SyncedTree.delete(store);
      }
    }
  }

  private static boolean isComplete(Path store) {
    Manifest manifest = StoreContent.manifest(store);
    return manifest.account() != null && manifest.unfinished() == null;
  }

  /**
   * Syncs stores in a process, which is killed as soon as it has printed a number of lines. Each of
   * its syncs is somewhere else then.
   */
  private void runUntil(int lines, List<Path> stores) throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                sandbox.baseUrl().toString(),
                LedgerSyncTest.NOW.toString(),
                SINCE,
                "DETAILED,SUMMARIZED"));
    stores.forEach(store -> arguments.add(store.toString()));
    Process process =
        ChildJvm.of(SyncProgram.class)
            .options("-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary)
            .process(arguments.toArray(String[]::new))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      String line = output.readLine();
      for (int i = 1; i < lines && line != null; i++) {
        line = output.readLine();
      }
      assertThat(line != null || process.waitFor() == 0).as("no sync failed").isTrue();
    } finally {
      process.destroyForcibly().waitFor();
      SyncedTree.delete(temporary);
    }
  }
}
