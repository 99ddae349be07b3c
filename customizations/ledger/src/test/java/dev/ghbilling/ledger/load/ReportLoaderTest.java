package dev.ghbilling.ledger.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportLoaderTest {
  private static final String HEADER =
      "\uFEFF\"date\",\"product\",\"sku\",\"quantity\",\"unit_type\",\"applied_cost_per_quantity\",\"gross_amount\",\"discount_amount\",\"net_amount\",\"username\",\"organization\",\"repository\",\"workflow_path\",\"cost_center_name\"\r\n";
  private static final String LINUX =
      "\"2026-10-01\",\"actions\",\"actions_linux\",\"%s\",\"minutes\",\"0.008\",\"0.08\",\"0\",\"%s\",\"ann\",\"acme\",\"\",\".github/workflows/ci.yml\",\"CC, \"\"one\"\"\"\r\n";

  @TempDir Path folder;

  @Test
  void load_asGitHubWritesIt_isExact() throws Exception {
    String report =
        HEADER
            + LINUX.formatted("10", "4.219757100000001")
            + LINUX.formatted("50000.0", "9.4086E-05")
            + LINUX.formatted("-3", "-0.5")
            + LINUX.formatted("-3", "-0.5");

    LoadedReport loaded = load(report);

    assertThat(loaded.rows().toString()).isEqualTo("{2026-10-01=4}");
    assertThat(
            select(
                loaded,
                "source_row, quantity, quantity_text, net_amount, net_amount_text, repository, cost_center_name, other_columns"))
        .containsExactly(
            "1|10.000000000000000000|null|4.219757100000001000|null|null|CC, \"one\"|null",
            "2|50000.000000000000000000|50000.0|0.000094086000000000|9.4086E-05|null|CC, \"one\"|null",
            "3|-3.000000000000000000|null|-0.500000000000000000|null|null|CC, \"one\"|null",
            "4|-3.000000000000000000|null|-0.500000000000000000|null|null|CC, \"one\"|null");
  }

  @Test
  void load_lineBreaksInQuotesAndEmptyLines_numbersRowsInOrder() throws Exception {
    int rows = 20_000;
    StringBuilder report = new StringBuilder("date,product,sku,quantity,net_amount\n");
    for (int row = 1; row <= rows; row++) {
      String product =
          row % 3 == 0 ? "\"two\nlines, \"\"%s\"".formatted("quoted ".repeat(20)) : "p";
      report.append("2026-02-03,%s,sku %d,%d,0.5".formatted(product, row, row));
      report.append(row % 7 == 0 ? "\r\n\r\n" : row == rows ? "" : "\n");
    }

    LoadedReport loaded = load(report.toString());

    assertThat(report.length()).as("longer than a buffer").isGreaterThan(ReportContent.BUFFER);
    assertThat(loaded.total()).isEqualTo(rows);
    assertThat(
            select(
                loaded,
                "count_if(sku = 'sku ' || source_row), count_if(product LIKE 'two%'), min(source_row) AS source_row"))
        .containsExactly("20000|6666|1");
  }

  @Test
  void load_otherLineBreakInTheFirstRow_isThatOfTheValue() throws Exception {
    LoadedReport loaded =
        load("date,product,sku,quantity,net_amount\n2026-02-03,\"a\r\nb\",s,1,0.5\n");

    assertThat(select(loaded, "product, sku")).containsExactly("a\r\nb|s");
  }

  @Test
  void load_otherOrderAndColumns_areBoundByName() throws Exception {
    LoadedReport loaded =
        load(
            """
            net_amount,SKU,later,date,quantity,product,empty
            1.5,s,"a
            b",2025-01-31T23:59:59Z,2,p,
            2,s,,2025-02-01,2,p,
            """);

    assertThat(select(loaded, "date, sku, net_amount, other_columns::VARCHAR, gross_amount"))
        .containsExactly(
            "2025-01-31|s|1.500000000000000000|{date='2025-01-31T23:59:59Z', later=a\nb}|null",
            "2025-02-01|s|2.000000000000000000|null|null");
  }

  @Test
  void load_manyForms_equalBigDecimal() throws Exception {
    List<String> texts = numbers().filter(ReportLoaderTest::fits).limit(20_000).toList();
    StringBuilder report = new StringBuilder(HEADER);
    texts.forEach(text -> report.append(LINUX.formatted("1", text)));

    LoadedReport loaded = load(report.toString());

    List<String> came = select(loaded, "net_amount, net_amount_text");
    for (int i = 0; i < texts.size(); i++) {
      BigDecimal number = new BigDecimal(texts.get(i));
      String plain = plain(number);
      assertThat(came.get(i))
          .isEqualTo(
              number.setScale(18).toPlainString()
                  + "|"
                  + (plain.equals(texts.get(i)) ? "null" : texts.get(i)));
    }
  }

  @Test
  void isNumber_manyForms_areThoseThatDuckDbCastsExactly() throws Exception {
    List<String> texts = numbers().limit(50_000).toList();
    int slow = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        PreparedStatement cast =
            connection.prepareStatement("SELECT TRY_CAST(?::VARCHAR AS DECIMAL(38, 18))")) {
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        BigDecimal number = new BigDecimal(text);
        if (ExactText.isNumber(text)) {
          cast.setString(1, text);
          try (ResultSet result = cast.executeQuery()) {
            result.next();
            BigDecimal came = result.getBigDecimal(1);
            assertThat(came == null || came.compareTo(number) == 0).as(text).isTrue();
          }
        } else {
          slow += fits(text) ? 1 : 0;
        }
        assertThat(ExactText.isPlainNumber(bytes, 0, bytes.length))
            .as(text)
            .isEqualTo(fits(text) && text.equals(plain(number)));
      }
    }
    assertThat(slow).as("numbers left to the slow way").isLessThan(texts.size() / 50);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Returns numbers of all sizes, in the forms that programs write. */
  private static Stream<String> numbers() {
    Random random = new Random(14);
    return Stream.generate(
        () -> {
          BigDecimal number =
              new BigDecimal(
                  new BigInteger(1 + random.nextInt(70), random), random.nextInt(24) - 3);
          number = random.nextBoolean() ? number.negate() : number;
          return switch (random.nextInt(4)) {
            case 0 -> number.toPlainString();
            case 1 -> String.format(Locale.ROOT, "%E", number.round(new MathContext(7)));
            case 2 -> number.toString();
            default -> number.stripTrailingZeros().toPlainString();
          };
        });
  }

  private static boolean fits(String text) {
    BigDecimal exact = new BigDecimal(text).stripTrailingZeros();
    return exact.scale() <= 18 && exact.precision() - exact.scale() <= 20;
  }

  @Regression(
      input = "an amount of 1.2345678901234567891, or of 9.4086E-19",
      before = "rounded by the cast, without a word",
      now = "an error with file and line")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2345678901234567891",
        "9.4086E-19",
        "123456789012345678901",
        "1E20",
        "1,5",
        "1_000",
        "NaN",
        "0x10",
        "1e9999999",
        "--1",
        "."
      })
  void load_valueThatDoesNotFit_isAnErrorWithFileAndLine(String text) {
    String report = HEADER + LINUX.formatted("1", "1") + "\r\n" + LINUX.formatted("1", text);

    assertThatThrownBy(() -> load(report))
        .isInstanceOf(UnreadableReportException.class)
        .hasMessageStartingWith("bill.csv, line 4: net_amount ")
        .hasMessageContaining(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-02-30,p,s,1,1|line 2: not a date such as 2026-08-07: 2026-02-30",
        ",p,s,1,1|line 2: the date is empty",
        "08/07/2026,p,s,1,1|line 2: not a date",
        "2026-02-03,p,s,1|line 2: 4 columns where the header has 5",
        "2026-02-03,p,s,1,1,1|line 2: 6 columns where the header has 5",
        "2026-02-03,p,s,1,\"1|near line 3",
      })
  void load_wrongRow_isAnErrorWithItsLine(String row, String message) {
    assertThatThrownBy(() -> load("date,product,sku,quantity,net_amount\n" + row + "\n"))
        .isInstanceOf(UnreadableReportException.class)
        .hasMessageStartingWith("bill.csv, ")
        .hasMessageContaining(message);
  }

  @Regression(
      input = "a report with empty net amounts, gross amounts or quantities",
      before = "counted as nothing, without a word",
      now = "an error with file and line")
  @ParameterizedTest
  @CsvSource({
    "',1,1,1', quantity",
    "'1,,1,1', gross_amount",
    "'1,1,,1', discount_amount",
    "'1,1,1,', net_amount",
    "'1,1,1,\"\"', net_amount"
  })
  void load_emptyAmount_isAnErrorWithFileAndLine(String amounts, String column) {
    assertThatThrownBy(
            () ->
                load(
                    "date,product,sku,quantity,gross_amount,discount_amount,net_amount\n"
                        + "2026-02-03,p,s,1,1,1,1\n2026-02-03,p,s,"
                        + amounts
                        + "\n"))
        .isInstanceOf(UnreadableReportException.class)
        .hasMessage("bill.csv, line 3: %s is empty", column);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
  void load_afterASpreadsheet_isExact(String charset) throws Exception {
    String report =
        """
        \uFEFFdate;username;product;sku;model;quantity;unit_type;net_amount;cost_center_name;input\r
        2026/8/7;änn;copilot;copilot_ai_credit;ModelA;2.50;ai-credits;0.025;CC1;15325\r
        """;

    LoadedReport loaded = load(report, Charset.forName(charset));

    assertThat(
            select(
                loaded,
                "date, username, quantity, quantity_text, net_amount, other_columns::VARCHAR"))
        .containsExactly(
            "2026-08-07|änn|2.500000000000000000|2.50|0.025000000000000000|{date=2026/8/7, input=15325}");
    assertThat(ReportLoader.type(folder.resolve("bill.csv"), "bill.csv", null))
        .isEqualTo(ReportType.AI_CREDIT);
  }

  @Test
  void load_premiumRequestsOf2025_areRequestsWithoutAmounts() throws Exception {
    LoadedReport loaded =
        load(
            """
            "Timestamp","User","Model","Requests Used","Exceeds Monthly Quota","Total Monthly Quota"
            "2025-06-10T05:13:27.8766440Z","ann","gpt-x","1","False","Unlimited"
            """);

    assertThat(
            select(
                loaded,
                "date, username, model, quantity::INT, exceeds_quota, total_monthly_quota, net_amount, other_columns::VARCHAR"))
        .containsExactly(
            "2025-06-10|ann|gpt-x|1|false|Unlimited|null|{date='2025-06-10T05:13:27.8766440Z'}");
    assertThat(ReportLoader.type(folder.resolve("bill.csv"), "bill.csv", null))
        .isEqualTo(ReportType.PREMIUM_REQUEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date,model,username,input,output|not a known layout of a usage report: there is no column product",
        "date,date,product,sku,quantity,net_amount|two columns have the name date",
        "<html>|HTML or XML, not a usage report",
        "{}|JSON, not a usage report"
      })
  void type_ofAnotherFile_isAnErrorOfItsFirstLine(String content, String message) throws Exception {
    Path file = Files.writeString(folder.resolve("bill.csv"), content + "\n");

    assertThatThrownBy(() -> ReportLoader.type(file, "bill.csv", null))
        .isInstanceOf(UnreadableReportException.class)
        .hasMessage("bill.csv, line 1: " + message);
  }

  @Test
  void load_gzip_isTheSame() throws Exception {
    Path file = folder.resolve("bill.csv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((HEADER + LINUX.formatted("1", "0.10")).getBytes(StandardCharsets.UTF_8));
    }

    assertThat(select(load(file), "net_amount, net_amount_text, source_row"))
        .containsExactly("0.100000000000000000|0.10|1");
  }

  private LoadedReport load(String report) throws IOException {
    return load(report, StandardCharsets.UTF_8);
  }

  private LoadedReport load(String report, Charset charset) throws IOException {
    return load(Files.write(folder.resolve("bill.csv"), report.getBytes(charset)));
  }

  private LoadedReport load(Path file) throws IOException {
    try (ReportLoader loader = ReportLoader.open(folder, 500_000_000)) {
      NumberedCopy numbered = NumberedCopy.write(file, "bill.csv", folder.resolve("numbered.csv"));
      return loader.load(file, "bill.csv", numbered, folder.resolve("bill.parquet"));
    }
  }

  private static List<String> select(LoadedReport loaded, String columns) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT %s FROM '%s' ORDER BY source_row".formatted(columns, loaded.parquet()))) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(
              result.getObject(i) instanceof BigDecimal number
                  ? number.toPlainString()
                  : result.getString(i));
        }
        rows.add(String.join("|", row.stream().map(String::valueOf).toList()));
      }
    }
    return rows;
  }
}
