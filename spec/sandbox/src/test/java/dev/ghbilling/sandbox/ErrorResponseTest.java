package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
class ErrorResponseTest {
  private final Sandbox sandbox;
  private final TestClient client;

  ErrorResponseTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.client = new TestClient(sandbox);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/unknown", "/actions/", "//actions", "/actions%2F", "/ACTIONS", "/../x"})
  void path_unknown_is404(String path) {
    assertThat(error(client.get(path)).statusCode()).isEqualTo(404);
  }

  @Test
  void path_unknownWithoutAToken_is404() {
    assertThat(error(client.send("GET", "/unknown", "")).statusCode()).isEqualTo(404);
  }

  @Test
  void request_invalidHttp_is400() {
    assertThat(error(client.get("/a%00b")).statusCode()).isEqualTo(400);
  }

  @Test
  void method_notAllowed_is405() {
    HttpResponse<byte[]> response = error(client.send("PUT", "/reports", ""));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(TestClient.header(response, "Allow")).isEqualTo("GET, HEAD, POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "token x"})
  void request_withoutABearerToken_is401(String credentials) {
    HttpResponse<byte[]> response =
        credentials.isEmpty()
            ? client.send("GET", "/actions", "")
            : client.send("GET", "/actions", "", "Authorization", credentials);

    assertThat(error(response).statusCode()).isEqualTo(401);
    assertThat(message(response)).isEqualTo("Requires authentication");
  }

  @Test
  void scheme_lowerCase_isAccepted() {
    assertThat(client.send("GET", "/actions", "", "Authorization", "bearer x").statusCode())
        .isEqualTo(200);
  }

  @Test
  void token_otherThanConfigured_is401() {
    try (Sandbox strict = Sandbox.builder().token("right").start()) {
      TestClient asking = new TestClient(strict);

      assertThat(asking.send("GET", "/actions", "", "Authorization", "Bearer right").statusCode())
          .isEqualTo(200);
      HttpResponse<byte[]> wrong =
          asking.send("GET", "/actions", "", "Authorization", "Bearer wrong");
      assertThat(error(wrong).statusCode()).isEqualTo(401);
      assertThat(message(wrong)).isEqualTo("Bad credentials");
    }
  }

  @Test
  void enterprise_unknown_is404() {
    String path = sandbox.baseUrl() + "/enterprises/other/settings/billing/usage?month=13";

    assertThat(error(client.get(path)).statusCode()).isEqualTo(404);
  }

  @Test
  void enterprise_encodedInAnotherCase_isFound() {
    try (Sandbox named = Sandbox.builder().enterprise("Ünïcode corp").start()) {
      String path =
          named.baseUrl() + "/enterprises/%C3%9Cn%C3%AFcode%20CORP/settings/billing/actions";

      assertThat(new TestClient(named).get(path).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/usage?year=999, year",
    "/usage?year=20x5, year",
    "/usage?month=0, month",
    "/usage?month=13, month",
    "/usage?month=, month",
    "/usage?day=32, day",
    "/usage?hour=24, hour",
    "/usage?hour=-1, hour",
    "/usage?hour=1.5, hour",
    "/usage?cost_center_id=, cost_center_id",
    "/usage?cost_center_id=unknown, cost_center_id",
    "/advanced-security?per_page=101, per_page",
    "/advanced-security?per_page=0, per_page",
    "/advanced-security?page=0, page",
    "/advanced-security?page=x, page",
  })
  void parameter_outOfBounds_is400(String path, String parameter) {
    HttpResponse<byte[]> response = error(client.get(path));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(message(response)).contains(parameter + ": ");
    JsonNode fault = TestClient.json(response).at("/errors/0");
    assertThat(fault.path("field").asText()).isEqualTo(parameter);
    assertThat(fault.path("code").asText()).isEqualTo("invalid");
    assertThat(fault.path("resource").asText()).isNotEmpty();
    assertThat(fault.path("message").asText()).isNotEmpty();
  }

  @Test
  void parameters_severalInvalid_areAllNamed() {
    JsonNode errors = TestClient.json(client.get("/usage?month=13&day=32")).path("errors");

    assertThat(errors.findValuesAsText("field")).containsExactly("month", "day");
  }

  @Test
  void parameter_unknown_isIgnored() {
    assertThat(client.get("/usage?unknown=1&&=1&empty").statusCode()).isEqualTo(200);
  }

  @Test
  void parameter_repeated_lastOneWins() {
    assertThat(client.get("/usage?month=13&month=1").statusCode()).isEqualTo(200);
    assertThat(client.get("/usage?month=1&month=13").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | report_type | missing_field",
        "{\"report_type\":\"detailed\"} | start_date | missing_field",
        "{\"report_type\":5,\"start_date\":\"2024-01-01\"} | report_type | invalid",
        "{\"report_type\":\"detailed\",\"start_date\":\"2024-02-30\"} | start_date | invalid",
        "{\"report_type\":\"detailed\",\"start_date\":\"2024-1-1\"} | start_date | invalid",
        "{\"report_type\":\"detailed\",\"start_date\":\"2024-01-02\",\"end_date\":\"2024-01-01\"} | end_date | invalid",
        "{\"report_type\":\"detailed\",\"start_date\":\"2024-01-02\",\"end_date\":null} | end_date | invalid",
        "{\"report_type\":\"detailed\",\"start_date\":\"2024-01-02\",\"send_email\":1} | send_email | invalid",
        "[] | body | invalid",
      })
  void field_invalid_is400(String body, String field, String code) {
    HttpResponse<byte[]> response = error(client.post("/reports", body));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(message(response)).contains(field + ": ");
    assertThat(TestClient.json(response).at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(TestClient.json(response).at("/errors/0/code").asText()).isEqualTo(code);
  }

  @Test
  void element_invalid_isNamedByItsArray() {
    HttpResponse<byte[]> response =
        error(
            client.post(
                "/cost-centers/2eeb8ffe-6903-11ee-8c99-0242ac120002/resource", "{\"users\":[1]}"));

    assertThat(TestClient.json(response).at("/errors/0/field").asText()).isEqualTo("users");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"report_type\":}", "{} {}", "{\"a\":1,\"a\":2}", "nonsense"})
  void body_malformedJson_is400(String body) {
    HttpResponse<byte[]> response = error(client.post("/reports", body));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(message(response)).isEqualTo("Problems parsing JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void body_missing_is400(String body) {
    HttpResponse<byte[]> response = error(client.post("/reports", body));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(message(response)).isEqualTo("A JSON body is required");
  }

  @Test
  void body_moreThanAMebibyte_is413() {
    assertThat(error(client.post("/reports", "x".repeat((1 << 20) + 1))).statusCode())
        .isEqualTo(413);
    assertThat(error(client.post("/reports", "x".repeat(5 << 20))).statusCode()).isEqualTo(413);
    assertThat(error(client.post("/reports", "x".repeat(1 << 20))).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not-a-uuid", "00000000-0000-0000-0000-000000000000"})
  void export_unknown_is404(String id) {
    assertThat(error(client.get("/reports/" + id)).statusCode()).isEqualTo(404);
  }

  /** The response, after a look at what every error has in common. */
  private static HttpResponse<byte[]> error(HttpResponse<byte[]> response) {
    JsonNode body = TestClient.json(response);
    assertThat(body.path("message").asText()).isNotEmpty();
    assertThat(body.path("documentation_url").asText()).startsWith("https://docs.github.com/");
    assertThat(body.path("status").isTextual()).isTrue();
    assertThat(body.path("status").asText()).isEqualTo(Integer.toString(response.statusCode()));
    assertThat(TestClient.header(response, "Content-Type"))
        .isEqualTo("application/json; charset=utf-8");
    Contract contract = Contract.bundled();
    assertThat(contract.violations(contract.document().at("/components/schemas/BasicError"), body))
        .isEmpty();
    return response;
  }

  private static String message(HttpResponse<byte[]> response) {
    return TestClient.json(response).path("message").asText();
  }

  @Test
  void token_differingInCase_is401() {
    try (Sandbox strict = Sandbox.builder().token("right").start()) {
      TestClient client = new TestClient(strict);
      String path = strict.baseUrl() + "/enterprises/octo-enterprise/settings/billing/actions";

      // One connection: a header that was seen on it before must not be taken for another.
      assertThat(client.send("GET", path, "", "Authorization", "Bearer right").statusCode())
          .isEqualTo(200);
      assertThat(client.send("GET", path, "", "Authorization", "Bearer RIGHT").statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void token_ofTheOutsider_is403() {
    try (Sandbox strict = Sandbox.builder().outsiderToken("stranger").start()) {
      TestClient client = new TestClient(strict);
      String path = strict.baseUrl() + "/enterprises/octo-enterprise/settings/billing/actions";

      assertThat(client.send("GET", path, "", "Authorization", "Bearer stranger").statusCode())
          .isEqualTo(403);
      assertThat(client.send("GET", path, "", "Authorization", "Bearer member").statusCode())
          .isEqualTo(200);
    }
  }
}
