package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.error.ExportException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each response about an export is compared with the type and dates that were requested. */
class RequestedReportTest {
  private static final UsageReportExportRequest JANUARY =
      UsageReportExportRequest.builder()
          .reportType(UsageReportType.DETAILED)
          .startDate(LocalDate.of(2025, 1, 1))
          .endDate(LocalDate.of(2025, 1, 31))
          .build();

  private static final ScriptedResponse NO_EXPORTS =
      ScriptedResponse.json("{\"usage_report_exports\": []}");
  private static final ScriptedResponse ASKED = ScriptedResponse.json(Bodies.export("a1"));
  private static final ScriptedResponse OTHER =
      ScriptedResponse.json(Bodies.export("a1").replace("2025-01-01", "2024-01-01"));

  @AutoClose final ExportHost host = new ExportHost();

  @ParameterizedTest
  @CsvSource({
    "detailed, summarized, summarized from 2025-01-01 to 2025-01-31",
    "2025-01-01, 2024-01-01, detailed from 2024-01-01 to 2025-01-31",
    "2025-01-31, 2025-01-30, detailed from 2025-01-01 to 2025-01-30",
  })
  @Regression(
      input = "an export of another type or of other dates than requested",
      before = "taken for the requested one, rc 0",
      now = "an error that names what was asked for and what came")
  void export_ofAnotherReport_isRefused(String asked, String other, String came) {
    respond(NO_EXPORTS, ScriptedResponse.json(Bodies.export("a1").replace(asked, other)));

    assertThat(refused(() -> host.billing.exports().request(JANUARY)))
        .isEqualTo(
            "export a1 isn't the one that was requested: asked for detailed from 2025-01-01 to"
                + " 2025-01-31, but it is "
                + came);
  }

  @Test
  void export_untilAnotherDayThanToday_isRefused() {
    respond(NO_EXPORTS, ASKED);
    UsageReportExportRequest untilToday = JANUARY.toBuilder().endDate(null).build();

    assertThat(refused(() -> host.billing.exports().request(untilToday)))
        .contains("but it is detailed from 2025-01-01 to 2025-01-31");
  }

  @Test
  void type_inAnotherCase_isTheSame() {
    respond(NO_EXPORTS, ScriptedResponse.json(Bodies.export("a1").replace("detailed", "Detailed")));

    assertThat(host.billing.exports().request(JANUARY).id()).isEqualTo("a1");
  }

  static Stream<Arguments> laterCalls(@TempDir Path folder) {
    return Stream.<Consumer<Export>>of(
            Export::get,
            export -> export.await(Duration.ofMinutes(1), state -> {}),
            export -> export.downloadTo(folder))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("laterCalls")
  @Regression(
      input = "an export whose dates change after the request was accepted",
      before = "taken for the requested one, rc 0",
      now = "an error that names what was asked for and what came")
  void export_thatBecomesAnother_isRefused(Consumer<Export> call) {
    respond(NO_EXPORTS, ASKED, OTHER);
    Export export = host.billing.exports().request(JANUARY);

    assertThat(refused(() -> call.accept(export))).contains("but it is detailed from 2024-01-01");
  }

  @ParameterizedTest
  @MethodSource("laterCalls")
  void export_foundByItsId_staysTheSame(Consumer<Export> call) {
    respond(ASKED, OTHER);
    Export export = host.billing.exports().export("a1");
    export.get();

    assertThat(refused(() -> call.accept(export))).contains("asked for detailed from 2025-01-01");
  }

  private void respond(ScriptedResponse... responses) {
    host.api.respondWith(responses);
  }

  private static String refused(Runnable call) {
    return String.valueOf(catchThrowableOfType(ExportException.class, call::run).getMessage());
  }
}
