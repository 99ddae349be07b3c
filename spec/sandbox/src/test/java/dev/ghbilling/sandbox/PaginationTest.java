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
    HttpResponse<byte[]> response = client.get("/advanced-security?per_page=1&page=99999999999");

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
