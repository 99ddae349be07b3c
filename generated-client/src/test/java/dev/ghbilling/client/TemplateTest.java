package dev.ghbilling.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ghbilling.library.api.BooksApi;
import dev.ghbilling.library.api.BooksApi.AddBooksQuery;
import dev.ghbilling.library.api.BooksApi.FindBooksQuery;
import dev.ghbilling.library.api.BooksApi.MoveShelfQuery;
import dev.ghbilling.library.model.Book;
import dev.ghbilling.library.model.Members;
import dev.ghbilling.library.model.Mood;
import dev.ghbilling.library.model.Move;
import dev.ghbilling.library.model.Shelf;
import dev.ghbilling.library.model.Trap;
import dev.ghbilling.spec.JavaNames;
import feign.Feign;
import feign.Param;
import feign.RequestLine;
import feign.Response;
import feign.TypedResponse;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the templates make of {@code library.yaml}, which has what the contract hasn't. */
class TemplateTest {
  private static final String BOOK =
      """
      {"pages":7,"lent":false,"copies":2,"title":"x","price":1.50,"lent_on":["2025-01-01"],\
      "returned_at":["2025-01-02T00:00:00Z"],"printed_on":"2024-01-01"}\
      """;

  @Test
  void record_requiredNumbersAndFlags_arePrimitive() {
    assertThat(Book.class.getRecordComponents())
        .extracting(component -> component.getName() + " " + component.getType().getSimpleName())
        .startsWith("pages int", "lent boolean", "copies long", "title String");
  }

  @Test
  void method_mapsAsBodies_haveTheirTypes() throws Exception {
    assertThat(BooksApi.class.getMethod("countBooks", Map.class).toGenericString())
        .contains("Map<java.lang.String, dev.ghbilling.library.model.Shelf>")
        .contains("countBooks(java.util.Map<java.lang.String, java.lang.Integer>)");
  }

  @Test
  void record_datesInLists_areWrittenByAnyMapper() throws Exception {
    Book book = ApiJson.mapper().readValue(BOOK, Book.class);

    assertThat(new ObjectMapper().writeValueAsString(book)).isEqualTo(BOOK);
    assertThat(ApiJson.mapper().writeValueAsString(book)).isEqualTo(BOOK);
    assertThat(
            ApiJson.mapper()
                .readTree(new tools.jackson.databind.ObjectMapper().writeValueAsString(book)))
        .isEqualTo(ApiJson.mapper().readTree(BOOK));
  }

  @Test
  void record_deprecatedProperty_isDeprecatedWhereItIsUsed() throws Exception {
    assertThat(Book.class.getMethod("price").isAnnotationPresent(Deprecated.class)).isTrue();
    assertThat(
            Book.Builder.class
                .getMethod("price", BigDecimal.class)
                .isAnnotationPresent(Deprecated.class))
        .isTrue();
    assertThat(Book.class.getMethod("title").isAnnotationPresent(Deprecated.class)).isFalse();
    assertThat(source("model/Book"))
        .contains("@deprecated The contract marks this property as deprecated.");
  }

  @Test
  void record_secretOfAnyType_isNotQuoted() throws Exception {
    assertThat(ApiJson.mapper().readValue("{\"code\":4711}", Shelf.class).code()).isEqualTo(4711);
    assertThat(ApiJson.mapper().readValue("{\"code\":null}", Shelf.class).code()).isNull();

    for (ObjectMapper mapper : List.of(ApiJson.mapper(), new ObjectMapper())) {
      for (String value : List.of("\"x4711\"", "[4711]", "{\"a\":4711}")) {
        JsonProcessingException e = unreadableShelf(mapper, value);
        assertThat(e.getMessage()).contains("\"code\"").doesNotContain("4711");
        assertThat(e).hasNoCause();
      }
    }
    for (String value : List.of("4711.5", "x4711")) {
      assertThat(unreadableShelf(ApiJson.mapper(), value).getMessage()).doesNotContain("4711");
    }
  }

  private static JsonProcessingException unreadableShelf(ObjectMapper mapper, String code) {
    return catchThrowableOfType(
        JsonProcessingException.class,
        () -> mapper.readValue("{\"code\":%s}".formatted(code), Shelf.class));
  }

  @Test
  void record_secret_isMarked() {
    assertThat(Shelf.class.getRecordComponents())
        .filteredOn(component -> component.isAnnotationPresent(Secret.class))
        .extracting(RecordComponent::getName)
        .containsExactly("code");
  }

  @Test
  void record_requiredPropertyThatMayBeNull_isReadAndWrittenAsNull() throws Exception {
    String nulls = "{\"must_be_null\":null,\"no_list\":null,\"no_count\":null}";

    Trap trap = ApiJson.mapper().readValue(nulls, Trap.class);

    assertThat(trap.mustBeNull()).isNull();
    assertThat(trap.noList()).isNull();
    assertThat(trap.noCount()).isNull();
    assertThat(trap).isEqualTo(trap.toBuilder().build());
    assertThat(ApiJson.mapper().writeValueAsString(trap)).isEqualTo(nulls);
  }

  @Test
  void record_optionalPropertyThatIsNull_staysNull() throws Exception {
    String absent = "{\"must_be_null\":null,\"no_list\":null,\"no_count\":null}";
    String isNull = absent.replace("}", ",\"may_be_null\":null}");

    for (ObjectMapper mapper : List.of(ApiJson.mapper(), new ObjectMapper())) {
      Trap trap = mapper.readValue(isNull, Trap.class);

      assertThat(trap.mayBeNull()).isNull();
      assertThat(mapper.writeValueAsString(trap)).isEqualTo(isNull);
      assertThat(mapper.writeValueAsString(trap.toBuilder().build())).isEqualTo(isNull);
      assertThat(mapper.writeValueAsString(trap.toBuilder().mayBeNull("a").build()))
          .isEqualTo(absent.replace("}", ",\"may_be_null\":\"a\"}"));
      assertThat(mapper.writeValueAsString(mapper.readValue(absent, Trap.class))).isEqualTo(absent);
    }
  }

  @Test
  void record_propertiesWithNamesThatJavaCantTake_keepTheirNamesInJson() throws Exception {
    String names =
        """
        {"must_be_null":"","no_list":[],"no_count":1,"additional_properties":"a",\
        "additional_property":"b","builder":"c","build":"d","class":"e","clone":"f","default":true,\
        "finalize":"g","getClass":"h","hash_code":"i","notify":true,"notifyAll":false,"record":"j",\
        "to_builder":"k","toString":"l","value":"m","wait":2,"_links":"n","@type":"o",\
        "2fa_required":false,"var":"q","null":"r","list":"s","string":"t","with-dash":"u","with_dash":"v","withDash":"w","+1":1,"-1":-1,\
        "unknown":1}\
        """;

    Trap trap = ApiJson.mapper().readValue(names, Trap.class);

    assertThat(trap.propertyAdditionalProperties()).isEqualTo("a");
    assertThat(trap.withDash_2()).isEqualTo("v");
    assertThat(trap.withDash_3()).isEqualTo(new Mood("w"));
    assertThat(trap.additionalProperties()).containsOnlyKeys("unknown");
    assertThat(trap.propertyNotify()).isTrue();
    assertThat(trap.propertyWait()).isEqualTo(2);
    assertThat(ApiJson.mapper().writeValueAsString(trap)).isEqualTo(names);
    assertThat(ApiJson.mapper().writeValueAsString(trap.toBuilder().build())).isEqualTo(names);
  }

  @Test
  void record_noneOfTheAlternativesGiven_isNotBuilt() throws Exception {
    assertThatIllegalStateException()
        .isThrownBy(Move.builder().row(1)::build)
        .withMessage("room, or row and column, or note is required");
    assertThat(Move.builder().room("a").build().room()).isEqualTo("a");
    assertThat(Move.builder().row(1).column(2).build().column()).isEqualTo(2);
  }

  @Test
  void record_alternativeThatIsNull_isGiven() throws Exception {
    Move move = Move.builder().additionalProperty("note", null).build();

    assertThat(ApiJson.mapper().writeValueAsString(move)).isEqualTo("{\"note\":null}");
    assertThat(ApiJson.mapper().readValue("{\"note\":null}", Move.class)).isEqualTo(move);
  }

  @Test
  void record_enumerationThatMayBeNull_staysNull() throws Exception {
    String json =
        "{\"must_be_null\":null,\"no_list\":null,\"no_count\":null,\"word_or_null\":null}";

    assertThat(ApiJson.mapper().writeValueAsString(ApiJson.mapper().readValue(json, Trap.class)))
        .isEqualTo(json);
  }

  @Test
  void schema_namedAsATypeOfTheSources_isRefused() throws Exception {
    List<String> types = new ArrayList<>();
    for (String template : List.of("api", "query", "model", "pojo", "openEnum")) {
      Pattern.compile("(?m)^import .*?(\\w+);|(?:class|record|interface) ([A-Z]\\w+)")
          .matcher(Files.readString(Path.of("templates", template + ".mustache")))
          .results()
          .map(type -> type.group(1) == null ? type.group(2) : type.group(1))
          .forEach(types::add);
    }

    assertThat(types).contains("Response", "Builder").allMatch(JavaNames::isTaken);
  }

  @Test
  void record_fewerPropertiesThanTheLeast_isNotBuilt() {
    assertThatIllegalStateException()
        .isThrownBy(Members.builder()::build)
        .withMessage("at least 1 of the properties must be given, were 0");
    assertThat(Members.builder().given("a").build().given()).isEqualTo("a");
    assertThat(Members.builder().additionalProperty("teams", "b").build().users()).isNull();
  }

  @Test
  void enumeration_valuesThatAreHardToName_areConstants() {
    assertThat(Mood.EMPTY.value()).isEmpty();
    assertThat(Mood.A_B.value()).isEqualTo("a-b");
    assertThat(Mood.A_B_2.value()).isEqualTo("a_b");
    assertThat(Mood.VALUE_2X.value()).isEqualTo("2x");
    assertThat(Mood.NEW.value()).isEqualTo("new");
    assertThat(Mood.SKU_PRICING.value()).isEqualTo("SkuPricing");
    assertThat(Mood.VALUE_1_2.value()).isEqualTo("-1");
    assertThat(Mood.A_B_C.value()).isEqualTo("a\"b\\c");
  }

  @Test
  void parameters_withNamesThatJavaCantTake_areSentUnderTheirOwn() throws Exception {
    Method move =
        BooksApi.class.getMethod(
            "moveShelf", String.class, String.class, MoveShelfQuery.class, Move.class);

    assertThat(move.getAnnotation(RequestLine.class).value())
        .isEqualTo("PUT /shelves/{parameterQuery}/{parameterClass}");
    assertThat(MoveShelfQuery.class.getRecordComponents())
        .extracting(component -> component.getAccessor().getAnnotation(Param.class).value())
        .containsExactly("to_string", "sort_by", "sortBy", "tags", "rows", "since", "moved_at");
    assertThat(MoveShelfQuery.builder().sortBy("a").sortBy_2("b").build().sortBy_2())
        .isEqualTo("b");
    assertThat(move.getGenericReturnType().getTypeName())
        .isEqualTo("java.util.List<" + Shelf.class.getName() + ">");
  }

  @Test
  void record_map_isExactAndImmutable() throws Exception {
    Trap trap =
        ApiJson.mapper()
            .readValue(
                """
                {"must_be_null":"","no_list":[],"no_count":1,\
                "thresholds":{"b":0.10,"a":2},"by_kind":{"user":["x"]}}\
                """,
                Trap.class);

    Map<String, BigDecimal> thresholds = Objects.requireNonNull(trap.thresholds());
    List<String> users = Objects.requireNonNull(trap.byKind()).getOrDefault("user", List.of());
    assertThat(thresholds.toString()).isEqualTo("{b=0.10, a=2}");
    assertThatThrownBy(() -> thresholds.put("c", BigDecimal.ONE))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(users).containsExactly("x");
    assertThatThrownBy(() -> users.add("y")).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void record_freeMap_isExactAndImmutable() throws Exception {
    String json =
        """
        {"must_be_null":null,"no_list":null,"no_count":null,\
        "labels":{"a":1.50,"b":[1,null],"c":{"d":true}}}\
        """;

    Trap trap = ApiJson.mapper().readValue(json, Trap.class);

    Map<String, @Nullable Object> labels = Objects.requireNonNull(trap.labels());
    assertThat(labels).containsEntry("a", new BigDecimal("1.50"));
    assertThatThrownBy(() -> labels.put("e", "f"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(ApiJson.mapper().writeValueAsString(trap)).isEqualTo(json);
    assertThat(ApiJson.mapper().writeValueAsString(trap.toBuilder().build())).isEqualTo(json);
  }

  @Test
  void query_listWithASeparator_isSentAsOneText() {
    List<String> urls = new ArrayList<>();
    BooksApi books =
        Feign.builder()
            .encoder(ApiJson.encoder())
            .decoder(ApiJson.decoder())
            .client(
                (request, options) -> {
                  urls.add(request.url());
                  return Response.builder()
                      .status(200)
                      .request(request)
                      .body("[{\"room\":\"x\"}]", StandardCharsets.UTF_8)
                      .build();
                })
            .target(BooksApi.class, "https://library.example");

    List<Shelf> shelves =
        books.moveShelf(
            "a/b",
            "c",
            MoveShelfQuery.builder()
                .tags(List.of("d e", "f"))
                .rows(List.of(1, 2))
                .since(Instant.parse("2025-01-01T00:00:00Z"))
                .movedAt(List.of(Instant.parse("2025-01-01T12:00:00Z")))
                .build(),
            Move.builder().room("g").build());

    assertThat(urls).hasSize(1);
    assertThat(urls.get(0).split("[?&]"))
        .containsExactlyInAnyOrder(
            "https://library.example/shelves/a%2Fb/c",
            "tags=d%20e%2Cf",
            "rows=1%2C2",
            "since=2025-01-01T00%3A00%3A00Z",
            "moved_at=2025-01-01T12%3A00%3A00Z");
    assertThat(shelves).extracting(Shelf::room).containsExactly("x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MoveShelfQuery.builder().tags(List.of("a,b")))
        .withMessage("an element of tags must not contain ',', which separates the elements");
  }

  @Test
  void operation_deprecated_isDeprecatedInEachForm() throws Exception {
    List<Method> deprecated =
        Arrays.stream(BooksApi.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Deprecated.class))
            .toList();

    assertThat(deprecated)
        .extracting(Method::getName)
        .containsExactlyInAnyOrder("findBooks", "findBooksWithHttpInfo", "findBooksStream");
    assertThat(source("api/BooksApi"))
        .contains("@deprecated The contract marks this operation as deprecated.");
  }

  @Test
  void parameter_deprecated_isDeprecatedInTheQuery() throws Exception {
    assertThat(FindBooksQuery.class.getMethod("oldLabel").isAnnotationPresent(Deprecated.class))
        .isTrue();
    assertThat(
            FindBooksQuery.Builder.class
                .getMethod("oldLabel", String.class)
                .isAnnotationPresent(Deprecated.class))
        .isTrue();
  }

  @Test
  void parameter_thatSelects_hasWhatItSelectsBy() {
    assertThat(FindBooksQuery.class.getRecordComponents())
        .extracting(component -> component.getName() + " " + selects(component))
        .containsExactly("minPages none", "labels /books /title vocabulary", "oldLabel none");
  }

  private static String selects(RecordComponent component) {
    Selects selects = component.getAnnotation(Selects.class);
    return selects == null
        ? "none"
        : "%s %s%s%s%s"
            .formatted(
                selects.items(),
                selects.by(),
                selects.part(),
                selects.vocabulary() ? " vocabulary" : "",
                selects.group() ? " group" : "");
  }

  @Test
  void query_requiredParameter_hasNoOverloadWithoutIt() {
    assertThat(BooksApi.class.getMethods())
        .filteredOn(method -> method.getName().equals("findBooks"))
        .hasSize(1);
    assertThatIllegalStateException()
        .isThrownBy(FindBooksQuery.builder().labels(List.of("a"))::build)
        .withMessage("min_pages is required");
    assertThat(FindBooksQuery.builder().minPages(3).build().minPages()).isEqualTo(3);
  }

  @Test
  void query_allOptional_hasAnOverloadWithoutIt() throws Exception {
    assertThat(BooksApi.class.getMethod("addBooks", String.class, List.class).isDefault()).isTrue();
    assertThat(
            BooksApi.class
                .getMethod("addBooks", String.class, AddBooksQuery.class, List.class)
                .isDefault())
        .isFalse();
  }

  @Test
  void operation_withoutABody_returnsNothing() throws Exception {
    Type returned =
        BooksApi.class.getMethod("removeBooksWithHttpInfo", String.class).getGenericReturnType();

    assertThat(BooksApi.class.getMethod("removeBooks", String.class).getReturnType())
        .isEqualTo(void.class);
    assertThat(returned.getTypeName())
        .isEqualTo(TypedResponse.class.getName() + "<java.lang.Void>");
  }

  @Test
  void operation_withoutTokens_saysSo() throws Exception {
    ApiOperation operation =
        BooksApi.class.getMethod("removeBooks", String.class).getAnnotation(ApiOperation.class);

    assertThat(operation.id()).isEqualTo("removeBooks");
    assertThat(operation.idempotent()).isTrue();
    assertThat(operation.tokens()).isEmpty();
    assertThat(operation.refusedTokens()).isEmpty();
  }

  private static String source(String type) throws Exception {
    return Files.readString(
        Path.of("target/generated-sources/library/dev/ghbilling/library", type + ".java"));
  }
}
