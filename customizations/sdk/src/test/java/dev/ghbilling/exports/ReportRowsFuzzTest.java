package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ghbilling.error.UnreadableReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Any file either has rows or is refused as unreadable. */
class ReportRowsFuzzTest {
  @TempDir static Path folder;

  @FuzzTest(maxDuration = "10m")
  void rows(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("report.csv"), content);
    try (Stream<UsageReportRow> rows = new UsageReportFile(file).rows()) {
      rows.forEach(row -> assertThat(row.otherColumns()).doesNotContainKey("net_amount"));
    } catch (UnreadableReportException expected) {
      assertThat(expected).hasMessageContaining("report.csv");
    }
  }
}
