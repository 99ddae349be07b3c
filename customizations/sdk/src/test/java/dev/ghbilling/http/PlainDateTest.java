package dev.ghbilling.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A date is read as Jackson reads it, only cheaper. */
class PlainDateTest {
  private static final ObjectMapper JACKSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-10-26",
        "2024-02-29",
        "0000-01-01",
        "9999-12-31",
        " 2025-10-26 ",
        "2025-10-26T12:00:00",
        "+12025-10-26"
      })
  void dateIsTheSame(String text) throws JsonProcessingException {
    String json = JACKSON.writeValueAsString(text);

    assertThat(BillingJson.mapper().readValue(json, LocalDate.class))
        .isEqualTo(JACKSON.readValue(json, LocalDate.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-02-29",
        "2025-13-01",
        "2025-00-10",
        "2025-1-26x",
        "2025/10/26",
        "20251-0-26",
        "-025-10-26",
        "2025-10-2x",
        "٢٠٢٥-١٠-٢٦"
      })
  void whatIsNoDateIsRefused(String text) throws JsonProcessingException {
    String json = JACKSON.writeValueAsString(text);

    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> JACKSON.readValue(json, LocalDate.class));
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> BillingJson.mapper().readValue(json, LocalDate.class));
  }
}
