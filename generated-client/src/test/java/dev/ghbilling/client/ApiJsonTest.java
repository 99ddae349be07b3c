package dev.ghbilling.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterRequest;
import dev.ghbilling.client.model.CostCenterResources;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import feign.codec.DecodeException;
import feign.codec.EncodeException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiJsonTest {
  private static final JsonMapper MAPPER = ApiJson.mapper();

  @ParameterizedTest
  @ValueSource(classes = {int.class, Integer.class, long.class, Long.class})
  void read_wholeNumber_isTaken(Class<? extends Number> type) throws IOException {
    assertThat(MAPPER.readValue("2", type).longValue()).isEqualTo(2);
    assertThat(MAPPER.readValue("2.0", type).longValue()).isEqualTo(2);
    assertThat(MAPPER.readValue("2e1", type).longValue()).isEqualTo(20);
    assertThat(MAPPER.readValue("-7", type).longValue()).isEqualTo(-7);
  }

  @ParameterizedTest
  @ValueSource(classes = {int.class, Integer.class, long.class, Long.class})
  void read_noWholeNumber_isRefused(Class<?> type) {
    for (String json :
        new String[] {
          "2.5",
          "\"2\"",
          "\"\"",
          "true",
          "[2]",
          "{}",
          "1e30",
          "99999999999999999999",
          "1e-999999999"
        }) {
      refuses(json, type);
    }
  }

  @Test
  void read_numberBeyondTheWidth_isRefused() {
    refuses("2147483648", int.class);
    refuses("-2147483649.0", Integer.class);
    refuses("9223372036854775808.0", Long.class);
  }

  @Test
  void read_nullForACount_isRefusedForPrimitivesAlone() throws IOException {
    refuses("null", int.class);
    refuses("null", long.class);
    refuses("null", boolean.class);
    assertThat(MAPPER.readValue("null", Integer.class)).isNull();
    assertThat(MAPPER.readValue("null", Long.class)).isNull();
  }

  @Test
  void read_amount_keepsEveryDigit() throws IOException {
    String digits = "12345678901234567890.123456789012345678901234567890";

    assertThat(MAPPER.readValue(digits, BigDecimal.class)).isEqualTo(new BigDecimal(digits));
    assertThat(MAPPER.readValue("0.10", BigDecimal.class)).isEqualTo(new BigDecimal("0.10"));
    assertThat(MAPPER.readTree("0.10")).hasToString("0.10");
    assertThat(MAPPER.readTree("[0.10]").get(0).decimalValue()).isEqualTo(new BigDecimal("0.10"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1001", "1e-1001", "1e999999999", "\"1.5\"", "\"\"", "true", "[1.5]"})
  void read_noAmount_isRefused(String json) {
    refuses(json, BigDecimal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.5", "true", "[\"a\"]"})
  void read_noText_isRefused(String json) {
    refuses(json, String.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0", "\"true\"", "\"\""})
  void read_noBoolean_isRefused(String json) {
    refuses(json, Boolean.class);
    refuses(json, boolean.class);
  }

  @Test
  void read_time_keepsItsOffset() throws IOException {
    assertThat(MAPPER.readValue("\"2025-01-01T02:00:00+02:00\"", OffsetDateTime.class))
        .isEqualTo(OffsetDateTime.parse("2025-01-01T02:00:00+02:00"));
    assertThat(MAPPER.readValue("\"2025-01-31\"", LocalDate.class))
        .isEqualTo(LocalDate.of(2025, 1, 31));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1735689600", "1735689600.5", "\"\"", "\"yesterday\"", "[2025,1,1]"})
  void read_noTime_isRefused(String json) {
    refuses(json, OffsetDateTime.class);
    refuses(json, LocalDate.class);
  }

  @Test
  void read_dateWithATimeOfDay_isRefused() {
    refuses("\"2025-01-31T00:00:00Z\"", LocalDate.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://h/a%20b?c=%2B&d=[1]#e | https://h/a%20b?c=%2B&d=[1]#e",
        "https://[::1]:8/a b | https://[::1]:8/a%20b",
        "https://[::1]/[a]?[b] c | https://[::1]/%5Ba%5D?[b]%20c",
        "https://h/?n=<x>&s=a+b/c=%2B | https://h/?n=%3Cx%3E&s=a+b/c=%2B",
        "https://h/50%/%zz%4 | https://h/50%25/%25zz%254",
        "https://h/ä?b#c#d | https://h/ä?b#c%23d",
        "https://h/a\u0085b\u2003c\\d | https://h/a%C2%85b%E2%80%83c%5Cd",
        "a b | a%20b",
      })
  void read_uriWithIllegalCharacters_encodesThemAlone(String text, String uri) throws Exception {
    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(text), URI.class)).hasToString(uri);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "[]", "\"http://[\"", "\"1:\""})
  void read_noUri_isRefused(String json) {
    refuses(json, URI.class);
  }

  @Test
  void read_moreAfterTheEnd_isRefused() {
    refuses("{\"users\":[]} {}", CostCenterResources.class);
  }

  @Test
  void read_moreThan128MiB_isRefused() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            java.util.Arrays.fill(bytes, offset, offset + length, (byte) ' ');
            return length;
          }
        };

    assertThatExceptionOfType(StreamConstraintsException.class)
        .isThrownBy(() -> MAPPER.readValue(endless, CostCenterResources.class))
        .withMessageContaining(String.valueOf(128 * 1024 * 1024));
  }

  @Test
  void write_amount_hasNoExponent() throws IOException {
    assertThat(MAPPER.writeValueAsString(new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(MAPPER.writeValueAsString(new BigDecimal("1E-10"))).isEqualTo("0.0000000001");
    assertThat(MAPPER.writeValueAsString(new BigDecimal("0.10"))).isEqualTo("0.10");
  }

  @Test
  void encoder_body_isWrittenAsJson() {
    RequestTemplate request = new RequestTemplate();

    ApiJson.encoder()
        .encode(
            CostCenterResources.builder().users(java.util.List.of("möna")).build(),
            CostCenterResources.class,
            request);

    assertThat(new String(request.body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"users\":[\"möna\"]}");
  }

  @Test
  void encoder_notWritable_throwsEncodeException() {
    assertThatExceptionOfType(EncodeException.class)
        .isThrownBy(
            () -> ApiJson.encoder().encode(new Object(), Object.class, new RequestTemplate()));
  }

  @Test
  void decoder_body_isRead() throws IOException {
    assertThat(decode(200, "{\"users\":[\"mona\"]}"))
        .isEqualTo(CostCenterResources.builder().users(java.util.List.of("mona")).build());
  }

  @Test
  void decoder_noContent_isNull() throws IOException {
    assertThat(decode(204, "")).isNull();
    assertThat(decode(200, null)).isNull();
  }

  @Test
  void decoder_emptyResponseToAChange_isAnObjectWithoutProperties() throws IOException {
    CostCenterChange none = CostCenterChange.builder().build();

    assertThat(decode(Request.HttpMethod.POST, 204, "", CostCenterChange.class)).isEqualTo(none);
    assertThat(decode(Request.HttpMethod.DELETE, 200, "", CostCenterChange.class)).isEqualTo(none);
    assertThat(decode(Request.HttpMethod.POST, 202, null, CostCenterChange.class)).isEqualTo(none);
    assertThat(decode(Request.HttpMethod.DELETE, 204, "", Void.class)).isNull();
  }

  @Test
  void decoder_emptyResponseToAChange_lacksWhatIsRequired() {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> decode(Request.HttpMethod.POST, 204, "", CostCenterRequest.class))
        .withMessageContaining("name is required");
  }

  @Test
  void decoder_notTheContract_throwsDecodeException() {
    for (String body : new String[] {"", "{}", "<html>", "{\"name\":[1]}", "{\"name\":null}"}) {
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> decode(Request.HttpMethod.GET, 200, body, CostCenterRequest.class))
          .withMessageContaining("doesn't match the contract");
    }
  }

  private static @Nullable Object decode(int status, @Nullable String body) throws IOException {
    return decode(Request.HttpMethod.GET, status, body, CostCenterResources.class);
  }

  private static @Nullable Object decode(
      Request.HttpMethod method, int status, @Nullable String body, Class<?> type)
      throws IOException {
    Response.Builder response =
        Response.builder()
            .status(status)
            .headers(Map.of())
            .request(
                Request.create(
                    method, "https://api.github.com/", Map.of(), Request.Body.empty(), null));
    if (body != null) {
      response.body(body, StandardCharsets.UTF_8);
    }
    return ApiJson.decoder().decode(response.build(), type);
  }

  private static void refuses(String json, Class<?> type) {
    assertThatExceptionOfType(JsonProcessingException.class)
        .as("%s as %s", json, type)
        .isThrownBy(() -> MAPPER.readValue(json, type));
  }
}
