package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.OutputFolder;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.PlainDecimal;
import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetAlerting;
import dev.ghbilling.client.model.BudgetRequest;
import dev.ghbilling.client.model.BudgetScope;
import dev.ghbilling.client.model.BudgetType;
import dev.ghbilling.client.model.BudgetUpdate;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.exports.Export;
import dev.ghbilling.exports.UsageReportFile;
import dev.ghbilling.exports.UsageReportRow;
import dev.ghbilling.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes every kind of call against a sandbox, and shows each command with its result. */
@Command(
    name = "demo",
    description = {
      "Show every kind of request against a sandbox on this machine. No setup, token or network is needed.",
      "Usage is made up; the other responses are the examples of GitHub's documentation. The last line is the path of an HTML page with the bill of a month."
    })
public final class DemoCommand implements Callable<Integer> {
  /** How many days the month of the demo has lasted at least, so that there is usage. */
  private static final int DAYS = 10;

  private static final String PAGE = "bill.html";

  private final Console console;
  private final Function<Console, CommandLine> program;

  /** The variables of the commands that the demo runs, which it sets. */
  private final Map<String, String> environment = new HashMap<>();

  private final Console commands;

  private int status;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "The folder for the page and the downloaded report. Default: a temporary folder, in which only the page is kept.")
  private @Nullable Path folder;

  /**
   * Creates the command.
   *
   * @param program makes the program whose commands the demo runs
   */
  public DemoCommand(Console console, Function<Console, CommandLine> program) {
    this.console = console;
    this.program = program;
    int day = console.today().getDayOfMonth();
    // Early in a month there is little usage; the last day of the one before has more.
    Duration past = day > DAYS ? Duration.ZERO : Duration.ofDays(day);
    this.commands = console.with(environment, Clock.offset(console.clock(), past.negated()));
  }

  @Override
  public Integer call() {
    if (folder != null) {
      OutputFolder.require(folder);
      tour(folder);
      return status;
    }
    Path temporary = temporaryFolder();
    try {
      tour(temporary);
    } finally {
      removeAllButThePage(temporary);
    }
    return status;
  }

  private void tour(Path target) {
    YearMonth month = YearMonth.from(commands.today());
    Path page = target.resolve(PAGE);
    try (Sandbox sandbox = Sandbox.builder().history(2).clock(commands.clock()).start();
        GitHubBilling billing =
            GitHubBilling.builder()
                .baseUrl(sandbox.baseUrl())
                .enterprise(sandbox.enterprise())
                .token("demo")
                .build()) {
      environment.put("GITHUB_API_URL", sandbox.baseUrl().toString());
      environment.put("GITHUB_ENTERPRISE", sandbox.enterprise());
      environment.put("GH_TOKEN", "demo");
      console
          .variable("GHBILLING_COLUMNS")
          .ifPresent(columns -> environment.put("GHBILLING_COLUMNS", columns));
      say(
          "A sandbox serves the API at %s for the enterprise %s."
              .formatted(sandbox.baseUrl(), sandbox.enterprise()));
      usage(month);
      budgets(billing);
      costCenters(billing);
      committers();
      export(billing, month, target);
      bill(month, page);
      retired();
    }
    say("");
    say("That is the whole tour. To call GitHub instead, set GH_TOKEN and run, for example:");
    say(
        "  ghbilling usage --enterprise YOUR-ENTERPRISE --year 2026 --month 1 --all-cost-centers"
            + " --group-by product");
    if (Files.exists(page)) {
      say("");
      say(
          folder == null
              ? "The page stays; the demo's other files were deleted. Open it in a browser:"
              : "The report and the page are in %s. Open the page in a browser:".formatted(folder));
      say(page.toAbsolutePath().toString());
    }
  }

  private void budgets(GitHubBilling billing) {
    heading(
        "Budgets: create one, change, check and delete it",
        "budgets create --scope enterprise --type ProductPricing --product-sku actions --amount 10000",
        "budgets update ID --amount 20000",
        "budgets delete ID");
    Budget budget =
        billing
            .budgets()
            .create(
                BudgetRequest.builder()
                    .budgetScope(BudgetScope.ENTERPRISE)
                    .budgetType(BudgetType.PRODUCT_PRICING)
                    .budgetProductSku("actions")
                    .budgetAmount(10_000)
                    .preventFurtherUsage(false)
                    .budgetAlerting(
                        BudgetAlerting.builder()
                            .willAlert(false)
                            .alertRecipients(List.of())
                            .build())
                    .build());
    say("created %s: %d US dollars".formatted(budget.id(), budget.budgetAmount()));
    budget =
        billing.budgets().update(budget.id(), BudgetUpdate.builder().budgetAmount(20_000L).build());
    say("changed %s: %d US dollars".formatted(budget.id(), budget.budgetAmount()));
    run("budgets check --fail-over 90%", budget.id());
    billing.budgets().delete(budget.id());
    say("deleted %s".formatted(budget.id()));
    say("budgets that remain: %d".formatted(billing.budgets().list().stream().count()));
  }

  /** Shows what GitHub no longer offers, as its documents have it. */
  private void retired() {
    say("");
    say(
        "The last three operations are retired: GitHub has responded to them with 410 since September"
            + " 2025. The sandbox still has their documented examples.");
    heading("Retired: minutes of GitHub Actions");
    run("actions");
    heading("Retired: gigabytes transferred out of GitHub Packages");
    run("packages");
    heading("Retired: storage shared by Actions and Packages, in gigabytes");
    run("storage");
  }

  private void committers() {
    heading("GitHub Advanced Security: committers who use a license");
    run("committers");
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

  private void usage(YearMonth month) {
    String[] period = {"--year", "" + month.getYear(), "--month", "" + month.getMonthValue()};
    heading("A summary of the usage in " + month + ", in US dollars");
    run("usage summary", period);
    heading("The same of each organization and product, the largest first");
    run("usage --all-cost-centers --group-by organization,product --top 5", period);
    heading("AI credits by model");
    run("usage ai-credits", period);
  }

  private void bill(YearMonth month, Path page) {
    heading("The bill of " + month + " as a page, with the month before it and a forecast");
    run("ledger report --month " + month, "--output", page.toString());
    say(
        "From a store, which ledger sync keeps, it also has users, workflows and a better forecast.");
  }

  private void export(GitHubBilling billing, YearMonth month, Path target) {
    LocalDate first = month.atDay(1);
    LocalDate today = commands.today();
    LocalDate last = month.atEndOfMonth().isAfter(today) ? today : month.atEndOfMonth();
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

  /**
   * Runs a command against the sandbox.
   *
   * @param command the command with arguments that have no blanks
   * @param more further arguments
   */
  private void run(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of(more));
    say("   $ ghbilling " + String.join(" ", arguments));
    int result = program.apply(commands).execute(arguments.toArray(String[]::new));
    if (result != 0) {
      say("exit status %d".formatted(result));
      status = result;
    }
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

  private void removeAllButThePage(Path temporary) {
    try (Stream<Path> files = Files.list(temporary)) {
      for (Path file : files.filter(file -> !file.endsWith(PAGE)).toList()) {
        Files.delete(file);
      }
      if (!Files.exists(temporary.resolve(PAGE))) {
        Files.delete(temporary);
      }
    } catch (IOException e) {
      console.note("ghbilling: can't empty the temporary folder " + temporary);
    }
  }
}
