package dev.ghbilling.ledger.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.Regression;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes bills as documents. */
final class BillFormatTest {
  private static Map<String, Bill> bills;

  @BeforeAll
  static void readBills() throws Exception {
    bills = BillPages.all();
  }

  @Test
  void html_everyBill_isWrittenForTheBrowserCheck() throws Exception {
    Path folder = Files.createDirectories(Path.of("target/pages"));
    for (Map.Entry<String, Bill> bill : bills.entrySet()) {
      Files.writeString(
          folder.resolve(bill.getKey() + ".html"), BillFormat.HTML.write(bill.getValue()));
      Files.writeString(
          folder.resolve(bill.getKey() + ".md"), BillFormat.MARKDOWN.write(bill.getValue()));
      Files.writeString(
          folder.resolve(bill.getKey() + ".csv"), BillFormat.CSV.write(bill.getValue()));
    }
    assertThat(folder).isDirectoryContaining("glob:**/hostile.html");
  }

  private static Bill bill(String name) {
    return Objects.requireNonNull(bills.get(name));
  }

  private static String html(String bill) {
    return BillFormat.HTML.write(bill(bill));
  }

  @Test
  void html_namesThatAreMarkup_areText() {
    String page = html("hostile");
    assertThat(page)
        .contains("&lt;script&gt;window.pwned")
        .contains("&quot;&gt;&lt;img src")
        .contains("{{title}} {{{title}}} ${title}")
        .doesNotContain("<script")
        .doesNotContain("<img")
        .doesNotContain("<iframe");
  }

  @Test
  void html_everyBill_isSelfContained() {
    assertThat(bills.keySet())
        .allSatisfy(
            bill ->
                assertThat(html(bill))
                    .startsWith("<!doctype html>")
                    .contains("default-src 'none'")
                    .doesNotContainPattern("(?i)<[^>]*\\s(src|href)=\"(?!#)")
                    .doesNotContain("http:")
                    .doesNotContain("https:")
                    .doesNotContain("url(")
                    .doesNotContain("@import"));
  }

  @Test
  void html_amounts_areRoundedWithTheirExactValue() throws Exception {
    try (LedgerRows rows = new LedgerRows()) {
      rows.landed("detailed", "2026-10-01", "2026-10-31", true)
          .row("detailed", "2026-10-01", "linux", "1234.567890000000000001", "0.004", "octo");
      String page = BillFormat.HTML.write(read(rows));
      assertThat(page)
          .contains("<data value=\"1234.567890000000000001\">$1,234.57</data>")
          .contains("<data value=\"0.004\">&lt;$0.01</data>");
    }
  }

  @Test
  void html_emptyMonth_saysThatNothingIsKnown() {
    assertThat(html("empty"))
        .contains("No day of this cycle is known")
        .contains("unknown")
        .doesNotContain("$0.00");
  }

  @ParameterizedTest
  @EnumSource(
      value = BillFormat.class,
      names = {"HTML", "MARKDOWN"})
  void write_sumOfGitHub_hasItsTime(BillFormat format) throws Exception {
    try (LedgerRows rows = new LedgerRows()) {
      rows.landed("detailed", "2026-10-01", "2026-10-10", true)
          .row("detailed", "2026-10-01", "linux", "4", "4")
          .run("INSERT INTO github_totals VALUES ('2026-10', 5, 0, 5, '2026-10-12 01:02:00')");
      assertThat(format.write(read(rows)))
          .contains("summary, 2026-10-12 01:02 UTC", "Differs by 1")
          .containsPattern("sum of the month when it was asked");
    }
  }

  @Test
  void markdown_nothingToCompareWith_saysUnknown() throws Exception {
    try (LedgerRows rows = new LedgerRows()) {
      rows.landed("detailed", "2026-10-01", "2026-10-31", true)
          .row("detailed", "2026-10-01", "linux", "4", "4", "octo");
      assertThat(BillFormat.MARKDOWN.write(read(rows)))
          .contains("| octo | \\$4.00 | \\$4.00 | \\$0.00 | 100.0% | unknown |");
    }
  }

  @Test
  void html_missingDays_areNamedAndUnknown() {
    assertThat(html("hostile"))
        .contains("Usage of Oct 8 to Oct 9 isn&#39;t known.")
        .contains("<td class=\"missing\" title=\"Oct 8: not known\">");
  }

  @Test
  void html_twoKnownDays_saysTooEarly() {
    assertThat(html("too-early"))
        .contains("Too early")
        .contains("1 of 3 needed days of the cycle are settled");
  }

  @Test
  void html_oneDay_drawsADot() {
    assertThat(html("too-early")).containsPattern("class=\"now\" d=\"M[0-9. ]+h0L");
  }

  @Test
  void html_manyRepositories_listTenAndCountTheOthers() {
    assertThat(html("many-repositories"))
        .contains("29,990 other repositories")
        .hasSizeLessThan(300_000);
  }

  @Test
  void markdown_names_stayInTheirCell() {
    String markdown = BillFormat.MARKDOWN.write(bill("hostile"));
    assertThat(markdown)
        .contains("| `` \\| a \\| b \\| # heading `code` [link](x) @octocat `` |")
        .contains("\\<script\\>")
        .doesNotContain("\u202e");
    List<Integer> cells =
        markdown
            .lines()
            .filter(line -> line.startsWith("|"))
            .map(line -> line.replaceAll("\\\\.", "").replaceAll("[^|]", "").length())
            .distinct()
            .toList();
    assertThat(cells).as("numbers of separators in lines").hasSizeLessThan(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@octo-org/security",
        "https://evil.example/x",
        "www.evil.example",
        "user@evil.example",
        ":tada:",
        "GH-12",
        "octo/site#12"
      })
  @Regression(
      input = "a cost center that is called @octo-org/security",
      before = "as it is, or with backslashes, of which GitHub makes a mention or a link",
      now = "code, of which GitHub makes neither, as in all other tables")
  void markdown_namesThatGitHubLinks_areCode(String name) throws Exception {
    try (LedgerRows rows = new LedgerRows()) {
      rows.landed("detailed", "2026-10-01", "2026-10-31", true)
          .row("detailed", "2026-10-01", "linux", "3", "3", name);
      assertThat(BillFormat.MARKDOWN.write(read(rows))).contains("| `" + name + "` |");
    }
  }

  @Test
  void csv_amounts_areExactAndFormulasAreText() throws Exception {
    try (LedgerRows rows = new LedgerRows()) {
      rows.landed("detailed", "2026-10-01", "2026-10-02", true)
          .row("detailed", "2026-10-01", "linux", "-1.000000000000000001", "-1", "=1+1");
      assertThat(BillFormat.CSV.write(read(rows)).lines())
          .startsWith("section,name,date,gross,discount,net,change,state")
          .contains("total,,,-1.000000000000000001,-0.000000000000000001,-1,,\"2 days known\"")
          .contains("day,,2026-10-02,0,0,0,,settled")
          .contains("day,,2026-10-03,,,,,unknown")
          .contains(
              "organization,\"'=1+1\",,-1.000000000000000001,-0.000000000000000001,-1,,named");
    }
  }

  @ParameterizedTest
  @EnumSource(BillFormat.class)
  void write_withoutUsers_namesNone(BillFormat format) throws Exception {
    try (LedgerRows rows = new LedgerRows()) {
      rows.landed("detailed", "2026-10-01", "2026-10-31", true)
          .row("detailed", "2026-10-01", "linux", "3", "3", "octo", "app", "monalisa");
      assertThat(format.write(read(rows))).contains("octo").doesNotContain("monalisa");
    }
  }

  private static Bill read(LedgerRows rows) throws Exception {
    return BillReader.read(rows.connection(), BillQuery.of("octo", YearMonth.of(2026, 10)));
  }
}
