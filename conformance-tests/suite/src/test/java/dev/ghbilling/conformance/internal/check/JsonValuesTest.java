package dev.ghbilling.conformance.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonValuesTest {
  @Test
  void missing_ofDuplicates_countsThem() {
    assertThat(JsonValues.missing(numbers(1, 1, 2, 3), numbers(3, 1, 4))).isEqualTo(numbers(1, 2));
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void missing_ofManyItems_takesLinearTime() {
    List<JsonNode> items = numbers(IntStream.range(0, 200_000).toArray());
    List<JsonNode> others = numbers(IntStream.range(200_000, 400_000).toArray());

    assertThat(JsonValues.missing(items, others)).hasSize(200_000);
  }

  @Test
  void places_ofElementsAndProperties_nameThem() throws IOException {
    JsonNode document =
        ContractJson.MAPPER.readTree(
            "{\"items\":[{\"by\":{\"a\":1,\"b\":2}},{\"by\":{\"2026\":3}}]}");

    assertThat(JsonValues.valuesByPath(document, "/items/*/by/*", Set.of("b")).keySet())
        .containsExactly("items[0].by.a", "items[1].by.2026");
    assertThat(JsonValues.path(document, "/items/1/by/2026")).isEqualTo("items[1].by.2026");
    assertThat(JsonValues.path(document, "/items/7/by")).isEqualTo("items[7].by");
    assertThat(JsonValues.path(document, "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.30000000000000004, 0.1 0.2, true",
    "0.3049, 0.1 0.2, false",
    "2000000000.004, 1e9 1e9, true",
    "2000000000.005, 1e9 1e9, false",
    "0.000000002, 1 -1, true",
    "0.00000001, 1 -1, false"
  })
  void isSum_withinABillionthAndLessThanHalfACent_isTrue(
      BigDecimal total, String parts, boolean sum) {
    List<JsonNode> all =
        Stream.of(parts.split(" ", -1))
            .<JsonNode>map(part -> DecimalNode.valueOf(new BigDecimal(part)))
            .toList();

    assertThat(JsonValues.isSum(total, all)).isEqualTo(sum);
  }

  private static List<JsonNode> numbers(int... numbers) {
    return IntStream.of(numbers).<JsonNode>mapToObj(JsonNodeFactory.instance::numberNode).toList();
  }
}
