package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PaginationTest {
  @RegisterExtension static final SandboxExtension sandbox = SandboxExtension.create();

  private final TestClient client = new TestClient(sandbox.sandbox());

  @Test
  void link_onePage_isAbsent() {
    assertThat(client.get("/advanced-security").headers().firstValue("Link")).isEmpty();
    assertThat(client.get("/advanced-security?per_page=2").headers().firstValue("Link")).isEmpty();
  }

  @Test
  void link_firstPage_hasNextAndLast() {
    HttpResponse<byte[]> response = client.get("/advanced-security?per_page=1&q=%C3%A9+a");

    assertThat(names(response)).containsExactly("octocat-org/Hello-World");
    assertThat(TestClient.json(response).path("total_count").asInt()).isEqualTo(2);
    assertThat(TestClient.header(response, "Link"))
        .isEqualTo(
            "<%1$s>; rel=\"next\", <%1$s>; rel=\"last\""
                .formatted(address("per_page=1&q=%C3%A9+a&page=2")));
  }

  @Test
  void link_lastPage_hasPrevAndFirst() {
    HttpResponse<byte[]> response = client.get("/advanced-security?page=2&per_page=1");

    assertThat(names(response)).containsExactly("octocat-org/server");
    assertThat(TestClient.header(response, "Link"))
        .isEqualTo(
            "<%1$s>; rel=\"prev\", <%1$s>; rel=\"first\"".formatted(address("per_page=1&page=1")));
  }

  @Test
  void page_pastTheEnd_isEmpty() {
    HttpResponse<byte[]> response = client.get("/advanced-security?per_page=1&page=2147483647");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(names(response)).isEmpty();
    assertThat(TestClient.header(response, "Link"))
        .contains("<%s>; rel=\"prev\"".formatted(address("per_page=1&page=2")));
    assertThat(names(client.get("/advanced-security?page=2"))).isEmpty();
  }

  @Test
  void link_next_leadsToTheNextPage() {
    String link = TestClient.header(client.get("/advanced-security?per_page=1"), "Link");
    String next = link.substring(1, link.indexOf('>'));

    assertThat(names(client.get(next))).containsExactly("octocat-org/server");
  }

  @Test
  void page_ofAList_tellsWhetherThereIsAnother() {
    JsonNode first = TestClient.json(client.get("/budgets?per_page=2"));
    JsonNode last = TestClient.json(client.get("/budgets?per_page=2&page=2"));

    assertThat(first.path("budgets")).hasSize(2);
    assertThat(first.path("has_next_page").asBoolean()).isTrue();
    assertThat(last.path("budgets")).hasSize(1).doesNotContainAnyElementsOf(first.path("budgets"));
    assertThat(last.path("has_next_page").asBoolean()).isFalse();
    assertThat(first.path("total_count").asInt()).isEqualTo(3);
    assertThat(last.path("total_count").asInt()).isEqualTo(3);
  }

  @Test
  void page_withoutASize_hasTheDefault() {
    try (Sandbox own = Sandbox.builder().start()) {
      TestClient asking = new TestClient(own);
      String budget =
          """
          {"budget_amount": 1, "prevent_further_usage": false, "budget_scope": "enterprise",
           "budget_type": "SkuPricing", "budget_product_sku": "actions_linux",
           "budget_alerting": {"will_alert": false, "alert_recipients": []}}
          """;
      for (int i = 0; i < 8; i++) {
        assertThat(asking.post("/budgets", budget).statusCode()).isEqualTo(200);
      }

      JsonNode page = TestClient.json(asking.get("/budgets"));
      assertThat(page.path("budgets")).hasSize(10);
      assertThat(page.path("has_next_page").asBoolean()).isTrue();
      assertThat(page.path("total_count").asInt()).isEqualTo(11);
      JsonNode selected = TestClient.json(asking.get("/budgets?scope=organization"));
      assertThat(selected.path("budgets").findValuesAsText("budget_scope"))
          .containsExactly("organization");
      assertThat(selected.path("total_count").asInt()).isEqualTo(1);
    }
  }

  @Test
  void page_ofMembers_isOfTheResource() {
    String center = "/cost-centers/3ffb9ffe-6903-11ee-8c99-0242ac120003";

    JsonNode page = TestClient.json(client.get(center + "?per_page=2&page=2"));

    assertThat(page.path("resources")).hasSize(1);
    assertThat(page.path("has_next_page").asBoolean()).isFalse();
    assertThat(TestClient.json(client.get(center)).path("resources")).hasSize(3);
  }

  private static String address(String query) {
    return "%s/enterprises/octo-enterprise/settings/billing/advanced-security?%s"
        .formatted(sandbox.baseUrl(), query);
  }

  private static Iterable<String> names(HttpResponse<byte[]> response) {
    JsonNode repositories = TestClient.json(response).path("repositories");
    assertThat(repositories.isArray()).isTrue();
    return repositories.findValuesAsText("name");
  }
}
