package dev.ghbilling.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows don't show their hour, so the client proves that the server knows it. */
class AskedHourTest {
  private static final UsageQuery DAY = UsageQuery.day(LocalDate.of(2025, 3, 1));
  private static final UsageQuery FIVE = DAY.withHour(5);

  private static final Map<String, Function<GitHubBilling, Object>> FORMS =
      Map.of(
          "report", billing -> billing.usage().report(FIVE),
          "stream", billing -> billing.usage().stream(FIVE).toList(),
          "iterator", billing -> billing.usage().stream(FIVE).iterator().next(),
          "enterpriseTotal", billing -> billing.usage().enterpriseTotal(FIVE, center -> {}),
          "async", billing -> billing.async(b -> b.usage().report(FIVE)).join());

  private final ManualClock clock = new ManualClock();

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl(), clock).build();

  /** The rows that a server has for an hour; null stands for the day. */
  private interface Rows {
    String of(@Nullable Integer hour);
  }

  static Stream<String> forms() {
    return FORMS.keySet().stream().sorted();
  }

  @Regression(
      input = "a server that no longer knows the hour: the day's rows, whatever the hour",
      before = "the day's bill as the hour's",
      now = "an exception that names the hour, and that GitHub has dropped it")
  @ParameterizedTest
  @MethodSource("forms")
  void server_ignoringTheHour_isRefusedInEveryForm(String form) {
    respond(hour -> row(1440));

    Throwable thrown = catchThrowable(() -> Objects.requireNonNull(FORMS.get(form)).apply(billing));

    assertThat(thrown instanceof CompletionException ? thrown.getCause() : thrown)
        .isInstanceOf(UnreadableResponseException.class)
        .hasMessageContaining("the server seems to ignore hour: asked for hour=5")
        .hasMessageContaining("it has all usage of the day, and hour 17 has usage as well")
        .hasMessageContaining("GitHub has dropped this parameter, so ask for the day");
  }

  @Test
  void server_ignoringTheHourWhileUsageArrives_isRefused() {
    AtomicInteger quantity = new AtomicInteger(100);
    respond(hour -> row(quantity.getAndIncrement()));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().report(FIVE));
  }

  @Test
  void hour_withTheSameRowAsOthers_passes() {
    respond(hour -> hour == null ? row(24) : row(1));

    assertThat(billing.usage().report(FIVE).usageItems()).hasSize(1);
    billing.usage().report(DAY.withHour(6));
    assertThat(billing.usage().stream(DAY.withHour(7))).hasSize(1);

    assertThat(requested())
        .as("the proof, once")
        .containsExactly("hour 5", "day", "hour 5", "hour 6", "hour 7");
  }

  @Test
  void hour_withAllUsageOfTheDay_passes() {
    respond(hour -> hour == null || hour == 5 ? row(24) : "");

    assertThat(billing.usage().report(FIVE).usageItems()).hasSize(1);
    assertThat(requested()).containsExactly("hour 5", "day", "hour 5", "hour 17");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hour_withACorrectionInAnother_passes(boolean ofOneRow) {
    String day = ofOneRow ? row(0) : row(24) + "," + row(-24);
    respond(hour -> hour == null ? day : hour == 5 ? row(24) : row(-24));

    assertThat(billing.usage().report(FIVE).usageItems()).hasSize(1);
  }

  @Test
  void server_takingOneHourForTheDay_isRefused() {
    respond(hour -> hour == null || hour == 0 ? row(24) : row(1));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().report(DAY.withHour(0)))
        .withMessageContaining("the server seems to ignore hour: asked for hour=0");
  }

  @Test
  void hour_withoutRows_needsNoProof() {
    respond(hour -> "");

    assertThat(billing.usage().report(FIVE).usageItems()).isEmpty();
    assertThat(billing.usage().stream(FIVE)).isEmpty();
    assertThat(requested()).containsExactly("hour 5", "hour 5");
  }

  @Test
  void server_thatBeginsToIgnoreTheHour_isRefusedADayLater() {
    respond(hour -> hour == null ? row(24) : row(1));
    billing.usage().report(FIVE);
    respond(hour -> row(24));

    clock.advance(Duration.ofHours(25));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.usage().report(FIVE));
  }

  @Test
  void sandbox_knowingTheHour_passes() {
    try (Sandbox sandbox = Sandbox.builder().usageItems(20_000).asObserved(true).start();
        GitHubBilling real = Clients.at(sandbox.baseUrl()).build()) {
      List<Integer> hours =
          Stream.iterate(0, hour -> hour < 24, hour -> hour + 1)
              .map(hour -> real.usage().report(DAY.withHour(hour)).usageItems().size())
              .toList();

      assertThat(hours.stream().mapToInt(rows -> rows).sum())
          .isEqualTo(real.usage().report(DAY).usageItems().size())
          .isPositive();
    }
  }

  private static String row(int quantity) {
    return UsageTest.row("a").replace("\"quantity\": 1,", "\"quantity\": %d,".formatted(quantity));
  }

  private void respond(Rows rows) {
    server.respondWith(
        (request, connection) ->
            ScriptedResponse.json(
                    request.target().contains("/cost-centers")
                        ? "{\"costCenters\": []}"
                        : "{\"usageItems\": [%s]}".formatted(rows.of(hour(request.target()))))
                .send(request, connection));
  }

  private static @Nullable Integer hour(String target) {
    Matcher hour = Pattern.compile("hour=(\\d+)").matcher(target);
    return hour.find() ? Integer.valueOf(hour.group(1)) : null;
  }

  private List<String> requested() {
    return server.requests().stream()
        .map(request -> hour(request.target()))
        .map(hour -> hour == null ? "day" : "hour " + hour)
        .toList();
  }
}
