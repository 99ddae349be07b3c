package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import feign.Client;
import feign.DefaultClient;
import feign.Request;
import feign.Response;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client of the application's in place of the default one. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnHttpClientTest {
  private static final ScriptedResponse ACTIONS = ScriptedResponse.json(Bodies.ACTIONS);

  @TempDir Path folder;

  @AutoClose final RecordingServer api = new RecordingServer();
  @AutoClose final RecordingServer elsewhere = new RecordingServer();

  /** A client that records what it is given and leaves the rest to Feign's own. */
  private static class RecordingClient implements Client, Closeable {
    private final Client next;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Request.Options> options = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    RecordingClient(Client next) {
      this.next = next;
    }

    @Override
    public Response execute(Request request, Request.Options given) throws IOException {
      requests.add(request);
      options.add(given);
      return next.execute(request, given);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  static Stream<Client> stockClients() {
    return Stream.of(
        new DefaultClient(null, null),
        new feign.okhttp.OkHttpClient(),
        (request, options) -> new DefaultClient(null, null).execute(request, options));
  }

  @ParameterizedTest
  @MethodSource("stockClients")
  void ownClient_everyCallAndDownload_isCarriedByIt(Client stock) throws IOException {
    RecordingClient own = new RecordingClient(stock);
    api.respondWith(ACTIONS, ScriptedResponse.json("{}"), ScriptedResponse.json("{}"), export());
    elsewhere.respondWith(ScriptedResponse.of(200, "net_amount\n"));
    try (GitHubBilling billing = Clients.at(api.baseUrl()).httpClient(own).build()) {
      assertThat(billing.actions().totalMinutesUsed()).isEqualByComparingTo("305");
      billing.costCenters().addUsers("cc-1", List.of("mona"));
      billing.costCenters().removeUsers("cc-1", List.of("mona"));
      List<Path> files = billing.exports().export("a1").downloadTo(folder);
      assertThat(files).hasSize(1);
      assertThat(Files.readString(files.get(0))).isEqualTo("net_amount\n");
    }

    assertThat(own.requests)
        .extracting(request -> request.httpMethod().name())
        .containsExactly("GET", "POST", "DELETE", "GET", "GET");
    assertThat(api.requests())
        .extracting(ReceivedRequest::method)
        .containsExactly("GET", "POST", "DELETE", "GET");
    assertThat(api.requests().get(2).body()).isEqualTo("{\"users\":[\"mona\"]}");
  }

  @ParameterizedTest
  @MethodSource("stockClients")
  void ownClient_apiAndOtherHosts_showsTheTokenToTheApiAlone(Client stock) {
    RecordingClient own = new RecordingClient(stock);
    ScriptedResponse moved =
        ScriptedResponse.of(302, "", "Location: " + elsewhere.baseUrl() + "/there");
    api.respondWith(ACTIONS, moved, export());
    elsewhere.respondWith(ACTIONS, ScriptedResponse.of(200, "net_amount\n"));
    try (GitHubBilling billing = Clients.at(api.baseUrl()).httpClient(own).build()) {
      billing.actions();
      billing.actions();
      billing.exports().export("a1").downloadTo(folder);
    }

    assertThat(api.requests())
        .hasSize(3)
        .allSatisfy(
            request ->
                assertThat(request.header("Authorization"))
                    .containsExactly("Bearer " + Clients.TOKEN));
    assertThat(elsewhere.requests())
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.toString()).doesNotContain(Clients.TOKEN));
    assertThat(own.requests)
        .filteredOn(request -> request.url().startsWith(elsewhere.baseUrl().toString()))
        .hasSize(2)
        .noneMatch(request -> request.toString().contains(Clients.TOKEN));
  }

  @Test
  void options_ofEachAttempt_areNoLongerThanTheTimeLeft() {
    ManualClock time = new ManualClock();
    RecordingClient own =
        new RecordingClient(
            (request, options) -> {
              time.advance(Duration.ofSeconds(4));
              return response(request, 503);
            });
    try (GitHubBilling billing =
        Clients.at(api.baseUrl(), time)
            .httpClient(own)
            .connectTimeout(Duration.ofSeconds(3))
            .readTimeout(Duration.ofHours(1))
            .callTimeout(Duration.ofSeconds(10))
            .retryPolicy(RetryPolicy.builder().baseDelay(Duration.ofSeconds(2)).build())
            .build()) {
      assertThat(catchThrowableOfType(RuntimeException.class, billing::actions)).isNotNull();
    }

    // Two attempts of 4 seconds each, with a pause of 1 second between them, leave no third one.
    assertThat(own.options)
        .extracting(Request.Options::readTimeoutMillis)
        .containsExactly(10_000, 5_000);
    assertThat(own.options)
        .extracting(Request.Options::connectTimeoutMillis)
        .containsExactly(3_000, 3_000);
    assertThat(own.options).noneMatch(Request.Options::isFollowRedirects);
  }

  @Test
  void options_within_areNoLongerThanItsTime() {
    ManualClock time = new ManualClock();
    RecordingClient own = new RecordingClient((request, options) -> response(request, 503));
    try (GitHubBilling billing = Clients.at(api.baseUrl(), time).httpClient(own).build()) {
      GitHubBilling hasty = billing.within(Duration.ofMillis(700));
      assertThat(catchThrowableOfType(RuntimeException.class, hasty::actions)).isNotNull();
    }

    assertThat(own.options).hasSize(1);
    assertThat(own.options.get(0).readTimeoutMillis()).isEqualTo(700);
    assertThat(own.options.get(0).connectTimeoutMillis()).isEqualTo(700);
  }

  @ParameterizedTest
  @MethodSource("stockClients")
  void ownClient_silentServer_endsWithTheTimeLeft(Client stock) {
    api.respondWith(ScriptedResponse.SILENCE);
    try (GitHubBilling billing =
        Clients.at(api.baseUrl()).httpClient(stock).readTimeout(Duration.ofHours(1)).build()) {
      GitHubBilling hasty = billing.within(Duration.ofMillis(300));

      assertThat(catchThrowableOfType(ConnectionException.class, hasty::actions))
          .hasMessageStartingWith("getActionsBilling: no response from ");
    }
  }

  @Test
  void close_ownClient_leavesItOpen() {
    RecordingClient own = new RecordingClient((request, options) -> response(request, 200));

    Clients.at(api.baseUrl()).httpClient(own).build().close();

    assertThat(own.closed).isFalse();
  }

  private static Response response(Request request, int status) {
    return Response.builder()
        .request(request)
        .status(status)
        .headers(Map.of())
        .body("", StandardCharsets.UTF_8)
        .build();
  }

  private ScriptedResponse export() {
    return ScriptedResponse.json(
        """
        {"id": "a1", "report_type": "detailed", "start_date": "2025-01-01",
         "end_date": "2025-01-31", "status": "completed", "download_urls": ["%s/file"]}
        """
            .formatted(elsewhere.baseUrl()));
  }
}
