package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.testkit.Regression;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResourceMembersTest {
  private static final String DOCUMENTED = "2eeb8ffe-6903-11ee-8c99-0242ac120002";

  private final Sandbox sandbox =
      Sandbox.builder().costCenter("second", "The second", "hubot", "HUBOT").start();
  private final TestClient client = new TestClient(sandbox);

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void list_configuredCostCenter_followsTheDocumentedOnes() {
    assertThat(TestClient.json(client.get("/cost-centers")).at("/costCenters/2"))
        .isEqualTo(
            TestClient.json(
                """
                {"id": "second", "name": "The second", "state": "active",
                 "resources": [{"type": "User", "name": "hubot"}],
                 "ai_credit_pool_state": {"target_amount": null, "current_amount": null}}
                """));
  }

  @Test
  void addUsers_twice_listsThemOnce() {
    add(DOCUMENTED, "octocat", "octokitten", "OctoCat");
    add(DOCUMENTED, "octocat");

    assertThat(users(DOCUMENTED))
        .containsExactly("Monalisa", "enterprise-team-1", "octocat", "octokitten");
  }

  @Test
  void login_anotherCase_isTheSameUser() {
    add(DOCUMENTED, "monalisa");
    assertThat(users(DOCUMENTED)).containsExactly("Monalisa", "enterprise-team-1");

    remove(DOCUMENTED, "MONALISA");
    assertThat(users(DOCUMENTED)).containsExactly("enterprise-team-1");
  }

  @Test
  void removeUsers_notMembers_changesNothing() {
    remove(DOCUMENTED, "hubot");

    assertThat(users(DOCUMENTED)).containsExactly("Monalisa", "enterprise-team-1");
    assertThat(users("second")).containsExactly("hubot");
  }

  @Test
  void addUsers_memberOfAnother_leavesThat() {
    add("second", "monalisa");

    assertThat(users(DOCUMENTED)).containsExactly("enterprise-team-1");
    assertThat(users("second")).containsExactly("hubot", "monalisa");
  }

  @Test
  @Regression(
      input = "a member of an archived cost center, added to another one",
      before = "taken from the archived one, and named as reassigned",
      now = "added, and still listed in the archived one")
  void addUsers_memberOfAnArchivedOne_isNoMove() {
    client.delete("/cost-centers/" + DOCUMENTED, "");

    JsonNode added =
        TestClient.json(client.post("/cost-centers/second/resource", "{\"users\":[\"monalisa\"]}"));

    assertThat(added.path("reassigned_resources").isNull()).isTrue();
    assertThat(users("second")).containsExactly("hubot", "monalisa");
    assertThat(users(DOCUMENTED)).containsExactly("Monalisa", "enterprise-team-1");
  }

  @Test
  void changeUsers_unknownCostCenter_is400() {
    String path = "/cost-centers/unknown/resource";

    for (var response :
        List.of(
            client.post(path, "{\"users\":[\"x\"]}"), client.delete(path, "{\"users\":[\"x\"]}"))) {
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(TestClient.json(response).path("message").asText())
          .contains("cost_center_id: there is no cost center unknown");
    }
  }

  @Test
  void addUsers_concurrently_addsAll() {
    List<String> logins = IntStream.range(0, 200).mapToObj(i -> "user-" + i).toList();

    logins.parallelStream().forEach(login -> add(DOCUMENTED, login));

    assertThat(users(DOCUMENTED)).hasSize(202).containsAll(logins);
  }

  @Test
  void start_duplicateCostCenterId_throws() {
    assertThatThrownBy(() -> Sandbox.builder().costCenter(DOCUMENTED, "again").start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(DOCUMENTED);
  }

  @Test
  void add_allKinds_areMovedAndListed() {
    String third =
        TestClient.json(client.post("/cost-centers", "{\"name\":\"Third\"}")).path("id").asText();
    String members =
        """
        {"users": ["OCTOCAT", "new"], "organizations": ["octo-org"],
         "repositories": ["octocat/hello-world"], "enterprise_teams": ["enterprise-team-2"]}
        """;

    JsonNode added = TestClient.json(client.post("/cost-centers/" + third + "/resource", members));

    assertThat(added.path("reassigned_resources"))
        .isEqualTo(
            TestClient.json(
                """
                [{"resource_type": "user", "name": "OCTOCAT", "previous_cost_center": "Another Cost Center"},
                 {"resource_type": "repository", "name": "octocat/hello-world",
                  "previous_cost_center": "Another Cost Center"},
                 {"resource_type": "team", "name": "enterprise-team-2",
                  "previous_cost_center": "Another Cost Center"}]
                """));
    JsonNode center = TestClient.json(client.get("/cost-centers/" + third));
    assertThat(center.path("resources").findValuesAsText("type"))
        .containsExactly("User", "User", "Org", "Repo", "Team");
    assertThat(users("3ffb9ffe-6903-11ee-8c99-0242ac120003")).isEmpty();

    assertThat(
            TestClient.json(client.post("/cost-centers/" + third + "/resource", members))
                .path("reassigned_resources")
                .isNull())
        .isTrue();
    client.delete("/cost-centers/" + third + "/resource", members);
    assertThat(users(third)).isEmpty();
  }

  @Test
  void changeMembers_moreThanFiftyOfAllKinds_isRefusedAndNotDone() {
    String path = "/cost-centers/3ffb9ffe-6903-11ee-8c99-0242ac120003/resource";
    String few = fifty("");
    String many = fifty(", \"organizations\": [\"octo-labs\"]");

    assertThat(client.post(path, many).statusCode()).isEqualTo(400);
    assertThat(users("3ffb9ffe-6903-11ee-8c99-0242ac120003")).hasSize(3);
    assertThat(client.post(path, few).statusCode()).isEqualTo(200);
    assertThat(client.delete(path, many).statusCode()).isEqualTo(400);
    assertThat(users("3ffb9ffe-6903-11ee-8c99-0242ac120003")).hasSize(3 + 50);
    assertThat(client.delete(path, few).statusCode()).isEqualTo(200);
  }

  /** Returns a body with fifty users, and more. */
  private static String fifty(String more) {
    return IntStream.rangeClosed(1, 50)
        .mapToObj(i -> "\"user-" + i + '"')
        .collect(Collectors.joining(", ", "{\"users\": [", "]" + more + "}"));
  }

  private void add(String id, String... logins) {
    assertThat(client.post("/cost-centers/" + id + "/resource", body(logins)).statusCode())
        .isEqualTo(200);
  }

  private void remove(String id, String... logins) {
    assertThat(client.delete("/cost-centers/" + id + "/resource", body(logins)).statusCode())
        .isEqualTo(200);
  }

  private static String body(String... logins) {
    return "{\"users\":[\"%s\"]}".formatted(String.join("\",\"", logins));
  }

  private List<String> users(String id) {
    for (JsonNode center : TestClient.json(client.get("/cost-centers")).path("costCenters")) {
      if (center.path("id").asText().equals(id)) {
        return center.path("resources").findValuesAsText("name");
      }
    }
    throw new AssertionError("no cost center " + id);
  }
}
