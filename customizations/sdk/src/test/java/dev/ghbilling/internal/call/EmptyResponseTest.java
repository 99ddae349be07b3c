package dev.ghbilling.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.api.CostCentersApi;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterResources;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import feign.Feign;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The status says whether a change was made, also when there is nothing to read. */
class EmptyResponseTest {
  private static final CostCenterResources USERS =
      CostCenterResources.builder().users(List.of("octocat")).build();

  @AutoClose final RecordingServer server = new RecordingServer();

  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl(), new ManualClock()).build();

  static Stream<Arguments> empty() {
    return Stream.of(
        Arguments.of(204, ""),
        Arguments.of(200, ""),
        Arguments.of(201, "\n"),
        Arguments.of(200, "null"));
  }

  @ParameterizedTest
  @MethodSource("empty")
  @Regression(
      input = "204 to a request that adds or removes users",
      before = "UnreadableResponseException",
      now = "the users are added or removed")
  void change_emptyResponse_isDone(int status, String body) {
    server.respondWith(ScriptedResponse.of(status, body));

    assertThat(billing.costCenters().addUsers("x", List.of("octocat")))
        .isEqualTo(CostCenterChange.builder().build());
    assertThat(billing.costCenters().removeUsers("x", List.of("octocat")).message()).isNull();
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void change_responseOfAnotherKind_isReported() {
    server.respondWith(ScriptedResponse.of(200, "<html>", "Content-Type: text/html"));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.costCenters().addUsers("x", List.of("octocat")));
  }

  @ParameterizedTest
  @MethodSource("empty")
  void read_emptyResponse_isReported(int status, String body) {
    server.respondWith(ScriptedResponse.of(status, body));

    assertThatExceptionOfType(UnreadableResponseException.class)
        .isThrownBy(() -> billing.costCenters().list());
  }

  @Test
  void export_createdWithoutABody_isFoundInTheList() {
    String exports =
        """
        {"usage_report_exports": [{"id": "%s", "report_type": "detailed", "start_date": "2025-01-01",
          "end_date": "2025-01-31", "status": "processing", "created_at": "2025-02-01T00:00:00Z",
          "actor": "octocat"}]}\
        """;
    server.respondWith(
        ScriptedResponse.json(exports.formatted("before")),
        ScriptedResponse.of(204, ""),
        ScriptedResponse.json(exports.formatted("created")));

    assertThat(
            billing
                .exports()
                .request(
                    UsageReportExportRequest.builder()
                        .reportType(UsageReportType.DETAILED)
                        .startDate(LocalDate.parse("2025-01-01"))
                        .endDate(LocalDate.parse("2025-01-31"))
                        .build())
                .id())
        .isEqualTo("created");
  }

  @Test
  @Regression(
      input = "204 to a request that adds users, by the generated client alone",
      before = "null, where the method promises a record",
      now = "a record without properties")
  void change_emptyResponseToPlainFeign_isDone() {
    CostCentersApi plain =
        Feign.builder()
            .encoder(ApiJson.encoder())
            .decoder(ApiJson.decoder())
            .target(CostCentersApi.class, server.baseUrl().toString());
    server.respondWith(ScriptedResponse.of(204, ""), ScriptedResponse.of(200, ""));

    assertThat(plain.addResourcesToCostCenter("e", "x", USERS))
        .isEqualTo(CostCenterChange.builder().build());
    assertThat(plain.addResourcesToCostCenter("e", "x", USERS).message()).isNull();
  }
}
