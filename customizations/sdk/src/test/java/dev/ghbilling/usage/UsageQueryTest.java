package dev.ghbilling.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.fixture.Documented;
import dev.ghbilling.spec.Parameter;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UsageQueryTest {
  private static final Map<String, IntFunction<UsageQuery>> BOUNDED =
      Map.of(
          "year", UsageQuery.currentMonth()::withYear,
          "month", UsageQuery.currentMonth()::withMonth,
          "day", UsageQuery.currentMonth()::withDay,
          "hour", UsageQuery.currentMonth()::withHour);

  static Stream<Arguments> bounded() {
    return Documented.CONTRACT
        .operation("getUsageReport")
        .orElseThrow()
        .parameters(Parameter.Location.QUERY)
        .stream()
        .filter(parameter -> parameter.schema().has("minimum"))
        .map(parameter -> Arguments.of(parameter.name(), parameter.schema()));
  }

  @ParameterizedTest
  @MethodSource("bounded")
  void query_withinTheContractsBounds_isAccepted(String name, JsonNode schema) {
    IntFunction<UsageQuery> with = Objects.requireNonNull(BOUNDED.get(name), name);

    assertThat(with.apply(schema.path("minimum").asInt())).isNotNull();
    assertThat(with.apply(schema.path("maximum").asInt())).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("bounded")
  void query_outOfBounds_throws(String name, JsonNode schema) {
    IntFunction<UsageQuery> with = Objects.requireNonNull(BOUNDED.get(name), name);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> with.apply(schema.path("minimum").asInt() - 1))
        .withMessageStartingWith(name + " must be ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with.apply(schema.path("maximum").asInt() + 1))
        .withMessageStartingWith(name + " must be ");
  }
}
