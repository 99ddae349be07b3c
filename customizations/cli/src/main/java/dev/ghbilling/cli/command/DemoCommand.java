package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.OutputFolder;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.Grid;
import dev.ghbilling.cli.output.PlainDecimal;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetAlerting;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetScope;
import dev.ghbilling.client.model.BudgetType;
import dev.ghbilling.client.model.BudgetUpdate;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.exports.Export;
import dev.ghbilling.exports.UsageReportFile;
import dev.ghbilling.exports.UsageReportRow;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.usage.EnterpriseTotals.Source;
import dev.ghbilling.usage.UsageDimension;
import dev.ghbilling.usage.UsageQuery;
import dev.ghbilling.usage.UsageTotals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs every kind of call against a sandbox and explains the results. */
@Command(
    name = "demo",
    description = {
      "Show every kind of request against a sandbox on this machine. No setup, token or network is needed.",
      "The responses are the examples of GitHub's documentation."
    })
public final class DemoCommand implements Runnable {
  private final Console console;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "The folder for the downloaded report. Default: a temporary folder, removed at the end.")
  private @Nullable Path folder;

  /** Creates the command. */
  public DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    if (folder != null) {
      OutputFolder.require(folder);
      tour(folder);
      return;
    }
    Path temporary = temporaryFolder();
    try {
      tour(temporary);
    } finally {
      remove(temporary);
    }
  }

  private void tour(Path target) {
    try (Sandbox sandbox = Sandbox.builder().start();
        GitHubBilling billing =
            GitHubBilling.builder()
                .baseUrl(sandbox.baseUrl())
                .enterprise(sandbox.enterprise())
                .token("demo")
                .build()) {
      say(
          "A sandbox serves the API at %s for the enterprise %s."
              .formatted(sandbox.baseUrl(), sandbox.enterprise()));
      YearMonth month = usage(billing);
      budgets(billing);
      costCenters(billing);
      aiCredits(billing, month);
      committers(billing);
      export(billing, month, target);
      if (folder == null) {
        say("The report is removed now; --output DIR keeps it.");
      }
      retired(billing);
      say("");
      say("That is the whole tour. To call GitHub instead, set GH_TOKEN and run, for example:");
      say(
          "  ./ghbilling usage --enterprise YOUR-ENTERPRISE --year 2026 --month 1 --all-cost-centers"
              + " --group-by product");
    }
  }

  private void budgets(GitHubBilling billing) {
    heading(
        "Budgets: create one, change and delete it",
        "budgets create --scope enterprise --type ProductPricing --product-sku actions --amount 200",
        "budgets update ID --amount 300",
        "budgets delete ID",
        "budgets check --fail-over 90%");
    Budget budget =
        billing
            .budgets()
            .create(
                BudgetRequest.builder()
                    .budgetScope(BudgetScope.ENTERPRISE)
                    .budgetType(BudgetType.PRODUCT_PRICING)
                    .budgetProductSku("actions")
                    .budgetAmount(200)
                    .preventFurtherUsage(false)
                    .budgetAlerting(
                        BudgetAlerting.builder()
                            .willAlert(false)
                            .alertRecipients(List.of())
                            .build())
                    .build());
    say("created %s: %d US dollars".formatted(budget.id(), budget.budgetAmount()));
    budget =
        billing.budgets().update(budget.id(), BudgetUpdate.builder().budgetAmount(300L).build());
    say("changed %s: %d US dollars".formatted(budget.id(), budget.budgetAmount()));
    billing.budgets().delete(budget.id());
    say("deleted %s".formatted(budget.id()));
    say("budgets that remain: %d".formatted(billing.budgets().list().stream().count()));
  }

  private void aiCredits(GitHubBilling billing, YearMonth month) {
    heading(
        "AI credits in " + month + " by model, in US dollars",
        "usage ai-credits --year %d --month %d".formatted(month.getYear(), month.getMonthValue()));
    console.table(
        UsageGrids.sums(
            ResultJson.of(
                    billing
                        .usage()
                        .aiCredits(
                            query -> query.year(month.getYear()).month(month.getMonthValue())))
                .path("usageItems")));
  }

  /** Shows what GitHub no longer offers, as its documents have it. */
  private void retired(GitHubBilling billing) {
    say("");
    say(
        "The last three operations are retired: GitHub has responded to them with 410 since September"
            + " 2025. The sandbox still has their documented examples.");
    heading("Retired: minutes of GitHub Actions", "actions");
    show(billing.actions());
    heading("Retired: gigabytes transferred out of GitHub Packages", "packages");
    show(billing.packages());
    heading("Retired: storage shared by Actions and Packages, in gigabytes", "storage");
    show(billing.sharedStorage());
  }

  private void committers(GitHubBilling billing) {
    heading("GitHub Advanced Security: committers who use a license", "committers");
    show(billing.advancedSecurity().get());
  }

  private void costCenters(GitHubBilling billing) {
    CostCenter center = billing.costCenters().list().costCenters().get(0);
    List<String> newcomer = List.of("hubot");
    heading(
        "Cost centers: add a user and remove it again",
        "cost-centers list",
        "cost-centers add-users %s hubot".formatted(center.id()),
        "cost-centers remove-users %s hubot".formatted(center.id()));
    say("Charged to %s: %s".formatted(center.name(), members(billing, center)));
    say(
        "add-users hubot:    %s"
            .formatted(billing.costCenters().addUsers(center.id(), newcomer).message()));
    say("Charged to %s: %s".formatted(center.name(), members(billing, center)));
    say(
        "remove-users hubot: %s"
            .formatted(billing.costCenters().removeUsers(center.id(), newcomer).message()));
    say("Charged to %s: %s".formatted(center.name(), members(billing, center)));
  }

  private static String members(GitHubBilling billing, CostCenter center) {
    return billing.costCenters().list().costCenters().stream()
        .filter(listed -> listed.id().equals(center.id()))
        .flatMap(listed -> listed.resources().stream())
        .map(resource -> resource.name())
        .collect(Collectors.joining(", "));
  }

  private YearMonth usage(GitHubBilling billing) {
    UsageItem documented =
        billing.api(UsageApi.class).getUsageReport(billing.enterprise()).usageItems().get(0);
    YearMonth month = YearMonth.parse(documented.date().substring(0, "2023-08".length()));
    String period = "--year %d --month %d".formatted(month.getYear(), month.getMonthValue());
    heading("A summary of the usage in " + month + ", in US dollars", "usage summary " + period);
    console.table(
        UsageGrids.sums(
            ResultJson.of(
                    billing
                        .usage()
                        .summary(query -> query.year(month.getYear()).month(month.getMonthValue())))
                .path("usageItems")));
    heading(
        "The same by product, from the rows of the report",
        "usage %s --group-by product".formatted(period));
    UsageReport report = billing.usage().report(UsageQuery.month(month));
    console.table(
        GroupedUsage.all(
                Set.of(Source.REPORTS), UsageTotals.of(report.usageItems(), UsageDimension.PRODUCT))
            .grid());
    return month;
  }

  private void export(GitHubBilling billing, YearMonth month, Path target) {
    LocalDate first = month.atDay(1);
    LocalDate last = month.atEndOfMonth();
    heading(
        "A detailed report of the same month: request, wait, download, read",
        "exports create --type detailed --start %s --end %s --output DIR".formatted(first, last));
    Export export =
        billing
            .exports()
            .request(
                UsageReportExportRequest.builder()
                    .reportType(UsageReportType.DETAILED)
                    .startDate(first)
                    .endDate(last)
                    .build());
    ExportProgress progress = new ExportProgress(console);
    say("export %s is %s".formatted(export.id(), export.get().status()));
    say(
        "export %s is %s"
            .formatted(export.id(), progress.await(export, Duration.ofMinutes(1)).status()));
    for (Path file : progress.download(export, target)) {
      say("downloaded %s".formatted(file.toAbsolutePath()));
      read(file);
    }
  }

  private void read(Path file) {
    long count = 0;
    BigDecimal net = BigDecimal.ZERO;
    try (Stream<UsageReportRow> rows = new UsageReportFile(file).rows()) {
      for (Iterator<UsageReportRow> each = rows.iterator(); each.hasNext(); ) {
        UsageReportRow row = each.next();
        count++;
        net = row.netAmount() == null ? net : net.add(row.netAmount());
      }
    }
    say(
        "%d %s, net %s US dollars"
            .formatted(count, count == 1 ? "row" : "rows", PlainDecimal.of(net)));
  }

  private void show(Object result) {
    console.table(Grid.of(ResultJson.forPeople(result)));
  }

  private void heading(String text, String... commands) {
    say("");
    say("== %s".formatted(text));
    for (String command : commands) {
      say("   $ ghbilling %s".formatted(command));
    }
  }

  private void say(String line) {
    console.line(line);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("ghbilling-demo-");
    } catch (IOException e) {
      throw new UncheckedIOException("can't create a temporary folder: give one with --output", e);
    }
  }

  private void remove(Path temporary) {
    try (Stream<Path> files = Files.list(temporary)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(temporary);
    } catch (IOException e) {
      console.note("ghbilling: can't remove the temporary folder " + temporary);
    }
  }
}
