package dev.ghbilling.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.LedgerStore;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.Regression;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a store with other programs: another sync, a full disk, and one that adds up. */
class StoreProcessTest {
  private static final Instant NOW = SyncFixture.NOW;
  private static final String SINCE = "2025-11-20";

  @TempDir Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void startSandbox() {
    sandbox = SyncFixture.sandbox(NOW);
  }

  @AfterEach
  void stopSandbox() {
    sandbox.close();
  }

  @Regression(
      input = "a second sync within the process that has the folder locked, then one of another",
      before =
          "the refusal of the second gave up the lock, and the third deleted the first's files",
      now = "both are refused")
  @Test
  void sync_whileAnotherProcessRuns_saysSoAndStops() throws Exception {
    Path store = folder.resolve("store");
    try (LedgerStore running = LedgerStore.lock(store, NOW)) {
      assertThat(running.manifest().landings()).isEmpty();
      assertThatThrownBy(() -> LedgerStore.lock(store, NOW)).isInstanceOf(LedgerException.class);
      ChildJvm.Exit exit =
          ChildJvm.of(SyncProgram.class)
              .run(
                  sandbox.baseUrl().toString(),
                  NOW.toString(),
                  SINCE,
                  "DETAILED",
                  store.toString());

      assertThat(exit.status()).isEqualTo(1);
      assertThat(exit.output())
          .contains(
              "LedgerException: another sync of %s is running (process %d since %s); nothing was done"
                  .formatted(store, ProcessHandle.current().pid(), NOW));
      assertThat(sandbox.requests()).isEmpty();
    }
  }

  @Test
  void sync_fullDisk_failsAndGoesOnWhenThereIsSpace() throws Exception {
    Path mount = Files.createDirectories(folder.resolve("small"));
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-rm",
                "bash",
                "-c",
                "mount -t tmpfs -o size=4m tmpfs \"$0\" && exec \"$@\"",
                mount.toString()));
    ProcessBuilder program =
        ChildJvm.of(FullDiskProgram.class)
            .process(mount.toString(), sandbox.baseUrl().toString(), NOW.toString(), SINCE);
    command.addAll(program.command());

    Process process = program.command(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("5 full disks, all stores equal");
  }

  @Test
  void sums_ofEachTypeAndMonth_equalThoseThatPythonAddsUp() throws Exception {
    Path store = folder.resolve("store");
    SyncOptions options = SyncOptions.DEFAULT.since(LocalDate.parse(SINCE));
    SyncProgram.sync(store, sandbox.baseUrl(), NOW, options);
    sandbox.close();
    Instant later = NOW.plus(Duration.ofDays(3));
    sandbox = SyncFixture.sandbox(later);
    SyncProgram.sync(store, sandbox.baseUrl(), later, options);
    Path script = folder.resolve("sums.py");
    try (var in = StoreProcessTest.class.getResourceAsStream("sums.py")) {
      Files.copy(in, script);
    }

    Process python =
        new ProcessBuilder("python3", script.toString(), store.toString())
            .redirectErrorStream(true)
            .start();
    List<String> added =
        new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();

    assertThat(python.waitFor()).as(String.join("\n", added)).isZero();
    assertThat(added).hasSize(8);
    assertThat(
            StoreContent.select(
                store,
                "SELECT type, billing_month, count(*), sum(quantity), sum(gross_amount), sum(discount_amount), sum(net_amount) FROM rows GROUP BY ALL ORDER BY ALL"))
        .isEqualTo(added);
  }
}
