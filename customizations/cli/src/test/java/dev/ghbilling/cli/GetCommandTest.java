package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of paths for which there is no command. */
class GetCommandTest {
  @AutoClose private final Sandbox sandbox = Sandbox.builder().token(CliRun.TOKEN).start();

  @ParameterizedTest
  @ValueSource(strings = {"", "enterprises/", "SERVER/enterprises/", "/enterprises/"})
  void path_withOrWithoutTheBaseUrl_isRequested(String begin) {
    String path =
        begin.isEmpty()
            ? "enterprises/{enterprise}/settings/billing/cost-centers?state=active"
            : begin.replace("SERVER", sandbox.baseUrl().toString())
                + "octo-enterprise/settings/billing/cost-centers?state=active";

    CliRun run = run("api", "GET", path, "-F", "note=a b&c", "--format", "json");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("{\"costCenters\":[");
    RecordedRequest sent = sandbox.requests().get(0);
    assertThat(sent.path()).isEqualTo("/enterprises/octo-enterprise/settings/billing/cost-centers");
    assertThat(sent.query()).isEqualTo("state=active&note=a%20b%26c");
  }

  @Test
  void query_thatHasAUrl_isRequested() {
    CliRun run =
        run("api", "GET", "/enterprises/{enterprise}/settings/billing/budgets?note=https://a/b");

    assertThat(run.err()).isEmpty();
    assertThat(sandbox.requests().get(0).query()).isEqualTo("note=https://a/b");
  }

  @Test
  void method_inLowerCase_isTheSame() {
    CliRun run = run("api", "get", "/enterprises/{enterprise}/settings/billing/budgets");

    assertThat(run.status()).as(run.err()).isZero();
  }

  @Test
  void account_inThePath_isOneSegmentOfIt() {
    run("api", "GET", "/enterprises/{enterprise}/x", "--enterprise", "a/b?c");

    assertThat(sandbox.requests().get(0).path()).endsWith("/enterprises/a%2Fb%3Fc/x");
  }

  @Test
  @Regression(
      input = "a path that has {org} or {user}, with a variable for each kind of account",
      before = "refused, since several variables are set",
      now = "the account of that kind")
  void accounts_inThePath_areOfTheirKinds() {
    Map<String, String> environment = new HashMap<>(CliRun.environment(sandbox));
    environment.put("GITHUB_ORGANIZATION", "acme");
    environment.put("GITHUB_USER", "$1");

    CliRun.with(environment, "api", "GET", "/{enterprise}/{org}/{user}/{username}/{org}");

    assertThat(sandbox.requests().get(0).path()).endsWith("/octo-enterprise/acme/%241/%241/acme");
  }

  @Test
  void field_givenTwice_isSentTwice() {
    String path = "/enterprises/{enterprise}/settings/billing/budgets";

    run("api", "GET", path, "-F", "ids[]=1", "--field", "ids[]=2=3");

    assertThat(sandbox.requests().get(0).query()).isEqualTo("ids%5B%5D=1&ids%5B%5D=2%3D3");
  }

  @Test
  void account_isNotRequired() {
    try (RecordingServer server = new RecordingServer()) {
      server.respondWith(
          ScriptedResponse.json("[{\"login\":\"mona\",\"id\":1},{\"login\":\"hubot\",\"id\":2}]"));

      CliRun run =
          CliRun.with(
              Map.of("GITHUB_API_URL", server.baseUrl().toString(), "GH_TOKEN", "t"),
              "api",
              "GET",
              "/users",
              "--format",
              "csv");

      assertThat(run.err()).isEmpty();
      assertThat(run.out()).isEqualTo("login,id\nmona,1\nhubot,2\n");
      assertThat(server.requests().get(0).target()).isEqualTo("/users");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "markdown"})
  @Regression(
      input = "a response for which there is no command, with properties named like secrets",
      before = "their values in the table",
      now = "withheld in a table, as the contract's secrets are; json has them")
  void table_propertyNamedLikeASecret_isWithheld(String format) {
    String secrets =
        "\"token\":\"s3cr3t a\",\"downloadSignature\":\"s3cr3t b\",\"api_keys\":{\"access_key\":[\"s3cr3t c\"]}";
    try (RecordingServer server = new RecordingServer()) {
      server.respondWith(
          ScriptedResponse.json(
              "{%s,\"token_count\":7,\"hooks\":[{\"name\":\"mona\",%s}]}"
                  .formatted(secrets, secrets)));
      Map<String, String> environment =
          Map.of("GITHUB_API_URL", server.baseUrl().toString(), "GH_TOKEN", "t");

      CliRun run = CliRun.with(environment, "api", "GET", "/x", "--format", format);

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out()).doesNotContain("s3cr3t").contains("mona", "7");
      assertThat(run.out().split("\\(withheld", -1)).hasSize(7);
      assertThat(CliRun.with(environment, "api", "GET", "/x", "--format", "json").out())
          .contains("s3cr3t a", "s3cr3t b", "s3cr3t c");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET https://evil.example/x            | PATH must be below the API's base URL SERVER, was https://evil.example/x: see --base-url
          GET http://localhost:1/x              | PATH must be below the API's base URL SERVER
          GET /a/../b                           | PATH must be a path such as /rate_limit
          GET /a/%2e%2e/b                       | PATH must be a path such as /rate_limit
          GET /a#b                              | PATH must be a path such as /rate_limit
          POST /x                               | the method must be GET, was POST
          GET /orgs/{org}/x                     | PATH has {org}: give --org or set GITHUB_ORGANIZATION
          GET /enterprises/{org}/x --enterprise a | PATH has {org}: give --org or set GITHUB_ORGANIZATION
          GET /orgs/{enterprise}/x --org a      | PATH has {enterprise}: give --enterprise or set GITHUB_ENTERPRISE
          GET /users/{user}/x --enterprise a    | PATH has {user}: give --user or set GITHUB_USER
          GET /users/{username}/x --org a       | PATH has {username}: give --user or set GITHUB_USER
          GET                                   | PATH is required
          GET /x -F year                        | --field must be NAME=VALUE, was year
          GET /x -F =2026                       | --field must be NAME=VALUE, was =2026
          """)
  void request_thatIsRefused_isNotSent(String arguments, String message) {
    Map<String, String> environment = new HashMap<>(CliRun.environment(sandbox));
    environment.remove("GITHUB_ENTERPRISE");

    CliRun run = CliRun.with(environment, ("api " + arguments).split(" "));

    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .contains(message.replace("SERVER", sandbox.baseUrl().toString()));
    assertThat(run.status()).isEqualTo(2);
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void response_thatIsAnError_isOneLine() {
    CliRun run = run("api", "GET", "/nothing");

    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .contains("GET: HTTP 404: Not Found")
        .contains("GitHub's documentation of the endpoint names the tokens that it takes");
    assertThat(run.out()).isEmpty();
    assertThat(run.status()).isEqualTo(1);
  }

  private CliRun run(String... arguments) {
    return CliRun.against(sandbox, arguments);
  }
}
