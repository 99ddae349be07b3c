package dev.ghbilling.ledger.page;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bills whose pages {@code browser/check} looks at, by the name of their file. */
final class BillPages {
  /** Names in many scripts, and such as would run or break a page that doesn't escape them. */
  static final String[] NAMES = {
    "octo-org/plain",
    "組織/リポジトリ-長い名前のリポジトリ",
    "مؤسسة/مستودع-العربية",
    "ארגון/מאגר",
    "संगठन/भंडार",
    "องค์กร/ที่เก็บ",
    "조직/저장소",
    "организация/репозиторий-с-очень-длинным-названием-которое-не-помещается-в-строку",
    "👩‍👩‍👧‍👦/🏳️‍🌈",
    "zalgo/ą̷̢̧̡̛̱̳̭̤̱͔͇̜̖̹̥̟̗̬̲̯̣̘̇̀̋͋́̿̂̎̃̍̏̄̽̚̚͜͝͝",
    "<script>window.pwned=1</script>",
    "\"><img src=x onerror=window.pwned=1>",
    "</style></title><iframe>&lt;&amp;",
    "{{title}} {{{title}}} ${title}",
    "| a | b |\n# heading `code` [link](x) @octocat",
    "=HYPERLINK(\"x\")",
    "rtl-override/\u202Egnp.exe",
    "a".repeat(200)
  };

  private BillPages() {}

  static Map<String, Bill> all() throws Exception {
    Map<String, Bill> bills = new LinkedHashMap<>();
    bills.put("running", read(3, 3, 400, "2026-10-22", "2026-10-17", "5000"));
    bills.put("one-product", read(1, 3, 400, "2026-10-31", "2026-10-31", null));
    bills.put("forty-products", read(40, 60, 400, "2026-10-31", "2026-10-28", "1000000"));
    bills.put("many-repositories", read(6, 30_000, 62, "2026-10-20", "2026-10-15", "90000"));
    bills.put("too-early", read(3, 3, 400, "2026-10-02", "2026-10-01", "5000"));
    try (LedgerRows rows = new LedgerRows()) {
      bills.put("empty", BillReader.read(rows.connection(), query(null)));
    }
    bills.put("hostile", hostile());
    return bills;
  }

  private static BillQuery query(@Nullable String budget) {
    return BillQuery.of("octo-enterprise", YearMonth.of(2026, 10))
        .withUsers(true)
        .withBudget(budget == null ? null : new BigDecimal(budget));
  }

  /**
   * Reads a bill of generated usage up to October 2026, of which each day has each product. It
   * grows, and is less on weekends.
   */
  private static Bill read(
      int products,
      int repositories,
      int days,
      String known,
      String settled,
      @Nullable String budget)
      throws Exception {
    try (LedgerRows rows = new LedgerRows()) {
      rows.run(
              """
              INSERT INTO rows BY NAME
              SELECT day AS date, 'Product ' || p AS product, 'Product ' || p || ' SKU ' || (r %% 3) AS sku,
                'org-' || (r %% 5) AS organization, 'repository-' || r AS repository,
                'user-' || (r %% 50) AS username, '.github/workflows/build-' || (r %% 4) || '.yml' AS workflow_path,
                CASE WHEN r %% 4 > 0 THEN 'Center ' || (r %% 4) END AS cost_center_name,
                gross AS gross_amount, gross - net AS discount_amount, net AS net_amount,
                'detailed' AS type, strftime(day, '%%Y-%%m') AS billing_month
              FROM (
                SELECT *, CAST(round(gross * 0.9, 6) AS DECIMAL(38, 18)) AS net FROM (
                  SELECT CAST(d AS DATE) AS day, p, r,
                    CAST(round(40.0 / (1 + r) * (1 + p %% 7) * (CASE WHEN isodow(d) > 5 THEN 0.3 ELSE 1 END)
                      * (1 + 0.001 * date_diff('day', DATE '2025-09-01', CAST(d AS DATE)))
                      * (0.8 + (hash(d, p, r %% 97) %% 400) / 1000.0), 6) AS DECIMAL(38, 18)) AS gross
                  FROM range(DATE '%s' - INTERVAL %d DAY, DATE '%s' + INTERVAL 1 DAY, INTERVAL 1 DAY) AS days(d),
                    range(%d) AS products(p), range(%d) AS repositories(r)
                  WHERE r < 60 OR (r + date_diff('day', DATE '2025-09-01', CAST(d AS DATE))) %% 20 = 0 AND p = r %% %d
                )
              )
              """
                  .formatted(known, days, known, products, repositories, products))
          .landed("detailed", LocalDate.parse(known).minusDays(days).toString(), settled, true);
      if (known.compareTo(settled) > 0) {
        rows.landed("detailed", LocalDate.parse(settled).plusDays(1).toString(), known, false);
      }
      return BillReader.read(rows.connection(), query(budget));
    }
  }

  /** Names of every script, days that are missing, credits, and amounts below a cent. */
  private static Bill hostile() throws Exception {
    try (LedgerRows rows = new LedgerRows()) {
      rows.landed("detailed", "2026-09-01", "2026-10-07", true)
          .landed("detailed", "2026-10-10", "2026-10-10", true)
          .landed("detailed", "2026-10-11", "2026-10-15", false)
          .landed("usage", "2026-10-11", "2026-10-15", false)
          .row("usage", "2026-10-11", "other", "1", "1");
      for (int i = 0; i < NAMES.length; i++) {
        String name = NAMES[i];
        String amount = new BigDecimal("0.0012345").scaleByPowerOfTen(i % 7).toPlainString();
        rows.row(
                "detailed",
                "2026-10-0" + (1 + i % 7),
                name,
                amount,
                amount,
                name,
                name,
                name,
                name,
                name)
            .row("detailed", "2026-10-13", name, "-0.5", "-0.5", name, name, name, name, name)
            .row("detailed", "2026-09-03", name, "3", "2.99", name, name, name, name, name);
      }
      rows.run("UPDATE rows SET product = sku")
          .run(
              "INSERT INTO rows BY NAME SELECT * REPLACE ('ai_credit' AS type, sku AS model) FROM rows WHERE type = 'detailed' AND date = DATE '2026-10-13'");
      return BillReader.read(
          rows.connection(),
          BillQuery.of(NAMES[11], YearMonth.of(2026, 10))
              .withUsers(true)
              .withBudget(BigDecimal.ONE));
    }
  }
}
