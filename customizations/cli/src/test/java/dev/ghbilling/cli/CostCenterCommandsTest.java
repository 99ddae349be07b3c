package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A cost center from its creation to its archive. */
class CostCenterCommandsTest {
  @AutoClose
  final Sandbox sandbox =
      Sandbox.builder().costCenter("x", "Mine", "mona").costCenter("y", "Theirs", "hubot").start();

  @Test
  void costCenter_createdRenamedAndDeleted_isArchived() throws IOException {
    CliRun created = run("create", "Research", "--format", "json");
    String id = ApiJson.mapper().readTree(created.out()).path("id").asText();

    assertThat(run("rename", id, "R and D").out()).containsPattern("name +R and D");
    assertThat(run("delete", id).out()).contains("R and D", "CostCenterArchived");
    assertThat(run("get", id).out()).containsPattern("state +deleted");
    assertThat(run("list", "--state", "active").out()).contains("Mine").doesNotContain(id);
    assertThat(run("list", "--state", "deleted").out()).contains(id).doesNotContain("Mine");
  }

  @Test
  @Regression(
      input = "cost-centers get NAME",
      before = "HTTP 404",
      now = "the cost center of that name, as usage --cost-center has it")
  void costCenter_byName_isTheSameAsById() {
    assertThat(run("get", "theirs").out()).isEqualTo(run("get", "y").out()).contains("hubot");
    assertThat(run("add-users", "Mine", "lisa").out()).containsPattern("join +User +lisa +done");
    assertThat(run("remove", "MINE", "--login=lisa").out()).containsPattern("lisa +done");
    assertThat(run("rename", "Mine", "Ours").out()).containsPattern("id +x\\R");
    assertThat(run("delete", "Ours").out()).contains("CostCenterArchived");

    CliRun unknown = run("delete", "Nobody's");

    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.errorLines())
        .singleElement()
        .asString()
        .contains("there is no cost center Nobody's among the ", "give the id or the name of one");
  }

  @Test
  @Regression(
      input = "cost-centers rename Mine Theirs, while there is an active Theirs",
      before = "two of a name, without a word",
      now = "a note, and the sandbox refuses it as it refuses to create a second one")
  void rename_nameOfAnotherOne_isNotedAndRefused() {
    CliRun run = run("rename", "Mine", "Theirs");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("There is another active cost center Theirs, with the ID y.", "HTTP 409");
    assertThat(run("rename", "Mine", "Mine").status()).isZero();
  }

  @Test
  void add_fourTypes_namesTheOutcomeOfEach() throws IOException {
    String resources =
        "x --login=hubot --organization=octo-org --repository=octo-org/site --team=Platform";

    CliRun added = run("add", resources.split(" "));

    assertThat(added.status()).as(added.err()).isZero();
    assertThat(added.out())
        .containsPattern("move +User +hubot +y +Theirs +done")
        .containsPattern("join +Org +octo-org +done")
        .containsPattern("join +Repo +octo-org/site +done")
        .containsPattern("join +Team +Platform +done");
    JsonNode center =
        ApiJson.mapper().readTree(run("get", "x", "--format", "json").out()).path("resources");
    assertThat(center.findValuesAsText("name"))
        .containsExactlyInAnyOrder("mona", "hubot", "octo-org", "octo-org/site", "Platform");

    assertThat(run("remove", resources.split(" ")).out())
        .containsPattern("leave +User +hubot +done")
        .containsPattern("leave +Team +Platform +done");
    assertThat(run("remove", "x", "--team=platform", "--login=mona", "--login=hubot").out())
        .containsPattern("leave +User +mona +done")
        .containsPattern("leave +Team +platform +already")
        .containsPattern("leave +User +hubot +already");
  }

  @Test
  void add_wrongNames_sendsNothing() {
    assertThat(run("add", "x").err()).contains("at least one resource is required");
    assertThat(run("add", "x", "--repository", "site").err())
        .contains("a repository must be OWNER/NAME, was site");
    assertThat(run("add", "x", "--organization", "a b").status()).isEqualTo(2);
    assertThat(run("create", " ").err()).contains("name must be 1 to 255 characters");
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void list_markdown_isTables() {
    assertThat(run("list", "--state", "active", "--format", "markdown").out())
        .startsWith("| id | name | state |")
        .contains("\n| --- | --- | --- |")
        .contains("| x | Mine | active |");
  }

  private CliRun run(String command, String... arguments) {
    return CliRun.against(
        sandbox,
        Stream.concat(Stream.of("cost-centers", command), Stream.of(arguments))
            .toArray(String[]::new));
  }
}
