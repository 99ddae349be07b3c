package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AI credits and premium requests of each user of a file. */
class UsageByUserTest {
  @AutoClose private final Sandbox sandbox = Sandbox.builder().usageItems(3_650).start();
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file =
        Files.writeString(
            folder.resolve("users.csv"), "login,team\nmonalisa,a\nhubot,b\noctocat,b\n");
  }

  @ParameterizedTest
  @CsvSource({
    "ai-credits, --cost-center none, /enterprises/octo-enterprise/settings/billing/ai_credit/usage",
    "premium-requests, --org octo-org, /organizations/octo-org/settings/billing/premium_request/usage"
  })
  void usersFile_isOneRequestForEach(String command, String options, String path)
      throws IOException {
    CliRun run = run("usage " + command + " --year 2025 --format json " + options);

    assertThat(run.status()).as(run.err()).isZero();
    JsonNode users = ApiJson.mapper().readTree(run.out()).path("users");
    assertThat(users.findValuesAsText("login")).containsExactly("monalisa", "hubot", "octocat");
    assertThat(users.findValuesAsText("user")).containsExactly("monalisa", "hubot", "octocat");
    assertThat(sandbox.requests()).extracting(RecordedRequest::path).containsOnly(path).hasSize(3);
    assertThat(sandbox.requests()).allMatch(request -> request.query().contains("year=2025"));
  }

  @Test
  void markdown_hasTheUserOfEachItemAndATotal() throws IOException {
    CliRun run = run("usage ai-credits --year 2025 --format markdown");

    List<String> expected = new ArrayList<>();
    BigDecimal gross = BigDecimal.ZERO;
    BigDecimal net = BigDecimal.ZERO;
    for (JsonNode user : users("usage ai-credits --year 2025")) {
      for (JsonNode item : user.path("usageItems")) {
        gross = gross.add(item.path("grossAmount").decimalValue());
        net = net.add(item.path("netAmount").decimalValue());
        expected.add("| %s | ".formatted(user.path("login").asText()));
      }
    }
    assertThat(net).isPositive();
    List<String> lines = run.out().lines().filter(line -> line.startsWith("|")).toList();
    assertThat(lines)
        .startsWith("| login | product | model | quantity | unit | gross | net |")
        .endsWith(
            "| total |  |  |  |  | %s | %s |"
                .formatted(
                    gross.stripTrailingZeros().toPlainString(),
                    net.stripTrailingZeros().toPlainString()))
        .hasSize(expected.size() + 3);
    assertThat(run.out()).contains("\n\n2025: %d items, gross ".formatted(expected.size()));
    for (int i = 0; i < expected.size(); i++) {
      assertThat(lines.get(i + 2)).startsWith(expected.get(i));
    }
  }

  @Test
  void csv_hasTheUserInEachRow() {
    CliRun run = run("usage ai-credits --year 2025 --format csv");

    assertThat(run.out().lines().findFirst().orElseThrow())
        .startsWith("login,")
        .contains(",usageItems.netAmount");
    assertThat(
            run.out().lines().skip(1).map(line -> line.substring(0, line.indexOf(','))).distinct())
        .containsExactly("monalisa", "hubot", "octocat");
  }

  @ParameterizedTest
  @CsvSource({
    "--sort net:desc, false",
    "--sort usageItems.netAmount:desc, false",
    "--top 2, true",
    "'--sort login:desc,net:desc --top 2', true"
  })
  @Regression(
      input = "--users-file with --sort or --top",
      before = "refused",
      now = "the items of all users in that order, and the total of all")
  void sortAndTop_areOfTheItemsOfAllUsers(String options, boolean limited) throws IOException {
    String command = "usage ai-credits --year 2025 ";
    List<String> expected = new ArrayList<>();
    BigDecimal all = BigDecimal.ZERO;
    for (JsonNode user : users(command)) {
      for (JsonNode item : user.path("usageItems")) {
        BigDecimal net = item.path("netAmount").decimalValue();
        all = all.add(net);
        expected.add("%020.9f %s".formatted(net, user.path("login").asText()));
      }
    }
    expected.sort(
        options.contains("login")
            ? Comparator.comparing((String row) -> row.substring(20))
                .thenComparing(Comparator.naturalOrder())
                .reversed()
            : Comparator.reverseOrder());
    int shown = limited ? 2 : expected.size();

    List<String> rows = new ArrayList<>();
    for (JsonNode user : users(command + options)) {
      rows.add(
          "%020.9f %s"
              .formatted(
                  user.at("/usageItems/0/netAmount").decimalValue(), user.path("login").asText()));
      assertThat(user.path("usageItems")).hasSize(1);
      assertThat(user.path("user")).isEqualTo(user.path("login"));
    }
    CliRun table = run(command + options + " --format markdown");

    assertThat(expected).hasSizeGreaterThan(2);
    assertThat(rows).hasSize(shown);
    assertThat(rows.stream().map(row -> row.substring(0, 20)))
        .containsExactlyElementsOf(
            expected.stream().limit(shown).map(row -> row.substring(0, 20)).toList());
    assertThat(table.out())
        .containsPattern(
            "\\| total \\|.* %s \\|\n".formatted(all.stripTrailingZeros().toPlainString()));
    assertThat(table.out().contains("others")).isEqualTo(limited);
    assertThat(table.err().contains("Showing 2 of %d rows.".formatted(expected.size())))
        .isEqualTo(limited);
  }

  @Test
  void failure_afterSomeUsers_printsTheseAndHowToContinue() throws IOException {
    sandbox.faults().on("getAiCreditUsage").call(2).respondWith(403);

    CliRun run = run("usage ai-credits --year 2025 --format json");

    assertThat(run.status()).isEqualTo(1);
    assertThat(ApiJson.mapper().readTree(run.out()).path("users").findValuesAsText("login"))
        .containsExactly("monalisa");
    assertThat(run.errorLines())
        .hasSize(2)
        .first()
        .isEqualTo("1 of 3 users are done: add --after monalisa to continue");
    sandbox.faults().clear();
    assertThat(users("usage ai-credits --year 2025 --after MONALISA").findValuesAsText("login"))
        .containsExactly("hubot", "octocat");
  }

  @Test
  @Regression(
      input = "a failure after some users, with --output",
      before = "the file was replaced by the usage of some users",
      now = "the file is as it was, and stdout has their usage")
  void failure_withAFile_leavesItAndPrintsOnStdout() throws IOException {
    Path saved = Files.writeString(folder.resolve("usage.csv"), "before\n");
    sandbox.faults().on("getAiCreditUsage").call(3).respondWith(403);

    CliRun run = run("usage ai-credits --year 2025 --format csv -o " + saved);

    assertThat(run.status()).isEqualTo(1);
    assertThat(saved).content().isEqualTo("before\n");
    assertThat(run.out()).contains("monalisa,", "hubot,").doesNotContain("octocat");
    assertThat(run.errorLines())
        .hasSize(2)
        .first()
        .isEqualTo(
            "2 of 3 users are done, with their usage on stdout and not in the file: add --after hubot to continue");
    sandbox.faults().clear();
    assertThat(run("usage ai-credits --year 2025 --after hubot --format csv -o " + saved).status())
        .isZero();
    assertThat(saved).content().startsWith("login,").contains("octocat,");
  }

  @Test
  void failure_ofTheFirstUser_printsNothing() {
    sandbox.faults().on("getAiCreditUsage").everyCall().respondWith(403);

    CliRun run = run("usage ai-credits --format json");

    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'--after lisa2', --after lisa2 is no user of",
    "'--login mona', give either --login or --users-file",
    "'--user mona', GitHub has this for no user: give --enterprise or --org"
  })
  void options_thatContradictEachOther_sendNothing(String options, String message) {
    CliRun run = run("usage ai-credits " + options);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines()).singleElement().asString().contains(message);
    assertThat(CliRun.against(sandbox, "usage", "ai-credits", "--after", "mona").err())
        .contains("--after requires --users-file");
    assertThat(sandbox.requests()).isEmpty();
  }

  private JsonNode users(String command) throws IOException {
    return ApiJson.mapper().readTree(run(command + " --format json").out()).path("users");
  }

  private CliRun run(String command) {
    return CliRun.against(
        sandbox,
        Stream.concat(Stream.of(command.split(" +")), Stream.of("--users-file", file.toString()))
            .toArray(String[]::new));
  }
}
