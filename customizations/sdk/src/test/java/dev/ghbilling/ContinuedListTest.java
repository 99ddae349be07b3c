package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.error.IncompleteListException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.usage.UsageQuery;
import java.time.YearMonth;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists that the contract describes without pages, at a server that sends pages of them. */
class ContinuedListTest {
  private static final UsageQuery.Period MONTH = UsageQuery.month(YearMonth.of(2025, 3));

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  private record Call(String name, Consumer<GitHubBilling> send) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> calls() {
    return Stream.of(
            new Call("usage report", billing -> billing.usage().report(MONTH)),
            new Call("usage stream", billing -> billing.usage().stream(MONTH).forEach(item -> {})),
            new Call(
                "organization's report",
                billing -> billing.organization("a").usage().report(MONTH)),
            new Call("exports", billing -> billing.exports().list()),
            new Call(
                "the generated client", billing -> billing.api(UsageApi.class).getUsageReport("a")))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("calls")
  @Regression(
      input = "a usage report or a list of exports with a Link header that names a next page",
      before = "the first page was taken for the whole",
      now = "an exception, since the contract describes no pages")
  void list_withANextPage_isIncomplete(Call call) {
    server.respondWith(
        ScriptedResponse.of(
            200,
            "{\"usageItems\": [], \"usage_report_exports\": []}",
            "Content-Type: application/json",
            "Link: <https://api.github.com/next?page=2>; rel=\"next\""));

    assertThatExceptionOfType(IncompleteListException.class)
        .isThrownBy(() -> call.send().accept(billing))
        .withMessageEndingWith(
            ": the server sent a page of the list and names a next one,"
                + " but the contract describes no pages");
  }
}
