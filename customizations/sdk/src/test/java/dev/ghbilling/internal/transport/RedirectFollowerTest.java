package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectFollowerTest {
  private static final ScriptedResponse ANSWER =
      ScriptedResponse.json(
          """
          {"days_left_in_billing_cycle": 7, "estimated_paid_storage_for_month": 1,
           "estimated_storage_for_month": 1}
          """);

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final RecordingServer elsewhere = new RecordingServer().respondWith(ANSWER);

  @AutoClose
  final GitHubBilling billing =
      Clients.at(server.baseUrl())
          .retryPolicy(RetryPolicy.builder().maxAttempts(4).build())
          .build();

  @ParameterizedTest
  @CsvSource({
    "/moved?a=b, /moved?a=b",
    "moved, /enterprises/octo-enterprise/settings/billing/moved",
    "?a=b, /enterprises/octo-enterprise/settings/billing/shared-storage?a=b",
    "../x, /enterprises/octo-enterprise/settings/x",
    "/a%2Fb, /a%2Fb"
  })
  void location_relative_keepsTheToken(String location, String target) {
    server.respondWith(to(location), ANSWER);

    billing.sharedStorage();

    ReceivedRequest second = server.requests().get(1);
    assertThat(second.target()).isEqualTo(target);
    assertThat(second.header("Authorization")).containsExactly("Bearer " + Clients.TOKEN);
  }

  @Test
  void redirect_backFromAnotherHost_carriesNoToken() {
    server.respondWith(to(elsewhere.baseUrl() + "/there"), ANSWER);
    elsewhere.respondWith(to(server.baseUrl() + "/back"));

    billing.sharedStorage();

    assertThat(server.requests().get(1).target()).isEqualTo("/back");
    assertThat(server.requests().get(1).header("Authorization")).isEmpty();
    assertThat(elsewhere.request().header("Authorization")).isEmpty();
  }

  @Test
  void write_redirectedAtTheSameHost_isRepeatedWhole() {
    server.respondWith(to("/moved"), ScriptedResponse.json("{}"));

    billing.costCenters().addUsers("cc-1", List.of("mona"));

    ReceivedRequest second = server.requests().get(1);
    assertThat(second.method()).isEqualTo("POST");
    assertThat(second.body()).isEqualTo("{\"users\":[\"mona\"]}");
  }

  @Test
  void write_redirectedToAnotherHost_isNotSent() {
    server.respondWith(to(elsewhere.baseUrl() + "/x"));

    assertThat(failed(() -> billing.costCenters().addUsers("cc-1", List.of("mona"))))
        .hasMessageContaining("a write was redirected to another host, not followed");
    assertThat(elsewhere.requests()).isEmpty();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  @Regression(
      input = "a redirect to a host that is unknown",
      before = "\"no response from\" the API's host: \"the host is unknown\"",
      now = "the unknown host is named, without the rest of the URL")
  void redirect_toAHostThatFails_namesIt() {
    server.respondWith(to("https://usr:pw@blob.invalid/x?sig=SECRET"));

    assertThat(failed(() -> billing.sharedStorage()))
        .hasMessageContaining("redirected to blob.invalid: the host is unknown")
        .hasMessageNotContainingAny("SECRET", "pw@");
  }

  @Test
  void loop_ofRedirects_endsAfterFive() {
    server.respondWith(to("/again"));

    assertThat(failed(() -> billing.sharedStorage()))
        .hasMessageContaining("redirected more than 5 times");
    assertThat(server.requests()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://[", "ftp://127.0.0.1/", "file:///etc/passwd", "http://a:99999/"})
  void location_notAUrl_isNotRetried(String location) {
    server.respondWith(to(location));

    assertThat(failed(() -> billing.sharedStorage()))
        .hasMessageContaining("redirected to a location that is not an http or https URL");
    assertThat(server.requests()).hasSize(1);
  }

  private static ConnectionException failed(ThrowingCallable call) {
    return catchThrowableOfType(ConnectionException.class, call);
  }

  private static ScriptedResponse to(String location) {
    return ScriptedResponse.of(307, "", "Location: " + location);
  }
}
