package dev.ghbilling.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.model.CostCenterList;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.fixture.Requests;
import dev.ghbilling.internal.token.Credentials;
import dev.ghbilling.internal.token.TokenSource;
import dev.ghbilling.testkit.LinearTime;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.usage.UsageQuery;
import feign.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of a whole document and the one of a list find the same faults. */
class JsonDecoderTest {
  private static final UsageQuery MONTH = UsageQuery.month(YearMonth.of(2025, 3));
  private static final String ROW =
      """
      {"date": "2025-03-01", "product": "Actions", "sku": "Linux", "quantity": 1,
       "unitType": "minutes", "pricePerUnit": 1, "grossAmount": 1, "discountAmount": 0,
       "netAmount": 1, "organizationName": "octo"}
      """;

  private final JsonDecoder decoder =
      new JsonDecoder(new Credentials(TokenSource.always("token", "the-secret-token")));

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  static Stream<Function<GitHubBilling, Object>> readers() {
    return Stream.of(
        billing -> billing.usage().report(MONTH),
        billing -> billing.usage().stream(MONTH).toList());
  }

  @ParameterizedTest
  @MethodSource("readers")
  @Regression(
      input = "usageItems twice in one document",
      before = "the rows of the first list are lost without a word",
      now = "an UnreadableResponseException, as the streaming reader has it")
  void list_thatStandsTwice_isRefused(Function<GitHubBilling, Object> reader) {
    server.respondWith(
        ScriptedResponse.json("{\"usageItems\": [%s], \"usageItems\": [%s]}".formatted(ROW, ROW)));

    assertThat(failure(UnreadableResponseException.class, reader))
        .hasMessageContaining("Duplicate field 'usageItems'");
  }

  @ParameterizedTest
  @MethodSource("readers")
  @Regression(
      input = "an amount of 1E-1001",
      before = "\"from number 0\"",
      now = "\"the exponent of the number 1E-1001 is beyond 1000\"")
  void exponent_enormous_isQuotedAsItCame(Function<GitHubBilling, Object> reader) {
    for (String number : List.of("1E-1001", "-1e+99999", "1." + "0".repeat(60) + "E9999")) {
      server.respondWith(
          ScriptedResponse.json(
              "{\"usageItems\": [%s]}"
                  .formatted(ROW.replace("\"netAmount\": 1", "\"netAmount\": " + number))));

      assertThat(failure(UnreadableResponseException.class, reader))
          .hasMessageContaining(
              "the exponent of the number %s is beyond 1000"
                  .formatted(number.length() > 50 ? number.substring(0, 50) + "..." : number));
    }
  }

  @ParameterizedTest
  @MethodSource("readers")
  void property_thatStandsTwice_isRefused(Function<GitHubBilling, Object> reader) {
    String row = ROW.replace("\"netAmount\": 1", "\"netAmount\": 1, \"netAmount\": 2");
    server.respondWith(ScriptedResponse.json("{\"usageItems\": [%s]}".formatted(row)));

    assertThat(failure(UnreadableResponseException.class, reader))
        .hasMessageContaining("Duplicate field 'netAmount'");
  }

  @ParameterizedTest
  @MethodSource("readers")
  void property_unknownThatStandsTwice_isRefused(Function<GitHubBilling, Object> reader) {
    server.respondWith(
        ScriptedResponse.json(
            "{\"usageItems\": [%s], \"more\": {\"a\": 1, \"a\": 2}}".formatted(ROW)));

    assertThat(failure(UnreadableResponseException.class, reader))
        .hasMessageContaining("Duplicate field 'a'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"usageItems\"", "{\"usageItems\": [", "{\"a\": tru"})
  @Regression(
      input = "a document that ends too early, of unknown length",
      before = "a broken connection for one reader, a response against the contract for the other",
      now = "\"the response broke off: it ended within the document\" for both")
  void document_cutOff_isABrokenConnection(String start) {
    server.respondWith(ScriptedResponse.untilClose(200, start.getBytes(StandardCharsets.UTF_8)));

    assertThat(readers())
        .allSatisfy(
            reader ->
                assertThat(failure(ConnectionException.class, reader))
                    .hasMessage(
                        "getUsageReport: the response broke off: it ended within the document"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''|it is empty", "OK|OK", "20|20", "{} more|more", "<html>|<"})
  void document_thatIsNone_isUnreadable(String body, String named) {
    server.respondWith(ScriptedResponse.json(body));

    assertThat(readers()).allSatisfy(reader -> failure(UnreadableResponseException.class, reader));
  }

  @Test
  void body_ofAnyText_takesLinearTime() throws InterruptedException {
    LinearTime.require(text -> decoded("application/json", text));
    LinearTime.require(text -> decoded("application/json", "{\"costCenters\": \"" + text));
    LinearTime.require(
        text -> decoded("application/json", "{\"costCenters\": " + quoted(text) + "}"));
    LinearTime.require(
        text ->
            decoded(
                "application/json",
                "{\"costCenters\": [{%s: 1}]}".formatted(quoted(text.substring(0, 40_000)))));
  }

  @Test
  void contentType_ofAnyText_takesLinearTime() throws InterruptedException {
    LinearTime.require(text -> decoded(text, "[]"));
  }

  private <T extends CallException> T failure(
      Class<T> type, Function<GitHubBilling, Object> reader) {
    T e = catchThrowableOfType(type, () -> reader.apply(billing));
    assertThat(e).isNotNull();
    return e;
  }

  private void decoded(String contentType, String body) {
    ObjectReader reader = ApiJson.mapper().readerFor(CostCenterList.class);
    Response response =
        Response.builder()
            .request(Requests.get("http://127.0.0.1/"))
            .status(200)
            .headers(Map.of("Content-Type", List.of(contentType)))
            .body(body, StandardCharsets.UTF_8)
            .build();
    try {
      decoder.decode("op", 1, response, reader, value -> null);
    } catch (UnreadableResponseException e) {
      assertThat(e.getMessage()).hasSizeLessThan(2_100);
    } catch (IOException e) {
      assertThat(e).hasMessage("it ended within the document");
    }
  }

  private static String quoted(String text) {
    try {
      return ApiJson.mapper().writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
