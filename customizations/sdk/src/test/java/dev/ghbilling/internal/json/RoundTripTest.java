package dev.ghbilling.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.fixture.Documented;
import dev.ghbilling.fixture.ExampleNode;
import dev.ghbilling.fixture.NumberTexts;
import dev.ghbilling.spec.ContractJson;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
  private static final String UNKNOWN =
      """
      {"text": "ä\\u2028", "null": null, "true": true, "nested": {"deeper": {"null": null, "list": []}},
       "array": [1, 0.80, null, {"a": [2.50]}], "cents": 0.80, "gigabytes": 19.5361328125,
       "hours": 5.801260062, "tiny": 0.00009408600000000001,
       "huge": 123456789012345678901234567890123456789012345678901234567890,
       "additionalProperties": {"additionalProperties": 1.0}}
      """;

  static List<Documented> examples() {
    return Documented.all();
  }

  static Stream<Arguments> numbers() {
    return places(ExampleNode::isNumber);
  }

  static Stream<Arguments> counts() {
    return places(ExampleNode::isCount);
  }

  static Stream<Arguments> texts() {
    return places(ExampleNode::isText);
  }

  static Stream<Arguments> openEnumerations() {
    return places(ExampleNode::isOpenEnumeration);
  }

  static Stream<Arguments> requiredPropertiesOfResponses() {
    return places(place -> place.isProperty() && place.required() && !place.isNullable())
        .filter(arguments -> ((Documented) arguments.get()[0]).response());
  }

  static Stream<Arguments> numbersAndCounts() {
    return Stream.concat(numbers(), counts());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_readAndWritten_isUnchanged(Documented document) throws Exception {
    assertComesBack(document, document.example().toString());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void unknownProperties_ofEveryObject_areKept(Documented document) throws Exception {
    assertComesBack(document, withUnknown(document));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void unknownProperties_withFieldVisibility_areKept(Documented document) throws Exception {
    JsonMapper fields =
        ApiJson.mapper()
            .rebuild()
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .build();
    String json = withUnknown(document);

    Object value = fields.readValue(json, document.type());

    assertThat(NumberTexts.of(fields.writeValueAsString(value))).isEqualTo(NumberTexts.of(json));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("openEnumerations")
  void unknownValue_ofAnOpenEnumeration_isKept(Documented document, ExampleNode place)
      throws Exception {
    assertComesBack(document, place.replace(document.example(), "\"added_Later\""));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("numbers")
  void number_ofAnyForm_isKept(Documented document, ExampleNode place) throws Exception {
    for (String number :
        List.of(
            "305.0",
            "305.25",
            "0.80",
            "-0.5",
            "19.5361328125",
            "5.801260062",
            "0.00009408600000000001",
            "0.123456789012345678901234567890",
            "123456789012345678901234567890.5")) {
      assertComesBack(document, place.replace(document.example(), number));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("numbers")
  void number_withAnExponent_isWrittenPlain(Documented document, ExampleNode place)
      throws Exception {
    Map<String, String> plain =
        Map.of("9.4086E-05", "0.000094086", "9.4086e-9", "0.0000000094086", "1.5E+3", "1500");
    for (String number : plain.keySet()) {
      String written = write(document, place.replace(document.example(), number));

      assertThat(NumberTexts.of(written))
          .isEqualTo(
              NumberTexts.of(place.replace(document.example(), plain.getOrDefault(number, ""))));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("counts")
  void count_withAZeroFraction_isRead(Documented document, ExampleNode place) throws Exception {
    String written = write(document, place.replace(document.example(), "2.0"));

    assertThat(NumberTexts.of(written))
        .isEqualTo(NumberTexts.of(place.replace(document.example(), "2")));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("counts")
  void count_withAFraction_throwsAndIsNamed(Documented document, ExampleNode place) {
    assertRefusedByName(document, place, place.replace(document.example(), "2.5"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("counts")
  void count_tooLarge_throwsAndIsNamed(Documented document, ExampleNode place) {
    assertRefusedByName(document, place, place.replace(document.example(), "9223372036854775808"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("numbersAndCounts")
  void number_inAText_throwsAndIsNamed(Documented document, ExampleNode place) {
    assertRefusedByName(document, place, place.replace(document.example(), "\"305\""));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("texts")
  void text_ofAnotherType_throwsAndIsNamed(Documented document, ExampleNode place) {
    for (String other : List.of("5", "0.80", "true", "{}", "[\"x\"]")) {
      assertRefusedByName(document, place, place.replace(document.example(), other));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("requiredPropertiesOfResponses")
  void requiredProperty_missing_isNamed(Documented document, ExampleNode place) {
    assertRefusedByName(document, place, place.remove(document.example()));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("requiredPropertiesOfResponses")
  void requiredProperty_null_isNamed(Documented document, ExampleNode place) {
    assertRefusedByName(document, place, place.replace(document.example(), "null"));
  }

  private static Stream<Arguments> places(Predicate<ExampleNode> wanted) {
    return Documented.all().stream()
        .flatMap(
            document ->
                document.places().stream()
                    .filter(wanted)
                    .map(place -> Arguments.of(document, place)));
  }

  /** Returns the example with an unknown property in each object. */
  private static String withUnknown(Documented document) throws JsonProcessingException {
    JsonNode unknown = ContractJson.MAPPER.readTree(UNKNOWN);
    JsonNode copy = document.example().deepCopy();
    for (ExampleNode place : document.places()) {
      if (place.isObject()) {
        unknown
            .properties()
            .forEach(
                property ->
                    ((ObjectNode) copy.at(place.pointer()))
                        .set(property.getKey(), property.getValue()));
      }
    }
    return ContractJson.MAPPER.writeValueAsString(copy);
  }

  private static void assertComesBack(Documented document, String json)
      throws JsonProcessingException {
    assertThat(NumberTexts.of(write(document, json))).isEqualTo(NumberTexts.of(json));
  }

  private static void assertRefusedByName(Documented document, ExampleNode place, String json) {
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> ApiJson.mapper().readValue(json, document.type()))
        .withMessageContaining(place.property());
  }

  private static String write(Documented document, String json) throws JsonProcessingException {
    Object value = ApiJson.mapper().readValue(json, document.type());
    return ApiJson.mapper().writeValueAsString(value);
  }
}
