package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of each user is printed, however a change of a cost center ends. */
class UserOutcomesTest {
  private static final String CENTERS =
      """
      {"costCenters": [{"id": "x", "name": "Mine", "resources": [
        {"type": "User", "name": "mona"}, {"type": "User", "name": "lisa"}]}]}\
      """;
  private static final String NO_GHOST = "{\"message\": \"Users not found: ghost77\"}";

  @AutoClose
  final Sandbox sandbox =
      Sandbox.builder().asObserved(true).costCenter("x", "Mine", "mona", "lisa").start();

  @Test
  @Regression(
      input = "cost-centers sync with a login that the server doesn't know",
      before = "\"failed\" for all users of the request, nobody named",
      now = "the others are added, and the unknown one is named with the reason")
  void sync_unknownLogin_isNamedAndTheOthersAreAdded(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("users"), "mona\nlisa\nann\nghost77\n");
    try (RecordingServer server = new RecordingServer()) {
      ScriptedResponse centers = ScriptedResponse.json(CENTERS);
      ScriptedResponse refusal = ScriptedResponse.of(400, NO_GHOST);
      server.respondWith(
          centers, refusal, centers, ScriptedResponse.json("{\"message\": \"ok\"}"), refusal);

      CliRun run =
          CliRun.with(
              environment(server),
              "cost-centers",
              "sync",
              "x",
              "--users-file",
              file.toString(),
              "--apply",
              "--format",
              "json");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.errorLines())
          .singleElement()
          .asString()
          .contains("cost center x: 1 users changed, 1 refused (ghost77)", "Users not found");
      JsonNode document = ApiJson.mapper().readTree(run.out());
      assertThat(document.path("applied").asBoolean(true)).isFalse();
      assertThat(document.path("unchanged").toString()).isEqualTo("[\"mona\",\"lisa\"]");
      assertThat(document.at("/changes/0").toString())
          .isEqualTo("{\"change\":\"join\",\"login\":\"ann\",\"outcome\":\"done\"}");
      assertThat(document.at("/changes/1/login").asText()).isEqualTo("ghost77");
      assertThat(document.at("/changes/1/outcome").asText()).isEqualTo("refused");
      assertThat(document.at("/changes/1/reason").asText()).contains("HTTP 400: Users not found");
    }
  }

  @Test
  void addUsers_membersAndOthers_namesBoth() {
    CliRun run = CliRun.against(sandbox, "cost-centers", "add-users", "x", "@Mona", "hubot");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Resources successfully added to the cost center.")
        .containsPattern("join +hubot +done")
        .containsPattern("join +Mona +already");
  }

  @Test
  void removeUsers_noMember_isNamed() throws IOException {
    CliRun run =
        CliRun.against(sandbox, "cost-centers remove-users x lisa hubot --format json".split(" "));

    JsonNode document = ApiJson.mapper().readTree(run.out());
    assertThat(document.path("message").asText()).contains("successfully removed");
    assertThat(document.path("changes").findValuesAsText("login")).containsExactly("lisa", "hubot");
    assertThat(document.path("changes").findValuesAsText("outcome"))
        .containsExactly("done", "already");
  }

  @Test
  void removeUsers_lostResponse_isCheckedAgainstTheList() {
    sandbox
        .faults()
        .on("removeUsersFromCostCenter")
        .everyCall()
        .inject(Fault.body(200, "text/html", "<html>").afterOperation());

    CliRun run = CliRun.against(sandbox, "cost-centers", "remove-users", "x", "lisa");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).containsPattern("leave +lisa +done");
  }

  @Test
  @Regression(input = "204 to cost-centers add-users", before = "exit status 1", now = "done")
  void addUsers_noContent_isDone() {
    sandbox
        .faults()
        .on("addUsersToCostCenter")
        .everyCall()
        .inject(Fault.body(204, "", "").afterOperation());

    CliRun run = CliRun.against(sandbox, "cost-centers", "add-users", "x", "ann");

    assertThat(run.status()).isZero();
    assertThat(run.out()).containsPattern("join +ann +done");
  }

  @Test
  @Regression(
      input = "cost-centers add-users ID ann,bob",
      before = "sent as one login",
      now = "refused, nothing is sent")
  void addUsers_noLogin_sendsNothing() {
    CliRun run = CliRun.against(sandbox, "cost-centers", "add-users", "x", "ann,bob");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines()).singleElement().asString().contains("a login must", "ann,bob");
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  @Regression(
      input = "the argument @octocat while there is a file of that name",
      before = "replaced by the lines of the file",
      now = "the login octocat")
  void addUsers_mentionNamedLikeAFile_isALogin(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("octocat"), "ann bob\n");

    Process process =
        ChildJvm.of(GhbillingMain.class)
            .environment(CliRun.environment(sandbox))
            .process("cost-centers", "add-users", "x", "@octocat")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(out).isZero();
    assertThat(out).containsPattern("join +octocat +done").doesNotContain("ann", "bob");
  }

  @Test
  @Regression(
      input = "the process is asked to end between two requests that change users",
      before = "it ended without a word",
      now = "it prints what became of each user first")
  void addUsers_terminated_printsOutcomes() throws Exception {
    String[] arguments =
        Stream.concat(
                Stream.of("cost-centers", "add-users", "x", "--format", "json"),
                IntStream.range(0, 60).mapToObj(number -> "user-" + number))
            .toArray(String[]::new);
    CompletableFuture<Process> started = new CompletableFuture<>();
    try (RecordingServer server = new RecordingServer()) {
      server.respondWith(
          ScriptedResponse.json(CENTERS),
          ScriptedResponse.json("{\"message\": \"ok\"}"),
          (request, connection) -> {
            started.join().toHandle().destroy(); // Process.destroy would close its output.
            ScriptedResponse.SILENCE.send(request, connection);
          });
      Process process =
          ChildJvm.of(GhbillingMain.class)
              .environment(environment(server))
              .process(arguments)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        started.complete(process);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isNotZero();
        List<String> outcomes =
            ApiJson.mapper().readTree(out).path("changes").findValuesAsText("outcome");
        assertThat(outcomes.subList(0, 50)).containsOnly("done");
        assertThat(outcomes.subList(50, 60)).containsOnly("unclear");
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static Map<String, String> environment(RecordingServer server) {
    return Map.of(
        "GITHUB_API_URL",
        server.baseUrl().toString(),
        "GITHUB_ENTERPRISE",
        "octo-enterprise",
        "GITHUB_TOKEN",
        CliRun.TOKEN);
  }
}
