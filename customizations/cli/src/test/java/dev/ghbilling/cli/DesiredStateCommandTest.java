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
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesiredStateCommandTest {
  private static final String THREE =
      """
      Mine:               # keeps mona, loses nobody
        users: [Mona, heidi]
        repositories: [octo-org/site]
      Ours:
        id: y
        users: [hubot]
        enterprise_teams:
          - Platform Team
      New:
        organizations: [octo-org]
        users: [lisa]
      """;

  @TempDir Path folder;
  private Path file;

  @AutoClose
  final Sandbox sandbox =
      Sandbox.builder()
          .costCenter("x", "Mine", "mona", "lisa")
          .costCenter("y", "Theirs", "hubot")
          .start();

  @BeforeEach
  void nameFile() {
    file = folder.resolve("centers.yaml");
  }

  @Test
  void plan_threeCostCenters_showsEachStepAndChangesNothing() throws IOException {
    CliRun run = plan(THREE);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("rename +y +Ours +Theirs")
        .containsPattern("create +New")
        .containsPattern("add +x +Mine +User +heidi")
        .containsPattern("add +x +Mine +Repo +octo-org/site")
        .containsPattern("add +y +Ours +Team +Platform Team")
        .containsPattern("add +New +Org +octo-org")
        .containsPattern("move +New +User +lisa +Mine")
        .doesNotContain("remove", "archive");
    assertThat(run.err()).contains("Nothing was changed.");
    assertThat(writes()).isEmpty();
  }

  @Test
  void apply_threeCostCentersTwice_hasNothingToDoTheSecondTime() throws IOException {
    CliRun first = apply(THREE, "--format", "json");
    List<String> writes = writes();

    assertThat(first.status()).as(first.err()).isZero();
    JsonNode document = ApiJson.mapper().readTree(first.out());
    assertThat(document.path("applied").asText()).isEqualTo("all");
    assertThat(document.path("changes").findValuesAsText("change"))
        .containsExactly("rename", "create", "add", "add", "add", "add", "move");
    assertThat(document.path("changes").findValuesAsText("outcome")).containsOnly("done");
    assertThat(first.errorLines())
        .hasSize(7)
        .contains("to do: rename Theirs to Ours", "to do: move lisa from Mine to New");
    assertThat(writes).hasSize(5);

    CliRun second = apply(THREE);

    assertThat(second.status()).isZero();
    assertThat(second.out()).isEqualTo("nothing to show\n");
    assertThat(second.err()).isEqualTo("There is nothing to do.\n");
    assertThat(writes()).isEqualTo(writes);
    assertThat(members("Mine"))
        .containsExactlyInAnyOrder("User mona", "User heidi", "Repo octo-org/site");
    assertThat(members("Ours")).containsExactlyInAnyOrder("User hubot", "Team Platform Team");
    assertThat(members("New")).containsExactlyInAnyOrder("Org octo-org", "User lisa");
  }

  @Test
  void apply_jsonFile_isTheSameAsYaml() throws IOException {
    assertThat(apply("{\"Mine\": {\n\t\"users\": [\"mona\", \"007\", \"lisa\"]\n}}").status())
        .isZero();

    assertThat(members("Mine")).containsExactlyInAnyOrder("User mona", "User lisa", "User 007");
    assertThat(plan("Mine: {users: [lisa, 007, Mona]}").err()).contains("nothing to do");
    CliRun texts = plan("Mine: {users: [lisa, '007', Mona, 12, true, no, 0x10]}");
    assertThat(texts.out())
        .as(texts.err())
        .containsPattern("User +12\n")
        .containsPattern("User +true\n")
        .containsPattern("User +no\n")
        .containsPattern("User +0x10\n");
  }

  @Test
  void apply_moreThanHalfRemoved_isRefusedUnlessAllowed() throws IOException {
    CliRun refused = apply("Mine: {users: []}");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains("this would remove 2 of 2 users of Mine, more than half", "--allow-removals 2");
    assertThat(writes()).isEmpty();

    assertThat(apply("Mine: {users: []}", "--allow-removals", "1").status()).isEqualTo(2);
    assertThat(apply("Mine: {users: []}", "--allow-removals", "2").status()).isZero();
    assertThat(members("Mine")).isEmpty();
  }

  @Test
  void apply_moveFromACostCenterThatIsNotInTheFile_isRefusedUnlessAllowed() throws IOException {
    CliRun refused = apply("Mine: {users: [mona, lisa, hubot]}");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "1 resource would be taken from", "move hubot from Theirs to Mine", "--allow-moves");
    assertThat(writes()).isEmpty();

    assertThat(apply("Mine: {users: [mona, lisa, hubot]}", "--allow-moves").out())
        .containsPattern("move +x +Mine +User +hubot +Theirs +done");
    assertThat(members("Theirs")).isEmpty();
  }

  @Test
  void apply_costCentersNotInTheFile_areArchivedOnlyWhenAsked() throws IOException {
    assertThat(apply("Mine: {}").err()).contains("nothing to do");

    CliRun shown = plan("Mine: {}", "--archive-others");
    CliRun run = apply("Mine: {}", "--archive-others", "--allow-removals", "3");

    assertThat(shown.out()).containsPattern("archive +y +Theirs +1");
    assertThat(run.out()).containsPattern("archive +y +Theirs +done");
    assertThat(CliRun.against(sandbox, "cost-centers", "list", "--state", "active").out())
        .contains("Mine")
        .doesNotContain("Theirs");
    assertThat(apply("Mine: {}", "--archive-others").err()).contains("nothing to do");
  }

  @Test
  @Regression(
      input = "a file of one cost center, --archive-others",
      before = "all others were archived",
      now = "refused with --allow-removals, if they are more than half")
  void apply_mostCostCentersArchived_isRefusedUnlessAllowed() throws IOException {
    assertThat(CliRun.against(sandbox, "cost-centers", "create", "Third").status()).isZero();
    int before = writes().size();

    CliRun refused = apply("Mine: {}", "--archive-others");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.errorLines())
        .singleElement()
        .asString()
        .contains(
            "this would archive 4 of 5 active cost centers, more than half: if the file is complete,"
                + " add --allow-removals 4, which counts all removals (nothing was changed)");
    assertThat(plan("Mine: {}", "--archive-others").err()).contains("--allow-removals 4");
    assertThat(apply("Mine: {}", "--archive-others", "--allow-removals", "3").err())
        .contains("this would archive 4 of 5", "--allow-removals must be at least 4, was 3");
    assertThat(writes()).hasSize(before);

    assertThat(apply("Mine: {}", "--archive-others", "--allow-removals", "4").status()).isZero();
    assertThat(apply("Mine: {}", "--archive-others").err()).contains("nothing to do");
  }

  @Test
  @Regression(
      input = "users: [] and repositories: [a] for a cost center of two users and a repository",
      before = "3 resources would be removed, more than half",
      now = "what is counted is named: 2 of 3 users and repositories")
  void apply_mostOfTwoTypesRemoved_namesThem() throws IOException {
    assertThat(apply("Mine: {repositories: [octo-org/site]}").status()).isZero();

    assertThat(apply("Mine: {users: [], repositories: [octo-org/site]}").err())
        .contains("this would remove 2 of 3 users and repositories of Mine, more than half");
    assertThat(apply("Theirs: {users: []}").err())
        .contains("this would remove 1 of 1 user of Theirs, more than half");
  }

  @Test
  void apply_refusedCreation_isNamedAndOthersAreChanged() throws IOException {
    sandbox.faults().on("createCostCenter").everyCall().respondWith(409);

    CliRun run = apply(THREE);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errorLines())
        .last()
        .asString()
        .contains("of 7 steps, 4 done, 1 refused, 2 not tried: createCostCenter: HTTP 409");
    assertThat(run.out())
        .containsPattern("applied +partly")
        .containsPattern("create +New +refused +createCostCenter: HTTP 409")
        .containsPattern("move +New +User +lisa +Mine +not tried +the cost center wasn't created")
        .containsPattern("add +x +Mine +User +heidi +done");
    assertThat(members("Mine")).contains("User lisa");
  }

  @Test
  void plan_wrongFile_namesThePlace() throws IOException {
    assertThat(plan("Mine:\n  user: [mona]\n").err()).contains("Mine.user must be id, users");
    assertThat(plan("Mine:\n  users:\n").err()).contains("Mine.users must be a list");
    assertThat(plan("Mine: {}\nMine: {}\n").err()).contains("line 2 of ", "duplicate key Mine");
    assertThat(plan("{\"Mine\": {}, \"Mine\": {}}").err()).contains("line 1 of ", "Duplicate");
    assertThat(plan("A: {users: [mona]}\nB: {users: [Mona]}\n").err())
        .contains("in %s, Mona is desired in both A and B".formatted(file));
    assertThat(plan("mine: {}\n").err()).contains("one of them Mine (x): give the id");
    assertThat(plan("").err()).contains("the file must have");
    assertThat(writes()).isEmpty();
  }

  private CliRun plan(String text, String... options) throws IOException {
    return run("plan", text, options);
  }

  private CliRun apply(String text, String... options) throws IOException {
    return run("apply", text, options);
  }

  private CliRun run(String command, String text, String... options) throws IOException {
    Files.writeString(file, text);
    return CliRun.against(
        sandbox,
        Stream.concat(Stream.of("cost-centers", command, file.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  private List<String> members(String name) throws IOException {
    JsonNode list =
        ApiJson.mapper()
            .readTree(CliRun.against(sandbox, "cost-centers", "list", "--format", "json").out());
    return list.path("costCenters")
        .valueStream()
        .filter(center -> center.path("name").asText().equals(name))
        .flatMap(center -> center.path("resources").valueStream())
        .map(each -> each.path("type").asText() + " " + each.path("name").asText())
        .toList();
  }

  private List<String> writes() {
    return sandbox.requests().stream()
        .filter(request -> !request.method().equals("GET"))
        .map(request -> request.method() + " " + request.body())
        .toList();
  }
}
