package dev.ghbilling.internal.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.ApiOperation;
import dev.ghbilling.client.Selects;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import feign.Param;
import feign.QueryMap;
import feign.RequestLine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An operation such as the contract doesn't have at present: a report without dates, which repeats
 * what was asked. The suite's and the sandbox's {@link dev.ghbilling.spec.Selects} has to agree.
 */
class RequestSelectionTest {
  private static final Query NOTHING = new Query(null, null, null, null);

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  public interface SummaryApi {
    @RequestLine("GET /summary")
    @ApiOperation(id = "getSummary", idempotent = true)
    Summary getSummary(@QueryMap Query query);
  }

  public record Query(
      @Param("product") @Selects(items = "/rows", by = "/product", vocabulary = true)
          @Nullable List<String> product,
      @Param("repository") @Selects(items = "/rows", by = "/repositoryName")
          @Nullable String repository,
      @Param("year") @Selects(items = "", by = "/timePeriod/year", part = "year")
          @Nullable Integer year,
      @Param("user") @Selects(items = "", by = "/user") @Nullable String user) {}

  public record Summary(
      @JsonProperty("timePeriod") @Nullable Map<String, Object> timePeriod,
      @JsonProperty("user") @Nullable String user,
      @JsonProperty("rows") List<Row> rows) {}

  public record Row(
      @JsonProperty("product") @Nullable String product,
      @JsonProperty("repositoryName") @Nullable String repositoryName) {}

  @ParameterizedTest
  @CsvSource({
    "actions, Actions, true",
    "Actions Linux, actions_linux, true",
    "actions-linux, Actions Linux, true",
    "gigabyte-hours, GigabyteHours, true",
    "Copilot, Actions, false",
    "Actions, Actions Linux, false",
    "actions_linux_4_core, Actions Linux 4-core, true",
    "actions_linux_4_core, Actions Linux 8-core, false",
    "gpt-5, openai/GPT 5, true",
    "Actions, '', false",
    "Actions, , false",
    "---, '***', false"
  })
  void vocabulary_inAnySpelling_isTheSame(String asked, String came, boolean same)
      throws Exception {
    assertThat(fault(query(asked, null), came, null) == null).isEqualTo(same);
    assertThat(selectsOfTheContract("product", true, asked, came)).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource({
    "shop, shop, true",
    "shop, Shop, true",
    "acme/shop, shop, true",
    "shop, acme/Shop, true",
    "acme/shop, Acme/Shop, true",
    "' shop', shop, true",
    "acme/shop, other/shop, false",
    "shop-api, shop_api, false",
    "shop, shops, false",
    "shop, acme/shop/x, false",
    "shop, '', false",
    "shop, ' ', false",
    "shop, , false"
  })
  void name_inAnotherCaseOrWithItsOwner_isTheSame(String asked, String came, boolean same)
      throws Exception {
    assertThat(fault(query(null, asked), null, came) == null).isEqualTo(same);
    assertThat(selectsOfTheContract("repositoryName", false, asked, came)).isEqualTo(same);
  }

  @Test
  void value_ofSeveralAskedFor_isOneOfThem() {
    Query query = new Query(List.of("Actions", "Packages"), null, null, null);

    assertThat(fault(query, "packages", null)).isNull();
    assertThat(fault(query, "Copilot", null))
        .isEqualTo(
            "the server seems to ignore product: asked for product=Actions or product=Packages, but rows[0] has the product Copilot");
    assertThat(server.requests().get(0).target()).endsWith("product=Actions&product=Packages");
  }

  @Test
  void value_blankOrMissing_isNamed() {
    assertThat(fault(query(null, "shop"), "Actions", ""))
        .isEqualTo(
            "the server seems to ignore repository: asked for repository=shop, but rows[0] has no repositoryName");
  }

  @Test
  void parameter_blank_asksForNothing() {
    assertThat(fault(query(null, ""), "Actions", "shop")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"timePeriod\": {\"year\": 2026}, \"user\": \"Ann\", \"rows\": []} |",
        "{\"timePeriod\": {\"year\": \"2026\"}, \"user\": \"ann\", \"rows\": []} |",
        "{\"timePeriod\": {\"year\": 2026.0}, \"user\": \"ann\", \"rows\": []} |",
        "{\"timePeriod\": {\"year\": 2025}, \"user\": \"ann\", \"rows\": []} | the response has the timePeriod.year 2025",
        "{\"timePeriod\": {}, \"user\": \"ann\", \"rows\": []} | the response has no timePeriod.year",
        "{\"user\": \"ann\", \"rows\": []} | the response has no timePeriod.year",
        "{\"timePeriod\": {\"year\": 2026}, \"user\": \"bob\", \"rows\": []} | the response has the user bob"
      })
  void response_repeatingWhatWasAsked_isHeldAgainstIt(String body, @Nullable String fault)
      throws Exception {
    Query query = new Query(null, null, 2026, "ann");
    String prefix = "asked for year=2026, user=ann, but ";

    assertThat(fault(query, body))
        .satisfies(
            actual -> {
              if (fault == null) {
                assertThat(actual).isNull();
              } else {
                assertThat(actual).endsWith(prefix + fault);
              }
            });
    JsonNode document = new ObjectMapper().readTree(body);
    assertThat(
            selects("", "/timePeriod/year", "year").takes(document, "2026")
                && selects("", "/user", "").takes(document, "ann"))
        .isEqualTo(fault == null);
  }

  @Test
  void query_ofNothing_takesEverything() {
    assertThat(fault(NOTHING, "Copilot", "shop")).isNull();
  }

  private static Query query(@Nullable String product, @Nullable String repository) {
    return new Query(product == null ? null : List.of(product), repository, null, null);
  }

  private @Nullable String fault(
      Query query, @Nullable String product, @Nullable String repository) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("product", product).put("repositoryName", repository);
    return fault(query, "{\"rows\": [%s]}".formatted(row));
  }

  private @Nullable String fault(Query query, String body) {
    server.respondWith(ScriptedResponse.json(body));
    Throwable thrown = catchThrowable(() -> billing.api(SummaryApi.class).getSummary(query));
    if (thrown == null) {
      return null;
    }
    assertThat(thrown).isInstanceOf(UnreadableResponseException.class);
    return String.valueOf(thrown.getMessage()).replaceFirst(".*, but the server", "the server");
  }

  private static boolean selectsOfTheContract(
      String property, boolean vocabulary, String asked, @Nullable String came) {
    ObjectNode row = JsonNodeFactory.instance.objectNode().put(property, came);
    JsonNode node =
        JsonNodeFactory.instance
            .objectNode()
            .set(
                "x-selects",
                JsonNodeFactory.instance
                    .objectNode()
                    .put("items", "/rows")
                    .put("by", "/" + property)
                    .put("vocabulary", vocabulary));
    return of(node).takes(row, asked);
  }

  private static dev.ghbilling.spec.Selects selects(String items, String by, String part) {
    ObjectNode extension =
        JsonNodeFactory.instance.objectNode().put("items", items).put("by", by).put("part", part);
    return of(JsonNodeFactory.instance.objectNode().set("x-selects", extension));
  }

  private static dev.ghbilling.spec.Selects of(JsonNode node) {
    Parameter parameter =
        new Parameter("p", Parameter.Location.QUERY, false, node.path("schema"), node);
    return dev.ghbilling.spec.Selects.of(parameter).orElseThrow();
  }
}
