package dev.ghbilling.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadableResponseTest {
  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>\n<body>Welcome</body></html>",
        "[]",
        "null",
        "{\"days_left_in_billing_cycle\": 20}",
        "",
        "{\"days_left_in_billing_cycle\": 20, \"estimated_paid_storage_for_month\": 1,"
            + " \"estimated_storage_for_month\": 1} trailing",
        "20",
        "\"text\""
      })
  void response_notMatchingTheContract_throws(String body) {
    server.respondWith(ScriptedResponse.json(body));

    UnreadableResponseException e = unreadable();

    assertThat(e.getMessage()).startsWith("getSharedStorageBilling: ").doesNotContain("\n");
    assertThat(Clients.messages(e)).noneMatch(text -> text.contains(Clients.TOKEN));
  }

  @Test
  void response_withoutContent_throws() {
    server.respondWith(ScriptedResponse.of(204, ""));

    assertThat(unreadable().getMessage())
        .startsWith("getSharedStorageBilling: HTTP 204, but ")
        .contains("it is empty");
  }

  @Test
  void fault_inTheBody_isLocated() {
    server.respondWith(
        ScriptedResponse.json(
            """
            {"total_advanced_security_committers": 1, "total_count": 1, "repositories": [
              {"name": "a", "advanced_security_committers": 2.5,
               "advanced_security_committers_breakdown": []}]}
            """));

    UnreadableResponseException e =
        catchThrowableOfType(
            UnreadableResponseException.class, () -> billing.advancedSecurity().get());

    assertThat(e.getMessage())
        .contains("HTTP 200", "repositories[0].advanced_security_committers: ", "line 2");
  }

  @Test
  void property_missing_isNamed() {
    server.respondWith(
        ScriptedResponse.json(
            """
            {"days_left_in_billing_cycle": 20, "estimated_storage_for_month": 1}
            """));

    assertThat(unreadable().getMessage()).contains("estimated_paid_storage_for_month is required");
  }

  private UnreadableResponseException unreadable() {
    return catchThrowableOfType(UnreadableResponseException.class, () -> billing.sharedStorage());
  }
}
