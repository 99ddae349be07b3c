package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
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
    file = Files.writeString(folder.resolve("users.csv"), "login,team\nmona,a\nhubot,b\nlisa,b\n");
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
    assertThat(users.findValuesAsText("login")).containsExactly("mona", "hubot", "lisa");
    assertThat(users.findValuesAsText("user")).containsExactly("mona", "hubot", "lisa");
    assertThat(sandbox.requests()).extracting(RecordedRequest::path).containsOnly(path).hasSize(3);
    assertThat(sandbox.requests()).allMatch(request -> request.query().contains("year=2025"));
  }

  @Test
  void table_hasTheUserOfEachItemAndATotal() {
    CliRun one = CliRun.against(sandbox, "usage", "ai-credits", "--login", "mona", "--year=2025");
    CliRun all = run("usage ai-credits --year 2025 --format markdown");

    String net = one.out().lines().reduce((first, last) -> last).orElseThrow().split(" +")[2];
    assertThat(all.out().lines().toList())
        .startsWith("| login | product | model | quantity | unit | gross | net |")
        .last()
        .asString()
        .startsWith("| total |  |  |  |  | ");
    assertThat(
            all.out()
                .lines()
                .filter(line -> line.startsWith("| mona | "))
                .map(line -> line.split(" \\| "))
                .map(cells -> new BigDecimal(cells[6].replace(" |", "")))
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(net);
  }

  @Test
  void csv_hasTheUserInEachRow() {
    CliRun run = run("usage ai-credits --year 2025 --format csv");

    assertThat(run.out().lines().findFirst().orElseThrow()).startsWith("login,");
    assertThat(run.out().lines().skip(1).map(line -> line.split(",")[0]).distinct())
        .containsExactly("mona", "hubot", "lisa");
  }

  @Test
  void failure_afterSomeUsers_printsTheseAndHowToContinue() throws IOException {
    sandbox.faults().on("getAiCreditUsage").call(2).respondWith(403);

    CliRun run = run("usage ai-credits --year 2025 --format json");

    assertThat(run.status()).isEqualTo(1);
    assertThat(ApiJson.mapper().readTree(run.out()).path("users").findValuesAsText("login"))
        .containsExactly("mona");
    assertThat(run.errorLines())
        .hasSize(2)
        .first()
        .isEqualTo("1 of 3 users are done: add --after mona to continue");
    sandbox.faults().clear();
    assertThat(
            ApiJson.mapper()
                .readTree(run("usage ai-credits --year 2025 --format json --after MONA").out())
                .path("users")
                .findValuesAsText("login"))
        .containsExactly("hubot", "lisa");
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

  private CliRun run(String command) {
    return CliRun.against(
        sandbox,
        Stream.concat(Stream.of(command.split(" +")), Stream.of("--users-file", file.toString()))
            .toArray(String[]::new));
  }
}
