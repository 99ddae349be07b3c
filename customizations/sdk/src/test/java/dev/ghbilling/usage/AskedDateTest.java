package dev.ghbilling.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dates of rows, held against the year, month and day that were asked for. */
class AskedDateTest {
  private static final UsageQuery NOVEMBER = UsageQuery.month(YearMonth.of(2026, 11));
  private static final UsageQuery DAY = UsageQuery.day(LocalDate.of(2026, 7, 1));
  private static final GetUsageReportQuery RAW =
      GetUsageReportQuery.builder().year(2026).month(11).build();

  /** Every way to the rows of a month. */
  private static final Map<String, Function<GitHubBilling, Object>> FORMS =
      Map.of(
          "report", billing -> billing.usage().report(NOVEMBER),
          "stream", billing -> billing.usage().stream(NOVEMBER).toList(),
          "iterator", billing -> billing.usage().stream(NOVEMBER).iterator().next(),
          "enterpriseTotal", billing -> billing.usage().enterpriseTotal(YearMonth.of(2026, 11)),
          "async", billing -> billing.async(b -> b.usage().report(NOVEMBER)).join(),
          "api", billing -> billing.api(UsageApi.class).getUsageReport("e", RAW),
          "api, with headers",
              billing -> billing.api(UsageApi.class).getUsageReportWithHttpInfo("e", RAW));

  @AutoClose final RecordingServer server = new RecordingServer();

  @AutoClose
  final GitHubBilling billing =
      Clients.at(server.baseUrl()).retryPolicy(RetryPolicy.builder().build()).build();

  static Stream<String> forms() {
    return FORMS.keySet().stream().sorted();
  }

  @Regression(
      input = "a server that ignores the month: June's rows for November",
      before = "June's rows as November's bill",
      now = "an exception that names the month asked for and the date that came")
  @ParameterizedTest
  @MethodSource("forms")
  void rows_ofAnotherMonth_throwInEveryForm(String form) {
    server.respondWith(
        (request, connection) ->
            ScriptedResponse.json(
                    request.target().contains("/cost-centers")
                        ? "{\"costCenters\": []}"
                        : report("2026-06-03"))
                .send(request, connection));

    Throwable thrown = catchThrowable(() -> Objects.requireNonNull(FORMS.get(form)).apply(billing));

    assertThat(thrown instanceof CompletionException ? thrown.getCause() : thrown)
        .isInstanceOf(UnreadableResponseException.class)
        .hasMessage(
            "getUsageReport: HTTP 200 with application/json; charset=utf-8, but the server seems to ignore month: asked for year=2026, month=11, but usageItems[0] has the date 2026-06-03");
    assertThat(server.requests())
        .filteredOn(request -> request.target().contains("/usage"))
        .as("a retry doesn't help")
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-07-01",
        "2026-07-01T00:00:00Z",
        "2026-07-01T17:37:42Z",
        "2026-07-01T23:59:59.999999Z",
        "2026-07-01t00:00:00z",
        "2026-07-01T00:00:00",
        "2026-07-01T00:00Z",
        "2026-07-01 00:00:00Z",
        "2026-07-01 12:30:00",
        "2026-07-01T00:00:00+00:00",
        "2026-06-30T23:30:00-02:00",
        "2026-07-02T01:30:00+02:00",
        "2026-07-01T00:00:00+0000",
        "2026-06-30T23:30:00-0200",
        "2026-07-02T01:30:00+02",
        "2026-07-01 (UTC)",
        " 2026-07-01 "
      })
  void date_ofTheDayInAnyForm_passes(String date) {
    server.respondWith(ScriptedResponse.json(report(date)));

    assertThat(billing.usage().report(DAY).usageItems()).hasSize(1);
    assertThat(billing.usage().stream(DAY)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-06-30",
        "2026-07-02",
        "2025-07-01",
        "2026-06-30T23:59:59Z",
        "2026-07-01T00:30:00+02:00",
        "2026-06-01T00:00:00Z",
        "2026-07-1",
        "2026-02-30",
        "01/07/2026",
        "soon",
        "",
        " "
      })
  void date_ofNoOrAnotherDay_throws(String date) {
    server.respondWith(ScriptedResponse.json(report(date)));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().report(DAY))
        .withMessageContaining("year=2026, month=7, day=1, but usageItems[0] has ")
        .withMessageContaining(date.isBlank() ? "no date" : date);
    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().stream(DAY).toList());
  }

  @Test
  void row_amongMany_isNamed() {
    server.respondWith(ScriptedResponse.json(report("2026-07-01", "2026-07-01", "2026-07-31")));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().report(DAY))
        .withMessageContaining("ignore day:")
        .withMessageContaining("usageItems[2] has the date 2026-07-31");
    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().stream(DAY).toList())
        .withMessageContaining("usageItems[2] has the date 2026-07-31");
  }

  @Test
  void stream_afterARowOfAnotherDate_neverLooksLikeTheEnd() {
    server.respondWith(ScriptedResponse.json(report("2026-07-01", "2026-07-31", "2026-07-01")));
    var items = billing.usage().stream(DAY).iterator();

    assertThat(items.next().date()).isEqualTo("2026-07-01");
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(UnreadableResponseException.class).isThrownBy(items::hasNext);
    }
  }

  @Test
  void api_withoutAQuery_takesAnyDate() {
    server.respondWith(ScriptedResponse.json(report("2020-02-02", "")));

    assertThat(billing.api(UsageApi.class).getUsageReport("e").usageItems()).hasSize(2);
  }

  @Test
  void date_ofAnyLength_isQuotedInPart() {
    server.respondWith(ScriptedResponse.json(report("x".repeat(50_000))));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().report(DAY))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).endsWith("xxx..."));
  }

  private static String report(String... dates) {
    List<String> rows = Stream.of(dates).map(date -> UsageTest.row("a", date)).toList();
    return "{\"usageItems\": " + rows + "}";
  }
}
