package dev.ghbilling.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
  private int olderLandings;

  @BeforeEach
  void startSandbox() {
    sandbox = SyncFixture.sandbox(SyncFixture.NOW);
  }

  @AfterEach
  void stopSandbox() {
    sandbox.close();
  }

  @Test
  void sync_killedAt50RandomPoints_givesTheSameStore() throws Exception {
    Path older = folder.resolve("older");
    Instant before = SyncFixture.NOW.minus(Duration.ofDays(3));
    try (Sandbox then = SyncFixture.sandbox(before)) {
      SyncProgram.sync(older, then.baseUrl(), before, OPTIONS);
    }
    olderLandings = StoreContent.manifest(older).landings().size();
    List<String> progress = new ArrayList<>();
    List<String> expectedOfNew = finished(folder.resolve("never"), progress::add);
    Path updated = folder.resolve("updated");
    copy(older, updated);
    List<String> expectedOfOlder = finished(updated, line -> {});
    assertThat(expectedOfNew.size()).isGreaterThan(500);
    assertThat(expectedOfOlder.size()).isGreaterThan(500);
    Random random = new Random(14);
    int killed = 0;
    while (killed < KILLS) {
      List<Path> stores =
          IntStream.range(0, STORES).mapToObj(i -> folder.resolve("store" + i)).toList();
      for (int i = 1; i < STORES; i += 2) {
        copy(older, stores.get(i));
      }
      List<Path> unfinished = stores;
      int lines = progress.size() * STORES;
      // Twice in a row, so that recoveries are killed as well.
      for (int attempt = 0; attempt < 2; attempt++) {
        int point = random.nextInt(lines);
        lines -= point;
        runUntil(point, unfinished);
        unfinished = unfinished.stream().filter(store -> !isComplete(store)).toList();
        killed +=
            (int) unfinished.stream().filter(store -> Files.exists(store.resolve("work"))).count();
        for (Path store : unfinished) {
          assertThat(rowsInDatabase(store)).as("%s", store).isGreaterThan(-1);
        }
      }
      for (int i = 0; i < STORES; i++) {
        Path store = stores.get(i);
        assertThat(finished(store, line -> {}).equals(i % 2 == 0 ? expectedOfNew : expectedOfOlder))
            .as("%s", store)
            .isTrue();
        SyncedTree.delete(store);
      }
    }
  }

  @Test
  void sync_killedAndContinuedHoursLater_givesTheRowsOfOneThatWasNeverKilled() throws Exception {
    List<String> progress = new ArrayList<>();
    finished(folder.resolve("counted"), progress::add);
    List<Path> stores =
        IntStream.range(0, STORES).mapToObj(i -> folder.resolve("late" + i)).toList();
    runUntil(new Random(15).nextInt(progress.size() * STORES), stores);
    assertThat(stores).as("a store whose sync was killed").anyMatch(store -> !isComplete(store));
    Instant later = SyncFixture.NOW.plus(Duration.ofHours(2));
    Path never = folder.resolve("never");
    try (Sandbox then = SyncFixture.sandbox(later)) {
      SyncProgram.sync(never, then.baseUrl(), later, OPTIONS);
      for (Path store : stores) {
        SyncProgram.sync(store, then.baseUrl(), later, OPTIONS);
      }
    }
    List<String> expected = rowsWithoutSource(never);
    assertThat(expected.size()).isGreaterThan(500);
    for (Path store : stores) {
      assertThat(rowsWithoutSource(store).equals(expected)).as("%s", store).isTrue();
    }
  }

  private static List<String> rowsWithoutSource(Path store) throws Exception {
    return StoreContent.select(
        store,
        "SELECT * EXCLUDE (source, source_row) FROM rows ORDER BY ALL",
        "SELECT date, type, settled, rows FROM days ORDER BY type, date");
  }

  /** Finishes a sync and returns the store's content, without what the sync has replaced. */
  private List<String> finished(Path store, Consumer<String> progress) throws Exception {
    // If it was killed at its very end, or not at all, one more would rightly fetch newer days.
    if (!isComplete(store)) {
      SyncProgram.sync(store, sandbox.baseUrl(), SyncFixture.NOW, OPTIONS.progress(progress));
    }
    Ledger.at(store).importFiles(List.of(), null, line -> {});
    assertThat(rowsInDatabase(store)).isPositive();
    return StoreContent.of(store);
  }

  private boolean isComplete(Path store) {
    Manifest manifest = StoreContent.manifest(store);
    int before = store.getFileName().toString().matches("store[13579]|updated") ? olderLandings : 0;
    return manifest.landings().size() > before && manifest.unfinished() == null;
  }

  /** Returns how many rows other programs find in a store's database; 0 if there is none. */
  private static long rowsInDatabase(Path store) throws Exception {
    Path database = store.resolve("ledger.duckdb");
    if (!Files.exists(database)) {
      return 0;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*), sum(net_amount) FROM bill")) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Copies a store, whose database then is the copied one's until a sync begins. */
  private static void copy(Path store, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(store.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
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
                SyncFixture.NOW.toString(),
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
