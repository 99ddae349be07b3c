package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.OutputFolder;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.PlainDecimal;
import dev.ghbilling.client.model.Budget;
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
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** The amount by which the demo's budget is found. */
  private static final long AMOUNT = 10_000;

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
      export(month, target);
      bill(month, page);
      retired();
    }
    say("");
    say(
        "That is the whole tour. To call GitHub instead, set GH_TOKEN and run, for example, in a checkout as ./ghbilling:");
    say(
        "  ghbilling usage --enterprise YOUR-ENTERPRISE --month last --all-cost-centers --group-by product");
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
    heading("Budgets: create one, change, check and delete it");
    run(
        "budgets create --scope enterprise --type ProductPricing --product-sku actions --amount "
            + AMOUNT);
    String id =
        billing.budgets().list().stream()
            .filter(budget -> budget.budgetAmount() == AMOUNT)
            .map(Budget::id)
            .findFirst()
            .orElseThrow();
    run("budgets update", id, "--amount", "20000");
    run("budgets check --fail-over 90%", id);
    run("budgets delete", id);
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
    heading("Cost centers: add a user and remove it again");
    run("cost-centers list");
    String name = billing.costCenters().list().costCenters().get(0).name();
    run("cost-centers add", name, "--login", "hubot");
    run("cost-centers get", name);
    run("cost-centers remove", name, "--login", "hubot");
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

  private void export(YearMonth month, Path target) {
    heading("A detailed report of the same month: request, wait, download, read");
    Set<Path> before = files(target);
    run("exports create --type detailed --month " + month, "--output", target.toString());
    files(target).stream().filter(file -> !before.contains(file)).forEach(this::read);
  }

  private static Set<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the folder " + folder, e);
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
    say("");
    say(
        arguments.stream()
            .map(DemoCommand::quoted)
            .collect(Collectors.joining(" ", "   $ ghbilling ", "")));
    int result = program.apply(commands).execute(arguments.toArray(String[]::new));
    if (result != 0) {
      say("exit status %d".formatted(result));
      status = result;
    }
  }

  /** Returns an argument as a shell reads it. */
  private static String quoted(String argument) {
    return argument.matches("[\\w./:,%-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }

  private void heading(String text) {
    say("");
    say("== %s".formatted(text));
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
