package dev.ghbilling.ledger;

import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.ledger.sync.SyncResult;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox with usage of each day, and a store that is synced with it. */
abstract class SyncFixture {
  static final Instant NOW = Instant.parse("2025-12-10T12:00:00Z");

  @TempDir Path folder;
  Path store;
  Sandbox sandbox;

  @BeforeEach
  void startSandbox() {
    store = folder.resolve("store");
    sandbox = sandbox(NOW);
  }

  @AfterEach
  void stopSandbox() {
    sandbox.close();
  }

  static Sandbox sandbox(Instant now) {
    return Sandbox.builder()
        .asObserved(true)
        .usageItems(7_300)
        .clock(Clock.fixed(now, ZoneOffset.UTC))
        .exportDelay(Duration.ZERO)
        .start();
  }

  /** Goes on with another sandbox, whose time it is. */
  void restartSandbox(Instant now) {
    sandbox.close();
    sandbox = sandbox(now);
  }

  SyncResult sync(Instant now, SyncOptions options) {
    return SyncProgram.sync(store, sandbox.baseUrl(), now, options);
  }

  /** Lets every export be a report with one row of each of these days. */
  void serve(String... days) {
    sandbox.faults().clear();
    sandbox.faults().onDownload().everyCall().inject(Fault.body(200, "text/csv", detailed(days)));
  }

  static String detailed(String... days) {
    return Arrays.stream(days)
        .map(day -> day + ",actions,actions_linux,1,0.5,ann\n")
        .collect(Collectors.joining("", "date,product,sku,quantity,net_amount,username\n", ""));
  }

  List<String> select(String sql) throws Exception {
    return StoreContent.select(store, sql);
  }
}
