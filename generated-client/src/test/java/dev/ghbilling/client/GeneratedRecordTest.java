package dev.ghbilling.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.model.AdvancedSecurityRepository;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterRequest;
import dev.ghbilling.client.model.CostCenterResources;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportExportStatus;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the templates make of the contract's schemas, whatever reads and writes it. */
class GeneratedRecordTest {
  private static final ObjectMapper PLAIN = new ObjectMapper();
  private static final String MODELS = "dev.ghbilling.client.model.";

  private static final UsageReportExport EXPORT =
      UsageReportExport.builder()
          .id("7")
          .reportType(UsageReportType.SUMMARIZED)
          .startDate(LocalDate.of(2025, 1, 1))
          .endDate(LocalDate.of(2025, 1, 31))
          .status(new UsageReportExportStatus("queued"))
          .createdAt(OffsetDateTime.parse("2025-01-01T00:00:00Z"))
          .additionalProperty("nothing", null)
          .additionalProperty("deep", Map.of("amount", new BigDecimal("0.10")))
          .build();

  private static final String EXPORT_AS_JSON =
      """
      {"id":"7","report_type":"summarized","start_date":"2025-01-01","end_date":"2025-01-31",\
      "status":"queued","created_at":"2025-01-01T00:00:00Z","nothing":null,\
      "deep":{"amount":0.10}}\
      """;

  /** Every documented body of the contract, with the record that it is read as. */
  static Stream<Arguments> documented() {
    List<Arguments> found = new ArrayList<>();
    for (Operation operation : Contract.bundled().operations()) {
      Stream.concat(
              operation.requestBody().stream(),
              operation.responses().values().stream().flatMap(response -> response.body().stream()))
          .filter(body -> body.schema().has("$ref"))
          .forEach(body -> add(body, found));
    }
    return found.stream();
  }

  private static void add(Body body, List<Arguments> found) {
    String schema = body.schema().path("$ref").asText();
    String type = MODELS + schema.substring(schema.lastIndexOf('/') + 1);
    for (Example example : body.examples()) {
      found.add(Arguments.of(Named.of(example.file() + example.pointer(), example.value()), type));
    }
  }

  @Test
  void documented_findsTheExamples() {
    assertThat(documented()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("documented")
  void write_byAnyMapper_isWhatWasRead(JsonNode example, String type) throws Exception {
    Object value = ApiJson.mapper().treeToValue(example, Class.forName(type));

    assertThat(tree(ApiJson.mapper().writeValueAsString(value)))
        .isEqualTo(tree(example.toString()));
    assertThat(tree(PLAIN.writeValueAsString(value))).isEqualTo(tree(example.toString()));
    assertThat(tree(new tools.jackson.databind.ObjectMapper().writeValueAsString(value)))
        .isEqualTo(tree(example.toString()));
  }

  @ParameterizedTest
  @MethodSource("documented")
  void toBuilder_build_isEqual(JsonNode example, String type) throws Exception {
    Object value = ApiJson.mapper().treeToValue(example, Class.forName(type));
    Object builder = value.getClass().getMethod("toBuilder").invoke(value);

    assertThat(builder.getClass().getMethod("build").invoke(builder)).isEqualTo(value);
  }

  @Test
  void write_byPlainJackson2_hasTheContractsForm() throws Exception {
    assertThat(PLAIN.writeValueAsString(EXPORT)).isEqualTo(EXPORT_AS_JSON);
  }

  @Test
  void write_byPlainJackson3_hasTheContractsForm() {
    String written = new tools.jackson.databind.ObjectMapper().writeValueAsString(EXPORT);

    assertThat(tree(written)).isEqualTo(tree(EXPORT_AS_JSON));
    assertThat(written).contains("\"created_at\":\"2025-01-01T00:00:00Z\"");
  }

  @Test
  void write_byApiJson_hasTheContractsForm() throws Exception {
    assertThat(ApiJson.mapper().writeValueAsString(EXPORT)).isEqualTo(EXPORT_AS_JSON);
    assertThat(ApiJson.mapper().readValue(EXPORT_AS_JSON, UsageReportExport.class))
        .isEqualTo(EXPORT);
  }

  @Test
  void build_requiredPropertyMissing_throwsWithTheContractsName() {
    UsageReportExportRequest.Builder builder =
        UsageReportExportRequest.builder().startDate(LocalDate.of(2025, 1, 1));

    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessage("report_type is required");
  }

  @Test
  void build_requiredCountMissing_throws() {
    assertThatIllegalStateException()
        .isThrownBy(
            AdvancedSecurityRepository.builder()
                    .name("octo/cat")
                    .advancedSecurityCommittersBreakdown(List.of())
                ::build)
        .withMessage("advanced_security_committers is required");
  }

  @Test
  void build_listChangedAfterwards_keepsItsElements() {
    List<String> logins = new ArrayList<>(List.of("mona"));
    CostCenterResources users = CostCenterResources.builder().users(logins).build();

    logins.add("hubot");

    assertThat(users.users()).containsExactly("mona");
  }

  @Test
  void build_nullInAList_throwsNamingTheProperty() {
    assertThatNullPointerException()
        .isThrownBy(CostCenterResources.builder().users(Collections.singletonList(null))::build)
        .withMessage("users must not contain null");
  }

  @Test
  void read_byPlainJackson2_requiredCountNull_isRefused() {
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(
            () ->
                PLAIN.readValue(
                    """
                    {"name":"octo/cat","advanced_security_committers":null,\
                    "advanced_security_committers_breakdown":[]}
                    """,
                    AdvancedSecurityRepository.class))
        .withMessageContaining("advanced_security_committers");
  }

  @Test
  void read_requiredPropertyMissing_isRefusedByName() {
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> ApiJson.mapper().readValue("{}", CostCenterRequest.class))
        .withMessageContaining("name is required");
  }

  @Test
  void additionalProperties_readByPlainJackson2_areValuesOfTheJdk() throws Exception {
    CostCenterChange change =
        PLAIN.readValue(
            """
            {"message":"done","whole":1,"long":0.1234567890123456789012345678901234567890,
             "text":"x","flag":true,"nothing":null,"list":[1.50,{"deep":10000000000000000000000}]}
            """,
            CostCenterChange.class);

    Map<String, @Nullable Object> expected = new HashMap<>();
    expected.put("whole", new BigDecimal("1"));
    expected.put("long", new BigDecimal("0.1234567890123456789012345678901234567890"));
    expected.put("text", "x");
    expected.put("flag", true);
    expected.put("nothing", null);
    expected.put(
        "list",
        List.of(new BigDecimal("1.50"), Map.of("deep", new BigDecimal("10000000000000000000000"))));
    assertThat(change.message()).isEqualTo("done");
    assertThat(change.additionalProperties()).isEqualTo(expected);
  }

  @Test
  void additionalProperties_areImmutableAllTheWayDown() throws Exception {
    CostCenterChange change =
        PLAIN.readValue("{\"list\":[[1]],\"map\":{\"a\":{}}}", CostCenterChange.class);
    Map<String, @Nullable Object> properties = change.additionalProperties();

    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(properties::clear);
    assertThat(properties.get("list"))
        .isInstanceOfSatisfying(
            List.class,
            list -> {
              assertThatExceptionOfType(UnsupportedOperationException.class)
                  .isThrownBy(list::clear);
              assertThatExceptionOfType(UnsupportedOperationException.class)
                  .isThrownBy(((List<?>) list.get(0))::clear);
            });
    assertThat(properties.get("map"))
        .isInstanceOfSatisfying(
            Map.class,
            map ->
                assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(map::clear));
  }

  @Test
  void additionalProperty_changedAfterwards_keepsItsValue() {
    List<Object> list = new ArrayList<>(List.of("a"));
    CostCenterChange change = CostCenterChange.builder().additionalProperty("list", list).build();

    list.add("b");

    assertThat(change.additionalProperties()).containsEntry("list", List.of("a"));
  }

  @Test
  void additionalProperty_anyNumber_isKeptAsBigDecimal() {
    CostCenterChange change =
        CostCenterChange.builder()
            .additionalProperty("int", 1)
            .additionalProperty("long", Long.MAX_VALUE)
            .additionalProperty("big", BigInteger.TWO)
            .additionalProperty("double", 0.1)
            .build();

    assertThat(change.additionalProperties())
        .containsEntry("int", new BigDecimal("1"))
        .containsEntry("long", new BigDecimal(Long.MAX_VALUE))
        .containsEntry("big", new BigDecimal("2"))
        .containsEntry("double", new BigDecimal("0.1"));
  }

  @Test
  void additionalProperty_notAValueOfJson_throwsNamingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            CostCenterChange.builder()
                    .additionalProperty("a", Map.of("b", List.of(1, URI.create("https://x"))))
                ::build)
        .withMessage(
            "a.b[1] must be a Map, List, String, Number, Boolean or null, was java.net.URI");
    assertThatIllegalArgumentException()
        .isThrownBy(CostCenterChange.builder().additionalProperty("a", Double.NaN)::build)
        .withMessage("a must be a number that JSON has, was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(CostCenterChange.builder().additionalProperty("a", Map.of(1, 2))::build)
        .withMessage("a must have names of type String, was 1");
  }

  @Test
  void additionalProperties_calledAgain_replacesThem() {
    CostCenterChange change =
        CostCenterChange.builder()
            .additionalProperty("a", 1)
            .additionalProperties(Map.of("b", "x"))
            .additionalProperty("c", true)
            .build();

    assertThat(change.additionalProperties()).isEqualTo(Map.of("b", "x", "c", true));
  }

  @Test
  void read_propertyCalledAdditionalProperties_isKeptAsAnyOther() throws Exception {
    String json = "{\"additionalProperties\":{\"a\":\"b\"},\"additionalProperty\":\"c\"}";
    ObjectMapper fields =
        new ObjectMapper().setVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY);

    for (ObjectMapper mapper : List.of(PLAIN, fields, ApiJson.mapper())) {
      CostCenterChange change = mapper.readValue(json, CostCenterChange.class);

      assertThat(change.additionalProperties())
          .isEqualTo(Map.of("additionalProperties", Map.of("a", "b"), "additionalProperty", "c"));
      assertThat(mapper.writeValueAsString(change)).isEqualTo(json);
    }
  }

  @Test
  void toString_secretProperty_isWithheld() {
    assertThat(EXPORT.toBuilder().downloadUrls(List.of(URI.create("https://x/?sig=1"))).build())
        .hasToString(
            "UsageReportExport[id=7, reportType=summarized, startDate=2025-01-01,"
                + " endDate=2025-01-31, status=queued, downloadUrls=[1 withheld],"
                + " createdAt=2025-01-01T00:00Z, actor=null,"
                + " additionalProperties=[nothing, deep]]");
  }

  @Test
  void accessor_secretProperty_isMarked() {
    assertThat(UsageReportExport.class.getDeclaredMethods())
        .filteredOn(method -> method.isAnnotationPresent(Secret.class))
        .extracting(Method::getName)
        .containsExactly("downloadUrls");
  }

  @Test
  void query_toBuilder_changesWhatIsSet() {
    GetUsageReportQuery query = GetUsageReportQuery.builder().year(2025).month(1).build();

    assertThat(query.toBuilder().month(null).day(3).build())
        .isEqualTo(GetUsageReportQuery.builder().year(2025).day(3).build());
  }

  private static JsonNode tree(String json) {
    try {
      return ApiJson.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
