package dev.ghbilling.conformance.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  private static List<JsonNode> numbers(int... numbers) {
    return IntStream.of(numbers).<JsonNode>mapToObj(JsonNodeFactory.instance::numberNode).toList();
  }
}
