package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes need {@code --apply}, and moves between cost centers {@code --allow-moves} as well. */
class SyncCommandTest {
  @AutoClose
  final Sandbox sandbox =
      Sandbox.builder()
          .asObserved(true)
          .costCenter("x", "Mine", "Mona", "lisa")
          .costCenter("y", "Theirs", "hubot")
          .start();

  private Path file = Path.of("");

  @BeforeEach
  void nameFile(@TempDir Path folder) {
    file = folder.resolve("users");
  }

  @Test
  void sync_withoutApply_printsThePlanAndChangesNothing() throws IOException {
    CliRun run = sync("# the team\n\nmona\nMONA\noctocat # new\nhubot\n", "--allow-moves");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("join +User +octocat")
        .containsPattern("move +User +hubot +y +Theirs")
        .containsPattern("leave +User +lisa")
        .doesNotContainPattern("(?i)mona");
    assertThat(run.errorLines())
        .containsExactly("Nothing was changed. Add --apply to make the changes.");
    assertThat(writes()).isEmpty();
  }

  @Test
  void sync_jsonFormat_printsThePlanAsDocument() throws IOException {
    CliRun run = sync("\uFEFFmona\r\nhubot\r\n", "--format", "json");

    JsonNode plan = ApiJson.mapper().readTree(run.out());
    assertThat(plan.path("costCenterName").asText()).isEqualTo("Mine");
    assertThat(plan.path("applied").asText()).isEqualTo("none");
    assertThat(plan.at("/changes/0/change").asText()).isEqualTo("move");
    assertThat(plan.at("/changes/0/fromName").asText()).isEqualTo("Theirs");
    assertThat(plan.at("/changes/1/name").asText()).isEqualTo("lisa");
    assertThat(sync("mona\n", "--format", "csv").out())
        .isEqualTo("change,type,name,fromId,fromName,outcome,reason\nleave,User,lisa,,,,\n");
  }

  @Test
  void sync_movesNotAllowed_namesTheOption() throws IOException {
    CliRun run = sync("mona\nlisa\nhubot\n", "--format", "csv");

    assertThat(run.status()).isZero();
    assertThat(run.errorLines())
        .containsExactly(
            "1 user is in another cost center (hubot in Theirs): add --allow-moves to move them");
  }

  @Test
  void sync_applyWithMovesNotAllowed_changesNothing() throws IOException {
    CliRun run = sync("octocat\nhubot\n", "--apply");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .startsWith("ghbilling: 1 user is in another cost center (hubot in Theirs)")
        .contains("nothing was changed", "--allow-moves");
    assertThat(run.out()).isEmpty();
    assertThat(writes()).isEmpty();
  }

  @Test
  void sync_apply_carriesOutThePlan() throws IOException {
    CliRun run =
        sync(
            "octocat\nhubot\n",
            "--apply --allow-moves --allow-removals 2 --format json".split(" "));

    assertThat(run.status()).isZero();
    assertThat(ApiJson.mapper().readTree(run.out()).path("applied").asText()).isEqualTo("all");
    assertThat(run.err()).isEmpty();
    CliRun again = sync("octocat\nhubot\n", "--format", "json");
    assertThat(ApiJson.mapper().readTree(again.out()).path("changes")).isEmpty();
    assertThat(writes()).hasSize(2);
  }

  @Test
  @Regression(
      input = "a user whose cost center was archived",
      before = "join in the plan, and move from the archived cost center in the outcome",
      now = "join in both")
  void sync_userOfAnArchivedCostCenter_joins() throws IOException {
    assertThat(CliRun.against(sandbox, "cost-centers", "delete", "y").status()).isZero();

    String planned = sync("mona\nlisa\nhubot\n", "--format", "csv").out();
    CliRun applied = sync("mona\nlisa\nhubot\n", "--apply", "--format", "csv");

    assertThat(applied.status()).isZero();
    assertThat(planned).endsWith("\njoin,User,hubot,,,,\n");
    assertThat(applied.out()).endsWith("\njoin,User,hubot,,,done,\n");
  }

  @Test
  @Regression(
      input = "a users file that leaves out 2 of 2 users, with --apply",
      before = "both were removed",
      now = "refused, with the reason, unless --allow-removals 2 is given")
  void sync_applyRemovingMoreThanHalf_needsTheOption() throws IOException {
    for (String options : List.of("", "--allow-removals 1")) {
      CliRun refused = sync("octocat\n", ("--apply " + options).strip().split(" "));

      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.errorLines())
          .singleElement()
          .asString()
          .contains("this would remove 2 of 2 users of Mine", "(nothing was changed)")
          .containsAnyOf(
              "more than half: if the file is complete, add --allow-removals 2",
              "--allow-removals must be at least 2, was 1");
    }
    assertThat(writes()).isEmpty();

    assertThat(sync("octocat\n").errorLines()).first().asString().contains("--allow-removals 2");
    assertThat(sync("octocat\n", "--allow-removals", "-1").err()).contains("at least 0, was -1");
    assertThat(sync("mona\n", "--apply").status()).isZero();
    assertThat(writes()).singleElement().asString().startsWith("DELETE").contains("lisa");
  }

  @Test
  void sync_emptyFile_isRefusedUnlessAllowed() throws IOException {
    CliRun refused = sync("# nobody\n", "--apply");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.errorLines())
        .singleElement()
        .asString()
        .contains("contains no login, which would remove all users: add --allow-empty");
    assertThat(sandbox.requests()).isEmpty();

    assertThat(sync("", "--apply", "--allow-empty").status()).isZero();
    assertThat(writes()).singleElement().asString().startsWith("DELETE").contains("lisa");
  }

  @Test
  void sync_unreadableFile_exits2() throws IOException {
    CliRun missing = run();
    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.errorLines())
        .singleElement()
        .asString()
        .contains("--users-file can't be read: " + file);

    Files.write(file, new byte[] {'a', (byte) 0xFF, '\n'});
    assertThat(run().status()).isEqualTo(2);

    assertThat(sync("mona\ntwo words\n").errorLines())
        .singleElement()
        .asString()
        .contains("line 2 of " + file + " is not a login");
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void sync_partialFailure_printsOneLine() throws IOException {
    sandbox.faults().on("addResourcesToCostCenter").call(2).respondWith(403);
    String users = String.join("\n", IntStream.range(0, 60).mapToObj(i -> "u" + i).toList());

    CliRun run = sync(users + "\nmona\n", "--apply");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .contains("cost center x: 50 users changed, 0 refused, 10 failed (u50, ")
        .contains(" and 5 more), 0 unclear, 1 not tried: ");
    assertThat(run.out())
        .containsPattern("applied +partly\n")
        .containsPattern("unchanged +1\n")
        .containsPattern("join +User +u49 +done")
        .containsPattern("join +User +u50 +failed +addResourcesToCostCenter: HTTP 403")
        .containsPattern("leave +User +lisa +not tried");
  }

  @Test
  void sync_unknownCostCenter_namesIt() throws IOException {
    Files.writeString(file, "mona\n");

    CliRun run =
        CliRun.against(sandbox, "cost-centers", "sync", "z", "--users-file", file.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("there is no cost center z");
  }

  private CliRun sync(String users, String... options) throws IOException {
    Files.writeString(file, users);
    return run(options);
  }

  private CliRun run(String... options) {
    return CliRun.against(
        sandbox,
        Stream.concat(
                Stream.of("cost-centers", "sync", "x", "--users-file", file.toString()),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private List<String> writes() {
    return sandbox.requests().stream()
        .filter(request -> !request.method().equals("GET"))
        .map(request -> request.method() + " " + request.body())
        .toList();
  }
}
