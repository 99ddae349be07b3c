package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each user is printed, however a change of a cost center ends. */
class UserOutcomesTest {
  private final Set<String> members = new TreeSet<>(Set.of("mona", "lisa"));
  private String changed = "{\"message\": \"ok\"}";
  private @Nullable ScriptedResponse afterChanges;

  @AutoClose
  final RecordingServer server =
      new RecordingServer()
          .respondWith((request, connection) -> response(request).send(request, connection));

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

    CliRun run = run("cost-centers sync x --apply --format json --users-file", file.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .contains("cost center x: 1 users changed, 1 refused (ghost77)", "Users not found");
    JsonNode document = ApiJson.mapper().readTree(run.out());
    assertThat(document.path("applied").asText()).isEqualTo("partly");
    assertThat(document.path("unchanged").toString()).isEqualTo("[\"mona\",\"lisa\"]");
    assertThat(document.at("/changes/0").toString())
        .isEqualTo("{\"change\":\"join\",\"type\":\"User\",\"name\":\"ann\",\"outcome\":\"done\"}");
    assertThat(document.at("/changes/1/name").asText()).isEqualTo("ghost77");
    assertThat(document.at("/changes/1/outcome").asText()).isEqualTo("refused");
    assertThat(document.at("/changes/1/reason").asText()).contains("HTTP 400: Users not found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ghost"})
  @Regression(
      input = "a response that names users as moved, one of them not requested",
      before = "both missing in the table, and in json when another user was refused",
      now = "both are named with the cost center they come from")
  void addUsers_reassigned_areNamed(String refused) throws IOException {
    changed =
        """
        {"message": "ok", "reassigned_resources": [
          {"resource_type": "user", "name": "ann", "previous_cost_center": "Theirs"},
          {"resource_type": "user", "name": "zoe", "previous_cost_center": "Others"}]}""";
    String command = "cost-centers add-users x eve ann " + refused;

    CliRun table = run(command);
    members.removeAll(Set.of("ann", "eve"));
    CliRun json = run(command + " --format json");

    assertThat(table.status()).isEqualTo(refused.isEmpty() ? 0 : 1);
    assertThat(table.out())
        .containsPattern("applied +" + (refused.isEmpty() ? "all" : "partly"))
        .containsPattern("join +User +eve +done")
        .containsPattern("move +User +ann +Theirs +done")
        .containsPattern("move +User +zoe +Others +unrequested");
    JsonNode document = ApiJson.mapper().readTree(json.out());
    assertThat(document.path("changes").toString())
        .contains(
            "{\"change\":\"move\",\"type\":\"User\",\"name\":\"ann\",\"fromName\":\"Theirs\",\"outcome\":\"done\"}",
            "{\"change\":\"move\",\"type\":\"User\",\"name\":\"zoe\",\"fromName\":\"Others\",\"outcome\":\"unrequested\"}");
    assertThat(document.path("reassigned_resources")).hasSize(2);
  }

  @Test
  @Regression(
      input = "200 with not_found, which the contract doesn't know, to add-users",
      before = "done, exit status 0",
      now = "status 1; the property is printed, and the users whom the list doesn't show are named")
  void addUsers_notFound_isNamed() throws IOException {
    changed = "{\"message\": \"ok\", \"not_found\": [\"missing\"]}";

    CliRun table = run("cost-centers add-users x eve missing");
    CliRun json = run("cost-centers add-users x missing --format json");

    assertThat(table.status()).isEqualTo(1);
    assertThat(table.errorLines())
        .singleElement()
        .asString()
        .contains("1 users changed, 1 refused (missing)", "HTTP 200 with not_found");
    assertThat(table.out())
        .containsPattern("not found +\\[\"missing\"]")
        .containsPattern("join +User +eve +done")
        .containsPattern("join +User +missing +refused +HTTP 200 with not_found");
    assertThat(ApiJson.mapper().readTree(json.out()).path("applied").asText()).isEqualTo("none");
  }

  @Test
  void addUsers_membersAndOthers_namesBoth() {
    CliRun run = CliRun.against(sandbox, "cost-centers", "add-users", "x", "@Mona", "hubot");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Resources successfully added to the cost center.")
        .containsPattern("join +User +hubot +done")
        .containsPattern("join +User +Mona +already");
  }

  @Test
  void removeUsers_noMember_isNamed() throws IOException {
    CliRun run =
        CliRun.against(sandbox, "cost-centers remove-users x lisa hubot --format json".split(" "));

    JsonNode document = ApiJson.mapper().readTree(run.out());
    assertThat(document.path("message").asText()).contains("successfully removed");
    assertThat(document.path("changes").findValuesAsText("name")).containsExactly("lisa", "hubot");
    assertThat(document.path("changes").findValuesAsText("outcome"))
        .containsExactly("done", "already");
  }

  @Test
  void removeUsers_lostResponse_isCheckedAgainstTheList() {
    sandbox
        .faults()
        .on("removeResourcesFromCostCenter")
        .everyCall()
        .inject(Fault.body(200, "text/html", "<html>").afterOperation());

    CliRun run = CliRun.against(sandbox, "cost-centers", "remove-users", "x", "lisa");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("leave +User +lisa +done")
        .containsPattern("applied +all");
  }

  @Test
  @Regression(input = "204 to cost-centers add-users", before = "exit status 1", now = "done")
  void addUsers_noContent_isDone() {
    sandbox
        .faults()
        .on("addResourcesToCostCenter")
        .everyCall()
        .inject(Fault.body(204, "", "").afterOperation());

    CliRun run = CliRun.against(sandbox, "cost-centers", "add-users", "x", "ann");

    assertThat(run.status()).isZero();
    assertThat(run.out()).containsPattern("join +User +ann +done");
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
    assertThat(out).containsPattern("join +User +octocat +done").doesNotContain("ann", "bob");
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
    TerminatedRun terminated = new TerminatedRun();
    afterChanges = terminated.response();

    CliRun run = terminated.of(environment(), arguments);

    assertThat(run.status()).isNotZero();
    JsonNode document = ApiJson.mapper().readTree(run.out());
    List<String> outcomes = document.path("changes").findValuesAsText("outcome");
    assertThat(outcomes.subList(0, 50)).containsOnly("done");
    assertThat(outcomes.subList(50, 60)).containsOnly("unclear");
    assertThat(document.path("applied").asText()).isEqualTo("partly");
  }

  private CliRun run(String command, String... more) {
    return CliRun.with(
        environment(),
        Stream.concat(Stream.of(command.strip().split(" +")), Stream.of(more))
            .toArray(String[]::new));
  }

  private Map<String, String> environment() {
    return CliRun.environment(server.baseUrl());
  }

  /** Refuses requests with a user whose login begins with ghost, and ignores one named missing. */
  private ScriptedResponse response(ReceivedRequest request) throws IOException {
    if (request.method().equals("GET")) {
      List<String> users =
          members.stream().map("{\"type\": \"User\", \"name\": \"%s\"}"::formatted).toList();
      return ScriptedResponse.json(
          "{\"costCenters\": [{\"id\": \"x\", \"name\": \"Mine\", \"resources\": %s}]}"
              .formatted(users));
    }
    List<String> users = new ArrayList<>();
    ApiJson.mapper()
        .readTree(request.body())
        .path("users")
        .forEach(user -> users.add(user.asText()));
    if (users.stream().anyMatch(user -> user.startsWith("ghost"))) {
      return ScriptedResponse.of(400, "{\"message\": \"Users not found\"}");
    }
    if (afterChanges != null && members.size() > 50) {
      return afterChanges;
    }
    members.addAll(users);
    members.remove("missing");
    return ScriptedResponse.json(changed);
  }
}
