package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ResponseCacheTest {
  private static final String JSON = "Content-Type: application/json";
  private static final ScriptedResponse NOT_MODIFIED = ScriptedResponse.of(304, "", "ETag: \"v1\"");

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void response_unchanged_isReused() {
    server.respondWith(storage(7, "\"v1\""), NOT_MODIFIED);

    assertThat(days(billing)).isEqualTo(7);
    assertThat(days(billing)).isEqualTo(7);

    assertThat(conditions()).containsExactly(List.of(), List.of("\"v1\""));
  }

  @Test
  void response_changed_replacesTheCachedOne() {
    server.respondWith(storage(7, "\"v1\""), storage(8, "W/\"v2\""), NOT_MODIFIED);

    assertThat(days(billing)).isEqualTo(7);
    assertThat(days(billing)).isEqualTo(8);
    assertThat(days(billing)).isEqualTo(8);

    assertThat(conditions()).last().isEqualTo(List.of("W/\"v2\""));
  }

  @Test
  void cache_switchedOff_keepsNothing() {
    server.respondWith(storage(7, "\"v1\""));

    try (GitHubBilling forgetful = billing.toBuilder().cachedResponses(0).build()) {
      days(forgetful);
      days(forgetful);
    }

    assertThat(conditions()).containsExactly(List.of(), List.of());
  }

  @Test
  void cache_full_dropsTheLeastRecentlyUsed() {
    server.respondWith(storage(7, "\"v1\""), packages(), storage(7, "\"v1\""));

    try (GitHubBilling narrow = billing.toBuilder().cachedResponses(1).build()) {
      days(narrow);
      narrow.packages();
      days(narrow);
    }

    assertThat(conditions()).containsExactly(List.of(), List.of(), List.of());
  }

  @Test
  void notModified_withoutAnEntry_isAnError() {
    server.respondWith(NOT_MODIFIED);

    ApiException e = catchThrowableOfType(ApiException.class, () -> days(billing));

    assertThat(e.status()).isEqualTo(304);
  }

  @Test
  void response_large_isNotCached() {
    String large = body(7).replace("{", "{\"more\": \"" + "x".repeat(256 * 1024) + "\",");
    server.respondWith(ScriptedResponse.of(200, large, JSON, "ETag: \"v1\""));

    days(billing);
    days(billing);

    assertThat(conditions()).containsExactly(List.of(), List.of());
  }

  @Test
  void response_cutOff_isNotCached() {
    server.respondWith(
        ScriptedResponse.withContentLength(5000, 200, body(7), JSON, "ETag: \"v1\""),
        storage(8, "\"v1\""));

    assertThat(catchThrowable(() -> days(billing))).isNotNull();

    assertThat(days(billing)).isEqualTo(8);
    assertThat(conditions()).containsExactly(List.of(), List.of());
  }

  @Test
  void tag_thatNoHeaderCanCarry_isNotSent() {
    server.respondWith(storage(7, "\"é\""));

    days(billing);
    days(billing);

    assertThat(conditions()).containsExactly(List.of(), List.of());
  }

  @Test
  void response_ofAnotherApiVersion_isCachedSeparately() {
    ScriptedResponse response = storage(7, "\"v1\"");
    server.respondWith(response);
    days(billing);

    try (GitHubBilling other = billing.toBuilder().apiVersion("2026-03-10").build()) {
      days(other);
    }

    assertThat(conditions()).containsExactly(List.of(), List.of());
  }

  @Test
  void error_ofACachedRequest_keepsTheEntry() {
    server.respondWith(storage(7, "\"v1\""), ScriptedResponse.of(500, ""), NOT_MODIFIED);

    days(billing);
    assertThat(catchThrowable(() -> days(billing))).isNotNull();

    assertThat(days(billing)).isEqualTo(7);
  }

  private List<List<String>> conditions() {
    return server.requests().stream()
        .map((ReceivedRequest request) -> request.header("If-None-Match"))
        .toList();
  }

  private static long days(GitHubBilling client) {
    return client.sharedStorage().daysLeftInBillingCycle();
  }

  private static ScriptedResponse storage(int days, String etag) {
    return ScriptedResponse.of(200, body(days), JSON, "ETag: " + etag);
  }

  private static String body(int days) {
    return """
        {"days_left_in_billing_cycle": %d, "estimated_paid_storage_for_month": 1,
         "estimated_storage_for_month": 1}
        """
        .formatted(days);
  }

  private static ScriptedResponse packages() {
    return ScriptedResponse.of(
        200,
        """
        {"total_gigabytes_bandwidth_used": 1, "total_paid_gigabytes_bandwidth_used": 1,
         "included_gigabytes_bandwidth": 1}
        """,
        JSON,
        "ETag: \"p\"");
  }
}
