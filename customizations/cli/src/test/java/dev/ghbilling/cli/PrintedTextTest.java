package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.text.StandardStreams;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.Regression;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Holds each command to printing nothing that a terminal obeys, whatever a server sends. */
@Timeout(120)
class PrintedTextTest {
  private static final String ID = "1" + HostileServer.COMMANDS;

  /** How Console begins a line of progress, which is the program's own. */
  private static final String REWRITE_LINE = "\r\u001B[K";

  @TempDir private Path folder;

  /**
   * Each command with what it needs; FILE is a file of logins, STATE one of cost centers, BUDGETS
   * one of budgets, DIR a folder.
   */
  static List<List<String>> commands() {
    return List.of(
        List.of("actions"),
        List.of("packages"),
        List.of("storage"),
        List.of("committers"),
        List.of("usage", "--year", "2023", "--month", "8"),
        List.of("usage", "--year", "2023", "--month", "8", "--all-cost-centers"),
        List.of("usage", "--year", "2023", "--month", "8", "--group-by", "product"),
        List.of("usage", "--year", "2023", "--month", "8", "--group-by", "repository"),
        List.of("usage", "--year", "2023", "--month", "8", "--group-by", "cost-center"),
        List.of("usage", "summary"),
        List.of("usage", "premium-requests"),
        List.of("usage", "ai-credits"),
        List.of("budgets", "list"),
        List.of("budgets", "get", ID),
        List.of("budgets", "create", "--scope", "a", "--type", "b", "--amount", "1"),
        List.of("budgets", "update", ID, "--amount", "1"),
        List.of("budgets", "delete", ID),
        List.of("budgets", "users", ID),
        List.of("budgets", "check"),
        List.of("budgets", "plan", "BUDGETS", "--delete-others", "--allow-removals", "9"),
        List.of("budgets", "apply", "BUDGETS", "--delete-others", "--allow-removals", "9"),
        List.of("cost-centers", "list"),
        List.of("cost-centers", "get", ID),
        List.of("cost-centers", "create", "Name"),
        List.of("cost-centers", "rename", ID, "Name"),
        List.of("cost-centers", "delete", ID),
        List.of("cost-centers", "add", ID, "--login", "mona"),
        List.of("cost-centers", "remove", ID, "--login", "mona"),
        List.of("cost-centers", "plan", "STATE", "--archive-others", "--allow-removals", "9"),
        List.of("cost-centers", "apply", "STATE", "--archive-others", "--allow-removals", "9"),
        List.of("cost-centers", "add-users", ID, "mona"),
        List.of("cost-centers", "remove-users", ID, "mona"),
        List.of("cost-centers", "sync", ID, "--users-file", "FILE"),
        List.of("exports", "list"),
        List.of("exports", "get", ID),
        List.of("exports", "create", "--type", "detailed", "--start", "2025-01-01"),
        List.of("exports", "download", ID, "--output", "DIR"),
        List.of("api", "GET", "/enterprises/{enterprise}/settings/billing/cost-centers"),
        List.of("ledger", "sync", "--store", "DIR"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  @Regression(
      input = "a server whose strings and names carry ESC, C1, bidi and line controls",
      before = "the terminal obeyed those in labels, headings, names and progress",
      now = "a space in place of each, in every command, on stdout and stderr")
  void table_hostileServer_printsNothingThatATerminalObeys(List<String> command)
      throws IOException {
    try (HostileServer server = hostileServer()) {
      for (String columns : List.of("", "40")) {
        Map<String, String> environment = server.environment();
        environment.put("GHBILLING_COLUMNS", columns);

        CliRun run = CliRun.with(environment, arguments(command));

        assertInert(run);
        assertThat(run.toString()).containsIgnoringCase("2J");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void json_hostileServer_isValidAndEscaped(List<String> command) throws IOException {
    try (HostileServer server = hostileServer()) {
      CliRun run = CliRun.with(server.environment(), arguments(command, "--format", "json"));

      assertInert(run);
      JsonNode document = ApiJson.mapper().readTree(run.out());
      if (run.status() == 0 && !command.contains("sync") && !command.contains("--group-by")) {
        assertThat(strings(document)).anyMatch(text -> text.endsWith(HostileServer.COMMANDS));
      }
    }
  }

  @Test
  void csv_hostileServer_keepsEveryCharacter() {
    try (HostileServer server = hostileServer()) {
      CliRun run = CliRun.with(server.environment(), "cost-centers", "list", "--format", "csv");

      assertThat(run.out()).contains("Cost Center Name" + HostileServer.COMMANDS);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void error_hostileServer_printsNothingThatATerminalObeys(List<String> command)
      throws IOException {
    for (int status : new int[] {403, 422}) {
      try (HostileServer server = HostileServer.ofErrors(status)) {
        CliRun run = CliRun.with(server.environment(), arguments(command));

        assertInert(run);
        assertThat(run.errorLines()).as(run.err()).isNotEmpty();
        assertThat(run.status()).isNotZero();
      }
    }
  }

  /** Each command, and those that send several requests before one of them succeeds. */
  static List<List<String>> requests() {
    return Stream.concat(
            commands().stream(),
            Stream.of(
                List.of("budgets", "check", ID, "another-id"),
                List.of("ledger", "sync", "--store", "DIR", "--types", "detailed"),
                List.of("ledger", "report", "--format", "csv", "--month", "last"),
                List.of("usage", "--last", "3m", "--group-by", "month"),
                List.of("usage", "--last", "3m", "--all-cost-centers", "--group-by", "month"),
                List.of("usage", "--last", "3m", "--cost-center", "Engineering"),
                List.of("usage", "summary", "--last", "3m"),
                List.of("usage", "premium-requests", "--last", "3m", "--users-file", "FILE")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("requests")
  @Regression(
      input = "budgets check of two IDs with the name of another enterprise",
      before = "the same reason for each budget",
      now = "one line, as for any other command")
  void error_ofTheAccount_isToldOnce(List<String> command) throws IOException {
    try (Sandbox sandbox = Sandbox.builder().token("right").start()) {
      assertToldOnce(CliRun.against(sandbox, arguments(command)), "HTTP 401");
    }
    try (Sandbox sandbox = Sandbox.builder().enterprise("right").start()) {
      assertToldOnce(
          CliRun.with(CliRun.environment(sandbox.baseUrl()), arguments(command)), "HTTP 404");
    }
  }

  private static void assertToldOnce(CliRun run, String cause) {
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).containsOnlyOnce(cause);
    assertThat(run.errorLines())
        .filteredOn(line -> line.startsWith("ghbilling: "))
        .as(run.err())
        .hasSize(1);
  }

  @Test
  void commands_all_areTriedHere() {
    StandardStreams streams = StandardStreams.of(new StringWriter(), new StringWriter());
    Set<String> all = new TreeSet<>();
    collect(Ghbilling.commandLine(new Console(Map.of(), streams, Clock.systemUTC())), "", all);
    Set<String> tried =
        new TreeSet<>(
            Set.of(
                "completion",
                "demo",
                "sandbox",
                "ledger status",
                "ledger report",
                "ledger query",
                "ledger export",
                "ledger metrics",
                "ledger check"));
    for (List<String> command : commands()) {
      String group = command.get(0) + " " + (command.size() > 1 ? command.get(1) : "");
      tried.add(all.contains(group) ? group : command.get(0));
    }

    assertThat(tried).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "usage %s", "usage --year %s", "exports get a %s", "exports %s"})
  void usageError_hostileArgument_printsNothingThatATerminalObeys(String command) {
    String[] arguments = command.split(" ");
    arguments[arguments.length - 1] = HostileServer.COMMANDS;

    CliRun run = CliRun.with(Map.of(), arguments);

    assertInert(run);
    assertThat(run.errorLines()).singleElement().asString().contains("2J");
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void demo_hostileFolder_printsNothingThatATerminalObeys() throws IOException {
    Path hostile = Files.createDirectory(folder.resolve("a\u001B[31m\u202E\nforged"));

    CliRun run = CliRun.with(Map.of(), "demo", "--output", hostile.toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertInert(run);
  }

  @Test
  void sandbox_hostileEnterprise_printsNothingThatATerminalObeys() throws Exception {
    Process process =
        ChildJvm.of(GhbillingMain.class)
            .process("sandbox", "--enterprise", "a\u001B[31m\nforged\u0007")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).startsWith("http://127.0.0.1:");
      assertThat(lines.readLine()).startsWith("Serving enterprise a [31m forged . It accepts");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void ledger_hostileFile_printsNothingThatATerminalObeys() throws IOException {
    String store = folder.resolve("store").toString();
    Path file =
        Files.writeString(
            folder.resolve("bill.csv"),
            "date,product,sku,quantity,net_amount\n2025-01-01,\"a%s\",s,1,1\n"
                .formatted(HostileServer.COMMANDS));

    List<CliRun> runs =
        List.of(
            CliRun.with(
                Map.of(), "ledger", "sync", "--store", store, "--from-files", file.toString()),
            CliRun.with(Map.of(), "ledger", "status", "--store", store),
            CliRun.with(
                Map.of(),
                "ledger",
                "report",
                "--store",
                store,
                "--month",
                "2025-01",
                "--format",
                "markdown"),
            CliRun.with(Map.of(), "ledger", "query", "--store", store, "SELECT product FROM bill"),
            CliRun.with(
                Map.of(), "ledger", "query", "--store", store, "FROM a" + HostileServer.COMMANDS));

    assertThat(runs).allSatisfy(PrintedTextTest::assertInert);
    assertThat(runs.get(2).out()).contains("2J");
    assertThat(runs.get(3).out()).contains("2J");
    assertThat(runs.get(4).errorLines()).hasSize(1);
  }

  private static void collect(CommandLine line, String group, Set<String> into) {
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              if (command.getCommand() instanceof Runnable
                  || command.getCommand() instanceof Callable) {
                into.add(group + name);
              }
              collect(command, group + name + " ", into);
            });
  }

  private String[] arguments(List<String> command, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("users"), "octocat\nhubot\n");
    Path state = Files.writeString(folder.resolve("state.yaml"), "Mine:\n  users: [mona]\n");
    Path budgets = Files.writeString(folder.resolve("budgets"), "budgets: []\n");
    return Stream.concat(command.stream(), Stream.of(more))
        .map(argument -> argument.equals("FILE") ? file.toString() : argument)
        .map(argument -> argument.equals("STATE") ? state.toString() : argument)
        .map(argument -> argument.equals("BUDGETS") ? budgets.toString() : argument)
        .map(argument -> argument.equals("DIR") ? folder.resolve("out").toString() : argument)
        .toArray(String[]::new);
  }

  private static List<String> strings(JsonNode document) {
    List<String> strings = new ArrayList<>();
    if (document.isTextual()) {
      strings.add(document.asText());
    }
    document.fieldNames().forEachRemaining(strings::add);
    document.forEach(child -> strings.addAll(strings(child)));
    return strings;
  }

  private static HostileServer hostileServer() {
    return HostileServer.ofExamples(text -> text + HostileServer.COMMANDS);
  }

  private static void assertInert(CliRun run) {
    assertThat(run.out()).doesNotContainPattern(HostileServer.OBEYED);
    assertThat(run.err().replace(REWRITE_LINE, "")).doesNotContainPattern(HostileServer.OBEYED);
  }
}
