package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.error.UnreadableReportException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageReportFileTest {
  @TempDir Path folder;

  @Test
  void columns_ofADetailedReport_areRead() throws IOException {
    UsageReportRow row =
        only(
            """
            \uFEFF"date","product","sku","quantity","unit_type","applied_cost_per_quantity",\
            "gross_amount","discount_amount","net_amount","username","organization","repository",\
            "workflow_path","cost_center_name"
            "2025-01-31","actions","actions_linux","12.0","minutes","0.008","0.096","0.09","0.006",\
            "mona","octo-org","octo-org/app",".github/workflows/ci.yml","Research"
            """);

    assertThat(row.date()).isEqualTo("2025-01-31");
    assertThat(row.product()).isEqualTo("actions");
    assertThat(row.sku()).isEqualTo("actions_linux");
    assertThat(row.quantity()).isEqualTo("12.0");
    assertThat(row.unitType()).isEqualTo("minutes");
    assertThat(row.appliedCostPerQuantity()).isEqualTo("0.008");
    assertThat(row.grossAmount()).isEqualTo("0.096");
    assertThat(row.discountAmount()).isEqualTo("0.09");
    assertThat(row.netAmount()).isEqualTo("0.006");
    assertThat(row.username()).isEqualTo("mona");
    assertThat(row.organization()).isEqualTo("octo-org");
    assertThat(row.repository()).isEqualTo("octo-org/app");
    assertThat(row.workflowPath()).isEqualTo(".github/workflows/ci.yml");
    assertThat(row.costCenterName()).isEqualTo("Research");
    assertThat(row.otherColumns()).isEmpty();
  }

  @Test
  void columns_inAnyOrder_areFoundByName() throws IOException {
    UsageReportRow row = only("net_amount,SKU,date\n1.50,copilot,2025-01-31\n");

    assertThat(row.netAmount()).isEqualTo("1.50");
    assertThat(row.sku()).isEqualTo("copilot");
    assertThat(row.date()).isEqualTo("2025-01-31");
  }

  @Test
  void columns_unknown_areKept() throws IOException {
    UsageReportRow row = only("Model_version,net_amount,empty\n\"GPT, 5\",0.04,\"\"\n");

    assertThat(row.otherColumns())
        .containsExactly(Map.entry("Model_version", "GPT, 5"), Map.entry("empty", ""));
  }

  @Test
  void columns_missingOrEmpty_areNull() throws IOException {
    UsageReportRow row = only("net_amount,repository,quantity\n1,\"\",\n");

    assertThat(row.repository()).isNull();
    assertThat(row.quantity()).isNull();
    assertThat(row.username()).isNull();
    assertThat(row.grossAmount()).isNull();
  }

  @Test
  void fields_quoted_mayContainQuotesCommasAndNewlines() throws IOException {
    UsageReportRow row =
        only("net_amount,cost_center_name\r\n\"1\",\"a \"\"b\"\", c\r\nd\ne\"\r\n");

    assertThat(row.costCenterName()).isEqualTo("a \"b\", c\r\nd\ne");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-x", "@SUM(A1)", " leading", "'quoted", "#comment", "ä€😀"})
  void text_ofAnyContent_isReadAsText(String text) throws IOException {
    assertThat(only("repository,net_amount\n\"%s\",1\n".formatted(text)).repository())
        .isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.4086E-05", "4.219757100000001", "-0.10", "0", "1E+3", "0.80"})
  void numbers_ofAReport_areExact(String number) throws IOException {
    assertThat(only("net_amount\n\"%s\"\n".formatted(number)).netAmount()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,5", "abc", "1.2.3", "$1", "NaN", "=1"})
  void number_invalid_isLocated(String text) throws IOException {
    Path file =
        write("date,net_amount\n2025-01-01,1\n2025-01-02,\"%s\"\n2025-01-03,1\n".formatted(text));

    assertThat(unreadable(file))
        .hasMessage("%s, line 3, column net_amount: not a number: %s".formatted(file, text));
  }

  @Test
  void lineNumber_ofARow_isWhereItStarts() throws IOException {
    Path file = write("sku,net_amount\n\"a\nb\",1\n\n\"c\nd\",x\n");

    assertThat(unreadable(file).getMessage()).contains(", line 5, ");
  }

  @Test
  void number_invalidInTheLastLine_isFound() throws IOException {
    Path file = write("sku,net_amount\na,x");

    assertThat(unreadable(file).getMessage()).contains(", line 2, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a,1,2"})
  void row_ofAnotherLength_isLocated(String row) throws IOException {
    Path file = write("sku,net_amount\n%s\nb,1\n".formatted(row));

    assertThat(unreadable(file))
        .hasMessage(
            "%s, line 2: %d columns where the header has 2"
                .formatted(file, row.split(",", -1).length));
  }

  @Test
  void quote_neverClosed_throws() throws IOException {
    assertThat(unreadable(write("sku,net_amount\n\"a,1\n")).getMessage()).contains("line 2");
  }

  @Test
  void bytes_notUtf8_throw() throws IOException {
    Path file = folder.resolve("report.csv");
    Files.write(file, "sku,net_amount\n\u00e4,1\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(unreadable(file).getMessage()).contains(file.toString());
  }

  @Test
  void file_missing_throws() {
    Path file = folder.resolve("nowhere.csv");

    assertThat(unreadable(file)).hasMessageContaining("nowhere.csv");
  }

  @Test
  void columns_ofPremiumRequests_areRead() throws IOException {
    UsageReportRow row =
        only("net_amount,model,exceeds_quota,total_monthly_quota\n\"0.04\",GPT-5,False,\"300\"\n");

    assertThat(row.model()).isEqualTo("GPT-5");
    assertThat(row.exceedsQuota()).isFalse();
    assertThat(row.totalMonthlyQuota()).isEqualTo("300");
    assertThat(row.otherColumns()).isEmpty();
  }

  @Test
  void quota_unlimited_isNull() throws IOException {
    assertThat(only("net_amount,total_monthly_quota\n1,Unlimited\n").totalMonthlyQuota()).isNull();
  }

  @Test
  void boolean_invalid_isLocated() throws IOException {
    assertThat(unreadable(write("net_amount,exceeds_quota\n1,perhaps\n")))
        .hasMessageEndingWith(", line 2, column exceeds_quota: neither true nor false: perhaps");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E1001", "1E-1001", "1E999999999", "-1e-2147483647"})
  void exponent_outOfRange_throws(String number) throws IOException {
    assertThat(unreadable(write("net_amount\n%s\n".formatted(number))))
        .hasMessageEndingWith(
            ", line 2, column net_amount: the exponent is out of range: " + number);
  }

  @Test
  void number_ofTooManyDigits_throws() throws IOException {
    assertThat(unreadable(write("net_amount\n%s\n".formatted("9".repeat(1_001)))))
        .hasMessageEndingWith(", line 2, column net_amount: a number of 1001 characters");
  }

  @Test
  void columns_ofTheSameName_throw() throws IOException {
    assertThat(unreadable(write("net_amount,Sku,sku\n1,a,b\n")))
        .hasMessageEndingWith(", line 1: two columns have the name sku");
  }

  @Test
  void header_withoutEnd_throws() throws IOException {
    assertThat(unreadable(write(",".repeat(100_000))))
        .hasMessageEndingWith(", line 1: 100001 columns; a usage report has fewer");
  }

  @Test
  void field_withoutEnd_throws() throws IOException {
    assertThat(unreadable(write("net_amount,sku\n1,\"" + "x".repeat(2_000_000))))
        .hasMessageContaining("near line 2");
  }

  @Test
  void file_compressed_isReadLikeThePlainOne() throws IOException {
    assertThat(rows(compressed("\uFEFFnet_amount\r\n\"1.50\"\r\n")))
        .singleElement()
        .satisfies(row -> assertThat(row.netAmount()).isEqualTo("1.50"));
  }

  @Test
  void file_compressedAndCutOff_throws() throws IOException {
    Path file = compressed("net_amount\n" + "1\n".repeat(1_000));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 9));

    assertThat(unreadable(file))
        .hasMessageContaining("report.csv")
        .hasMessageEndingWith("damaged gzip");
  }

  @Test
  void file_compressedWithSomethingAfterItsEnd_throws() throws IOException {
    Path file = compressed("net_amount\n1\n");
    Files.writeString(file, "garbage", StandardOpenOption.APPEND);

    assertThat(unreadable(file)).hasMessageEndingWith("gzip with something after its end");
  }

  @Test
  void fault_inOneFile_isThrownAgain() throws IOException {
    Path file = write("net_amount,sku\n1,\"a\"b\n2,c\n");
    try (Stream<UsageReportRow> rows = new UsageReportFile(file).rows()) {
      Iterator<UsageReportRow> each = rows.iterator();
      assertThatExceptionOfType(UnreadableReportException.class).isThrownBy(each::next);
      assertThatExceptionOfType(UnreadableReportException.class).isThrownBy(each::hasNext);
    }
  }

  @Test
  void header_alone_hasNoRows() throws IOException {
    try (Stream<UsageReportRow> rows = new UsageReportFile(write("date,net_amount\n")).rows()) {
      Iterator<UsageReportRow> each = rows.iterator();
      assertThat(each.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(each::next);
    }
  }

  @Test
  void lines_empty_areSkipped() throws IOException {
    assertThat(rows("date,net_amount\n\n2025-01-01,1\n\n\n2025-01-02,2\n\n")).hasSize(2);
  }

  @Test
  void rows_ofAFile_areReadLazily() throws IOException {
    Path file = folder.resolve("large.csv");
    int count = 200_000;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("date,sku,net_amount\n");
      for (int i = 0; i < count; i++) {
        out.write("\"2025-01-01\",\"sku_%d\",\"0.01\"\n".formatted(i));
      }
      out.write("broken\n");
    }

    try (Stream<UsageReportRow> rows = new UsageReportFile(file).rows()) {
      Iterator<UsageReportRow> each = rows.iterator();
      for (int i = 0; i < count; i++) {
        assertThat(each.next().sku()).isEqualTo("sku_" + i);
      }
      assertThatExceptionOfType(UnreadableReportException.class)
          .isThrownBy(each::next)
          .withMessageContaining(", line %d: 1 columns".formatted(count + 2));
    }
  }

  private UsageReportRow only(String content) throws IOException {
    List<UsageReportRow> rows = rows(content);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private List<UsageReportRow> rows(String content) throws IOException {
    return rows(write(content));
  }

  private static List<UsageReportRow> rows(Path file) {
    try (Stream<UsageReportRow> rows = new UsageReportFile(file).rows()) {
      return rows.toList();
    }
  }

  private static UnreadableReportException unreadable(Path file) {
    return catchThrowableOfType(UnreadableReportException.class, () -> rows(file));
  }

  private Path compressed(String content) throws IOException {
    Path file = folder.resolve("report.csv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("report.csv"), content);
  }
}
