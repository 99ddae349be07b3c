package dev.ghbilling.ledger.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.ghbilling.ledger.ImportedLedger;
import dev.ghbilling.ledger.Ledger;
import dev.ghbilling.ledger.store.LedgerAccount;
import dev.ghbilling.ledger.store.LedgerDatabase;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds exports against the facts of FOCUS that {@code columns.csv} and {@code values.csv} list:
 * column IDs, levels, nullability, types and allowed values, from the specification's versions 1.2
 * to 1.4.
 */
class LedgerExportTest {
  private static final LedgerAccount OCTO =
      new LedgerAccount("api.github.com", "enterprise", "o'cto");
  private static final List<Map<String, String>> COLUMNS = facts("columns.csv");
  private static final List<Map<String, String>> VALUES = facts("values.csv");

  /** Conditional columns whose condition GitHub fulfills, so that they must be there. */
  private static final Set<String> FULFILLED =
      Set.of(
          "BillingAccountType",
          "ConsumedQuantity",
          "ConsumedUnit",
          "ResourceId",
          "ResourceName",
          "ResourceType",
          "SubAccountId",
          "SubAccountName",
          "SubAccountType");

  private static final String[] REPORT = {
    "2026-10-31,actions,actions_linux,5,minutes,0.008,0.04,0,0.04,ann,octo,octo/service,.github/workflows/ci.yml,Platform",
    "2026-10-31,actions,actions_linux,5,minutes,0.008,0.04,0,0.04,ann,octo,octo/service,.github/workflows/ci.yml,Platform",
    "2026-11-01,copilot,copilot_ai_credits,0.8999999999999999,Credits,0.01,9.4086E-05,0,9.4086E-05,bob,octo,,,",
    "2026-11-01,git_lfs,git_lfs_storage,12345678901234567890.123456789012345678,gigabyte-hours,0.00009409,1.10,2.2,-1.1,,octo,service,,\"A, \"\"B\"\"\"",
    "2026-11-02,next_thing,next_sku,1,parsecs,1,1,1,0,,,lonely,,"
  };

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void focus_columns_areThoseOfTheVersion(FocusVersion version) throws Exception {
    List<String> header = header(focus(version, false));
    List<String> known = columns(version).map(fact -> text(fact, "column")).toList();

    assertThat(header.stream().filter(name -> !name.startsWith("x_")))
        .isSubsetOf(known)
        .containsAll(
            columns(version)
                .filter(fact -> text(fact, "level").equals("mandatory"))
                .map(fact -> text(fact, "column"))
                .toList())
        .containsAll(FULFILLED)
        .isSorted();
    assertThat(header)
        .as("FOCUS's columns first")
        .isSortedAccordingTo(LedgerExportTest::customLast);
    assertThat(header).doesNotContain("x_Username");
  }

  private static int customLast(String one, String other) {
    return Boolean.compare(one.startsWith("x_"), other.startsWith("x_"));
  }

  @ParameterizedTest
  @EnumSource
  void focus_values_haveTheTypesAndNullsOfTheVersion(FocusVersion version) throws Exception {
    List<Map<String, String>> rows = focus(version, true);

    assertThat(rows).hasSize(REPORT.length);
    for (Map<String, String> fact : columns(version).toList()) {
      String column = text(fact, "column");
      for (Map<String, String> row : rows) {
        if (!row.containsKey(column)) {
          continue;
        }
        String value = text(row, column);
        if (value.isEmpty()) {
          assertThat(text(fact, "nulls")).as(column).isEqualTo("true");
        } else if (text(fact, "type").equals("decimal")) {
          assertThat(value).as(column).matches("-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?");
        } else if (text(fact, "type").equals("datetime")) {
          assertThat(value).as(column).matches("\\d{4}-\\d\\d-\\d\\dT00:00:00Z");
        }
        List<String> allowed =
            VALUES.stream()
                .filter(each -> text(each, "column").equals(column))
                .map(each -> text(each, "value"))
                .toList();
        if (!allowed.isEmpty() && !value.isEmpty()) {
          assertThat(value).as(column).isIn(allowed);
        }
      }
    }
  }

  @Test
  void focus_rows_fulfillTheRulesBetweenColumns() throws Exception {
    for (Map<String, String> row : focus(FocusVersion.V1_2, false)) {
      Instant start = Instant.parse(text(row, "ChargePeriodStart"));
      LocalDate day = LocalDate.ofInstant(start, ZoneOffset.UTC);
      YearMonth month = YearMonth.from(day);

      assertThat(text(row, "ChargePeriodEnd")).isEqualTo(day.plusDays(1) + "T00:00:00Z");
      assertThat(text(row, "BillingPeriodStart")).isEqualTo(month.atDay(1) + "T00:00:00Z");
      assertThat(text(row, "BillingPeriodEnd"))
          .isEqualTo(month.plusMonths(1).atDay(1) + "T00:00:00Z");
      assertThat(text(row, "ResourceType").isEmpty()).isEqualTo(text(row, "ResourceId").isEmpty());
      assertThat(text(row, "SubAccountType").isEmpty())
          .isEqualTo(text(row, "SubAccountId").isEmpty());
      assertThat(text(row, "SubAccountName")).isEqualTo(text(row, "SubAccountId"));
      assertThat(text(row, "ConsumedUnit")).isEqualTo(text(row, "PricingUnit"));
      assertThat(text(row, "EffectiveCost")).isEqualTo(text(row, "BilledCost"));
      String category = text(row, "ServiceCategory");
      assertThat(VALUES)
          .anyMatch(
              fact ->
                  text(fact, "value").equals(text(row, "ServiceSubcategory"))
                      && text(fact, "parent").equals(category));
    }
  }

  @Test
  void focus_amounts_areThoseOfTheReport() throws Exception {
    List<Map<String, String>> rows = focus(FocusVersion.V1_2, true);

    assertThat(rows.stream().map(row -> text(row, "BilledCost")))
        .containsExactly("0.04", "0.04", "0.000094086", "-1.1", "0");
    assertThat(rows.stream().map(row -> text(row, "ListCost")))
        .containsExactly("0.04", "0.04", "0.000094086", "1.1", "1");
    assertThat(rows.stream().map(row -> text(row, "PricingQuantity")))
        .containsExactly(
            "5", "5", "0.8999999999999999", "12345678901234567890.123456789012345678", "1");
    assertThat(rows.stream().map(row -> text(row, "PricingUnit")))
        .containsExactly("Minutes", "Minutes", "Credits", "GB-Hours", "parsecs");
    assertThat(rows.stream().map(row -> text(row, "ServiceCategory")))
        .containsExactly(
            "Developer Tools",
            "Developer Tools",
            "AI and Machine Learning",
            "Developer Tools",
            "Developer Tools");
    assertThat(rows.stream().map(row -> text(row, "ResourceId")))
        .containsExactly("octo/service", "octo/service", "", "octo/service", "lonely");
    assertThat(rows.stream().map(row -> text(row, "x_CostCenterName")))
        .containsExactly("Platform", "Platform", "", "A, \"B\"", "");
    assertThat(rows.stream().map(row -> text(row, "x_Username")))
        .containsExactly("ann", "ann", "bob", "", "");
    assertThat(rows.stream().map(row -> text(row, "x_Source") + "#" + text(row, "x_SourceRow")))
        .doesNotHaveDuplicates();
    assertThat(rows.get(0))
        .containsEntry("BillingAccountId", "api.github.com/enterprise/o'cto")
        .containsEntry("BillingAccountName", "o'cto")
        .containsEntry("BillingAccountType", "Enterprise");
  }

  @Test
  void days_askedFor_areExportedOnly() throws Exception {
    Ledger ledger = ImportedLedger.of(folder, REPORT);
    Path file = folder.resolve("export.csv");
    try (LedgerDatabase database = ledger.database();
        Connection connection = database.connect()) {
      LocalDate first = LocalDate.of(2026, 11, 1);

      assertThat(new LedgerExport(first, first, false).writeCsv(connection, file)).isEqualTo(2);
      assertThat(new LedgerExport(first, null, false).writeCsv(connection, file)).isEqualTo(3);
      assertThat(new LedgerExport(null, first, false).writeCsv(connection, file)).isEqualTo(4);
    }
    assertThat(header(read(file))).doesNotContain("username").contains("net_amount", "source_row");
    assertThat(read(file).get(2)).containsEntry("net_amount", "0.000094086");
    assertThat(folder.resolve("export.csv.part")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Regression(
      input = "a file with a column user_email, exported without the names of users",
      before = "the column username alone is left out, and the address is in other_columns",
      now = "other_columns is left out, too")
  void columnsThatTheLedgerDoesNotKnow_areExportedWithUsersOnly(boolean users) throws Exception {
    Path report = folder.resolve("mail.csv");
    Files.writeString(
        report,
        "date,product,sku,quantity,net_amount,user_email\n2026-11-01,a,b,1,1,ann@example.com\n");
    Ledger ledger = Ledger.at(folder.resolve("mail"));
    ledger.importFiles(List.of(report), null, progress -> {});
    Path csv = folder.resolve("mail-export.csv");
    Path parquet = folder.resolve("mail-export.parquet");
    try (LedgerDatabase database = ledger.database();
        Connection connection = database.connect()) {
      LedgerExport export = new LedgerExport(null, null, users);
      export.writeCsv(connection, csv);
      export.writeParquet(connection, parquet);
    }

    assertThat(Files.readString(csv).contains("ann@example.com")).isEqualTo(users);
    assertThat(Files.readString(parquet, StandardCharsets.ISO_8859_1).contains("other_columns"))
        .isEqualTo(users);
  }

  @Test
  void parquet_readByAnotherDatabase_isTheBill() throws Exception {
    Ledger ledger = ImportedLedger.of(folder, REPORT);
    Path file = folder.resolve("bill.parquet");
    try (LedgerDatabase database = ledger.database();
        Connection connection = database.connect()) {
      assertThat(new LedgerExport(null, null, true).writeParquet(connection, file)).isEqualTo(5);
    }
    try (Connection other = java.sql.DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = other.createStatement();
        ResultSet sums =
            statement.executeQuery(
                "SELECT sum(net_amount), sum(quantity), count(username), typeof(any_value(net_amount)) FROM '"
                    + file
                    + "'")) {
      sums.next();
      assertThat(sums.getBigDecimal(1)).isEqualByComparingTo("-1.019905914");
      assertThat(sums.getBigDecimal(2))
          .isEqualByComparingTo(new BigDecimal("12345678901234567902.023456789012345578"));
      assertThat(sums.getInt(3)).isEqualTo(3);
      assertThat(sums.getString(4)).isEqualTo("DECIMAL(38,18)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-10-31,actions,actions_linux,5,,0.008,0.04,0,0.04,,octo,,,",
        "2026-10-31,actions,,5,minutes,0.008,0.04,0,0.04,,octo,,,"
      })
  void focus_rowWithoutWhatFocusDemands_isRefused(String line) throws Exception {
    Ledger ledger = ImportedLedger.of(folder, line);
    Path file = folder.resolve("focus.csv");
    try (LedgerDatabase database = ledger.database();
        Connection connection = database.connect()) {
      LedgerExport export = new LedgerExport(null, null, false);

      assertThatThrownBy(() -> export.writeFocus(connection, OCTO, FocusVersion.V1_2, file))
          .isInstanceOf(LedgerException.class)
          .hasMessageMatching(
              "row 1 of the landed file [0-9a-f]{16} has no product, SKU, quantity, unit or amount, which FOCUS demands");
    }
    assertThat(file).doesNotExist();
  }

  private List<Map<String, String>> focus(FocusVersion version, boolean users) throws Exception {
    Ledger ledger = ImportedLedger.of(folder, REPORT);
    Path file = folder.resolve("focus.csv");
    try (LedgerDatabase database = ledger.database();
        Connection connection = database.connect()) {
      new LedgerExport(null, null, users).writeFocus(connection, OCTO, version, file);
    }
    return read(file);
  }

  private static java.util.stream.Stream<Map<String, String>> columns(FocusVersion version) {
    return COLUMNS.stream()
        .filter(fact -> text(fact, "since").compareTo(version.toString()) <= 0)
        .filter(
            fact ->
                text(fact, "removed").isEmpty()
                    || text(fact, "removed").compareTo(version.toString()) > 0);
  }

  private static String text(Map<String, String> line, String column) {
    return Objects.requireNonNull(line.get(column), column);
  }

  private static List<String> header(List<Map<String, String>> rows) {
    return new ArrayList<>(rows.get(0).keySet());
  }

  private static List<Map<String, String>> read(Path file) throws IOException {
    return read(Files.readString(file));
  }

  private static List<Map<String, String>> facts(String name) {
    try (InputStream in =
        Objects.requireNonNull(LedgerExportTest.class.getResourceAsStream(name), name)) {
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Map<String, String>> read(String csv) throws IOException {
    return new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .<Map<String, String>>readValues(csv)
            .readAll()
            .stream()
            .collect(Collectors.toList());
  }
}
