package dev.ghbilling.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.fixture.Reaction;
import dev.ghbilling.fixture.RecordedRequest;
import dev.ghbilling.fixture.RecordingServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What was seen before is asked for on a condition. */
class AnswerCacheTest {
  private static final String JSON = "Content-Type: application/json";
  private static final Reaction NOT_MODIFIED = Reaction.answer(304, "", "ETag: \"v1\"");

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void unchangedAnswerIsGivenAgain() {
    server.reacting(storage(7, "\"v1\""), NOT_MODIFIED);

    assertThat(days(billing)).isEqualTo(7);
    assertThat(days(billing)).isEqualTo(7);

    assertThat(conditions()).containsExactly(List.of(), List.of("\"v1\""));
  }

  @Test
  void changedAnswerReplacesTheOldOne() {
    server.reacting(storage(7, "\"v1\""), storage(8, "W/\"v2\""), NOT_MODIFIED);

    assertThat(days(billing)).isEqualTo(7);
    assertThat(days(billing)).isEqualTo(8);
    assertThat(days(billing)).isEqualTo(8);

    assertThat(conditions()).last().isEqualTo(List.of("W/\"v2\""));
  }

  @Test
  void nothingIsRememberedWhenSwitchedOff() {
    server.reacting(storage(7, "\"v1\""));

    try (GitHubBilling forgetful = billing.toBuilder().cachedAnswers(0).build()) {
      days(forgetful);
      days(forgetful);
    }

    assertThat(conditions()).containsExactly(List.of(), List.of());
  }

  @Test
  void leastRecentlyAskedIsForgotten() {
    server.reacting(storage(7, "\"v1\""), packages(), storage(7, "\"v1\""));

    try (GitHubBilling narrow = billing.toBuilder().cachedAnswers(1).build()) {
      days(narrow);
      narrow.packages().get();
      days(narrow);
    }

    assertThat(conditions()).containsExactly(List.of(), List.of(), List.of());
  }

  @Test
  void notModifiedWithoutAnEntryIsAnError() {
    server.reacting(NOT_MODIFIED);

    ApiException e = catchThrowableOfType(ApiException.class, () -> days(billing));

    assertThat(e.status()).isEqualTo(304);
  }

  @Test
  void largeAnswerIsNotKept() {
    String large = body(7).replace("{", "{\"more\": \"" + "x".repeat(256 * 1024) + "\",");
    server.reacting(Reaction.answer(200, large, JSON, "ETag: \"v1\""));

    days(billing);
    days(billing);

    assertThat(conditions()).containsExactly(List.of(), List.of());
  }

  @Test
  void bodyCutOffIsNotKept() {
    server.reacting(
        Reaction.promising(5000, 200, body(7), JSON, "ETag: \"v1\""), storage(8, "\"v1\""));

    assertThat(catchThrowable(() -> days(billing))).isNotNull();

    assertThat(days(billing)).isEqualTo(8);
    assertThat(conditions()).containsExactly(List.of(), List.of());
  }

  @Test
  void tagThatNoHeaderCanCarryIsNotSentBack() {
    server.reacting(storage(7, "\"é\""));

    days(billing);
    days(billing);

    assertThat(conditions()).containsExactly(List.of(), List.of());
  }

  @Test
  void otherVersionOfTheApiHasAnswersOfItsOwn() {
    Reaction answer = storage(7, "\"v1\"");
    server.reacting(answer);
    days(billing);

    try (GitHubBilling other = billing.toBuilder().apiVersion("2026-03-10").build()) {
      days(other);
    }

    assertThat(conditions()).containsExactly(List.of(), List.of());
  }

  @Test
  void errorKeepsWhatIsKnown() {
    server.reacting(storage(7, "\"v1\""), Reaction.answer(500, ""), NOT_MODIFIED);

    days(billing);
    assertThat(catchThrowable(() -> days(billing))).isNotNull();

    assertThat(days(billing)).isEqualTo(7);
  }

  private List<List<String>> conditions() {
    return server.requests().stream()
        .map((RecordedRequest request) -> request.header("If-None-Match"))
        .toList();
  }

  private static long days(GitHubBilling client) {
    return client.sharedStorage().get().daysLeftInBillingCycle();
  }

  private static Reaction storage(int days, String etag) {
    return Reaction.answer(200, body(days), JSON, "ETag: " + etag);
  }

  private static String body(int days) {
    return """
        {"days_left_in_billing_cycle": %d, "estimated_paid_storage_for_month": 1,
         "estimated_storage_for_month": 1}
        """
        .formatted(days);
  }

  private static Reaction packages() {
    return Reaction.answer(
        200,
        """
        {"total_gigabytes_bandwidth_used": 1, "total_paid_gigabytes_bandwidth_used": 1,
         "included_gigabytes_bandwidth": 1}
        """,
        JSON,
        "ETag: \"p\"");
  }
}
