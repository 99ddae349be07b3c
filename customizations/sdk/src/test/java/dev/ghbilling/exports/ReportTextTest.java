package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.testkit.LinearTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of any text are read in time linear in its length. */
class ReportTextTest {
  @TempDir private Path folder;

  @Test
  void header_ofAnyText_takesLinearTime() throws InterruptedException {
    LinearTime.require(text -> read("net_amount," + text + "\n1,2\n"));
    LinearTime.require(text -> read(text + ";b\n1;2\n"));
  }

  @Test
  void row_ofAnyText_takesLinearTime() throws InterruptedException {
    LinearTime.require(text -> read("net_amount,product\n1," + text + "\n"));
    LinearTime.require(text -> read("net_amount,product\n" + text + ",1\n"));
  }

  @Test
  void columns_manyUnknown_areRefused() {
    String names =
        IntStream.range(0, 5_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));

    assertThatExceptionOfType(UnreadableReportException.class)
        .isThrownBy(() -> rows("net_amount," + names + "\n"))
        .withMessageEndingWith("line 1: 5001 columns; a usage report has fewer");
  }

  @Test
  void row_longerThanTheMemoryMayBe_isRefused() {
    String long1 = "a".repeat(999_999);

    assertThatExceptionOfType(UnreadableReportException.class)
        .isThrownBy(() -> rows("net_amount,a,b,c\n1,%1$s,%1$s,%1$s\n".formatted(long1)))
        .withMessageEndingWith("line 2: the row has more than 2000000 characters");
    assertThat(rows("net_amount,a,b\n1,%1$s,%1$s\n".formatted(long1))).hasSize(1);
  }

  private void read(String content) {
    try {
      rows(content);
    } catch (UnreadableReportException e) {
      assertThat(e.getMessage()).hasSizeLessThan(2_100);
    }
  }

  private List<UsageReportRow> rows(String content) {
    try {
      Path file = Files.writeString(folder.resolve("report.csv"), content);
      try (Stream<UsageReportRow> rows = new UsageReportFile(file).rows()) {
        return rows.toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
