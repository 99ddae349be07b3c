package dev.ghbilling.cli;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.Regression;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the demo shows and what it leaves. */
class DemoTest {
  @TempDir private Path folder;

  @Regression(
      input = "ghbilling demo",
      before = "usage of 2023, budgets check without its result, and no page",
      now = "a month with usage, each command's result, and the path of the bill's page at the end")
  @ParameterizedTest
  @CsvSource({"2026-03-02, 2026-02, 2026-02-28", "2026-03-20, 2026-03, 2026-03-20"})
  void demo_outputFolder_runsEveryStep(LocalDate day, YearMonth month, LocalDate last) {
    Instant now = Instant.now();
    Clock clock =
        Clock.offset(Clock.systemUTC(), Duration.between(now, day.atTime(12, 0).toInstant(UTC)));

    CliRun run = CliRun.at(clock, Map.of(), "demo", "--output", folder.toString());

    Path page = folder.resolve("bill.html");
    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertThat(run.errorLines())
        .hasSize(5)
        .startsWith("These totals are from the rows of all cost centers' reports.")
        .contains("Saved:")
        .endsWith("Saved " + page)
        .anyMatch(line -> line.startsWith("  " + folder + "/usage-report-"));
    assertThat(run.out())
        .contains("305", "octocat@github.com", "octokitten@github.com", "hubot")
        .containsPattern("total gigabytes bandwidth used +50")
        .containsPattern("octo-org +Actions +[0-9]+ +[0-9.]+ +")
        .containsPattern("enterprise +actions +[0-9.]+ +20000 +[0-9.]+% +ok\n")
        .containsPattern("[0-9]{4} rows, net [0-9.]+ US dollars")
        .contains("exports create --type detailed --month " + month)
        .containsPattern("end date +" + last)
        .containsSubsequence(
            "usage summary --year 2026 --month " + month.getMonthValue(),
            "usage ai-credits",
            "budgets create --scope enterprise",
            "budgets check",
            "cost-centers list",
            "exports create",
            "ledger report --month " + month,
            "retired",
            "$ ghbilling actions")
        .contains(
            "$ ghbilling cost-centers list\n",
            "$ ghbilling cost-centers add 'Cost Center Name' --login hubot\n",
            "$ ghbilling cost-centers remove 'Cost Center Name' --login hubot\n")
        .doesNotContainPattern("\\$ ghbilling .*\\b(ID|DIR)\\b")
        .endsWith("Open the page in a browser:\n" + page + "\n");
    assertThat(page).content().contains("<title>", month.toString());
  }

  @Regression(
      input = "ghbilling demo without a folder",
      before = "its folder stayed in /tmp with all files",
      now = "only the page stays, which is said")
  @Test
  void demo_withoutAFolder_leavesThePageOnly() throws Exception {
    ChildJvm.Exit exit =
        ChildJvm.of(GhbillingMain.class).options("-Djava.io.tmpdir=" + folder).run("demo");

    assertThat(exit.status()).as(exit.output()).isZero();
    List<Path> left;
    try (Stream<Path> files = Files.walk(folder)) {
      left = files.filter(Files::isRegularFile).filter(DemoTest::isOfDemo).toList();
    }
    assertThat(left).singleElement().asString().endsWith("/bill.html");
    assertThat(exit.output())
        .contains(
            "--output " + folder,
            "The page stays; the demo's other files were deleted. Open it in a browser:\n"
                + left.get(0));
  }

  private static boolean isOfDemo(Path file) {
    return file.toString().contains("ghbilling-demo-");
  }
}
