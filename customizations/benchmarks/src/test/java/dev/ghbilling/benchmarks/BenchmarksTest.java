package dev.ghbilling.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether those that are compared read the same. */
@ExtendWith(SandboxExtension.class)
class BenchmarksTest {
  @ParameterizedTest
  @ValueSource(strings = {"sdk", "byHand", "stockFeign", "stockNative"})
  void call_ofEveryClient_readsTheDocumentedRow(String client, Sandbox sandbox) throws Exception {
    CallBenchmark call = new CallBenchmark();
    call.sandbox = sandbox.baseUrl().toString();
    call.client = client;
    call.connect();

    assertThat(call.call()).isEqualByComparingTo("0.8");
    call.close();
  }

  @Test
  void stream_ofBothReaders_readsTheSameItems() throws Exception {
    try (PreparedServer server = PreparedServer.open()) {
      StreamBenchmark stream = new StreamBenchmark();
      stream.prepared = server.baseUrl().toString();
      stream.size = 2000;

      // Twice 0 + 1 + ... + 999, and 0.008 an item.
      assertThat(stream.sdk()).isEqualByComparingTo("999016");
      assertThat(stream.jackson()).isEqualByComparingTo("999016");
    }
  }

  @Test
  void csv_ofBothReaders_addsUpTheSameProducts() throws Exception {
    CsvBenchmark csv = new CsvBenchmark();
    csv.size = 100;
    csv.write();

    assertThat(csv.sdk()).isEqualTo(csv.jackson()).hasSize(5).containsKey("product-4");
    csv.delete();
  }

  @Test
  void pages_ofBothReaders_countAllCommitters() throws Exception {
    try (PreparedServer server = PreparedServer.open()) {
      PagesBenchmark pages = new PagesBenchmark();
      pages.prepared = server.baseUrl().toString();
      pages.size = 3;
      pages.connect();

      assertThat(pages.sdk()).isEqualTo(300);
      assertThat(pages.byHand()).isEqualTo(300);
      pages.close();
    }
  }

  @Test
  void ledger_smallSizes_haveARowEach(@TempDir Path work) throws Exception {
    LedgerBenchmarks ledger = new LedgerBenchmarks(work, true);

    assertThat(ledger.load()).singleElement().matches(row -> row.ours() > 0 && row.theirs() > 0);
    assertThat(ledger.page()).singleElement().matches(row -> row.ours() > 0 && row.theirs() > 0);
    assertThat(work).isEmptyDirectory();
  }
}
