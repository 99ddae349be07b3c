package dev.ghbilling.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.TestTime;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.api.UsageApi;
import dev.ghbilling.client.api.UsageApi.GetUsageReportQuery;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.error.AuthenticationException;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.usage.UsageQuery;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream that is read after its call returned still counts as a concurrent call. */
@Timeout(60)
class JsonItemsTest {
  private static final UsageQuery MONTH = UsageQuery.month(YearMonth.of(2025, 3));
  private static final String ROW =
      """
      {"date": "2025-03-01", "product": "Actions", "sku": "Linux", "quantity": 1,
       "unitType": "minutes", "pricePerUnit": 1, "grossAmount": 1, "discountAmount": 0,
       "netAmount": 1, "organizationName": "octo"}
      """;
  private static final String ROWS = "{\"usageItems\": [%s, %s]}".formatted(ROW, ROW);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  @AutoClose final RecordingServer server = new RecordingServer();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    threads.shutdownNow();
  }

  @Test
  void fault_duringReading_hasTheNumberOfAttempts() {
    server.respondWith(
        ScriptedResponse.of(503, ""),
        ScriptedResponse.withContentLength(ROWS.length() + 9, 200, ROWS.substring(0, 300)));

    CallException e = readingFails(retrying());

    assertThat(e).isInstanceOf(ConnectionException.class).hasMessageContaining("sent 2 times");
    assertThat(e.attempts()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"usageItems\": [{}]}"})
  void response_unreadable_hasTheNumberOfAttempts(String body) {
    server.respondWith(
        ScriptedResponse.of(503, ""), ScriptedResponse.of(502, ""), ScriptedResponse.json(body));

    CallException e = readingFails(retrying());

    assertThat(e).isInstanceOf(UnreadableResponseException.class);
    assertThat(e.attempts()).isEqualTo(3);
  }

  @Test
  void stream_open_holdsItsPermit() {
    GitHubBilling billing = of(2);
    Stream<UsageItem> stream = startedStream(billing);
    CountDownLatch response = pendingCall(billing);

    assertThat(mustWait(billing)).isTrue();
    stream.close();

    assertThat(canCall(billing)).isTrue();
    response.countDown();
  }

  @Test
  void stream_readToTheEnd_releasesItsPermit() {
    GitHubBilling billing = of(2);
    server.respondWith(ScriptedResponse.json(ROWS));
    assertThat(billing.usage().stream(MONTH)).hasSize(2);
    CountDownLatch response = pendingCall(billing);

    assertThat(canCall(billing)).isTrue();
    response.countDown();
  }

  @Test
  void stream_cutOff_releasesItsPermit() {
    GitHubBilling billing = of(2);
    server.respondWith(ScriptedResponse.withContentLength(5_000, 200, ROWS));
    readingFails(billing);
    CountDownLatch response = pendingCall(billing);

    assertThat(canCall(billing)).isTrue();
    response.countDown();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void stream_open_allowsOtherCallsAndStreams(int reads) {
    GitHubBilling billing = of(reads);
    startedStream(billing);
    startedStream(billing);
    Stream<UsageItem> stream = startedStream(billing);

    assertThat(canCall(billing)).isTrue();
    stream.close();
    assertThat(canCall(billing)).isTrue();
  }

  @Test
  void stream_closedTwice_releasesItsPermitOnce() {
    GitHubBilling billing = of(2);
    server.respondWith(this::rowAndSilence);
    Response first = response(billing);
    first.close();
    first.close();
    startedStream(billing);
    CountDownLatch response = pendingCall(billing);

    assertThat(mustWait(billing)).isTrue();
    response.countDown();
  }

  @Test
  void permits_ofClosedStreams_areReused() {
    GitHubBilling billing = of(2);
    for (int i = 0; i < 3; i++) {
      Stream<UsageItem> stream = startedStream(billing);
      CountDownLatch response = pendingCall(billing);
      assertThat(mustWait(billing)).as("stream " + i).isTrue();
      response.countDown();
      stream.close();
    }
  }

  @Test
  void body_ofAResponse_isReadAsBytesAndText() throws IOException {
    GitHubBilling billing = of(2);
    server.respondWith(ScriptedResponse.json("{\"ä\": 1}"));

    try (Response response = response(billing);
        InputStream in = response.body().asInputStream()) {
      assertThat(response.body().isRepeatable()).isFalse();
      assertThat(response.body().length()).isNull();
      assertThat(in.read()).isEqualTo('{');
      assertThat(in.read()).isEqualTo('"');
      assertThat(in.read()).isEqualTo(0xC3);
      assertThat(in.readAllBytes()).hasSize("ä\": 1}".length());
      assertThat(in.read()).isEqualTo(-1);
    }
    try (Response response = response(billing);
        Reader in = response.body().asReader(StandardCharsets.UTF_8)) {
      char[] text = new char[20];
      assertThat(new String(text, 0, in.read(text))).isEqualTo("{\"ä\": 1}");
    }
  }

  @Test
  void byteStream_closed_releasesItsPermit() throws IOException {
    GitHubBilling billing = of(2);
    server.respondWith(this::rowAndSilence);
    Response response = response(billing);

    response.body().asInputStream().close();

    CountDownLatch other = pendingCall(billing);
    assertThat(canCall(billing)).isTrue();
    other.countDown();
  }

  @Test
  void byteStream_readToTheEnd_releasesItsPermit() throws IOException {
    GitHubBilling billing = of(2);
    server.respondWith(ScriptedResponse.json("{}"));

    try (Response response = response(billing)) {
      assertThat(response.body().asInputStream().readAllBytes()).hasSize(2);

      CountDownLatch other = pendingCall(billing);
      assertThat(canCall(billing)).isTrue();
      other.countDown();
    }
  }

  @Test
  void byteStream_cutOff_releasesItsPermit() throws IOException {
    GitHubBilling billing = of(2);
    server.respondWith(ScriptedResponse.withContentLength(9, 200, "{}"));

    try (Response response = response(billing)) {
      InputStream in = response.body().asInputStream();
      assertThat(catchThrowable(in::readAllBytes)).isInstanceOf(IOException.class);

      CountDownLatch other = pendingCall(billing);
      assertThat(canCall(billing)).isTrue();
      other.countDown();
    }
  }

  private static Response response(GitHubBilling billing) {
    return billing
        .api(UsageApi.class)
        .getUsageReportStream("octo-enterprise", GetUsageReportQuery.builder().build());
  }

  private GitHubBilling of(int reads) {
    return opened(Clients.at(server.baseUrl()).maxConcurrentReads(reads));
  }

  private GitHubBilling retrying() {
    return opened(
        TestTime.sleeper(Clients.at(server.baseUrl()), pause -> {})
            .retryPolicy(RetryPolicy.builder().maxAttempts(4).build()));
  }

  private GitHubBilling opened(GitHubBilling.Builder builder) {
    GitHubBilling billing = builder.executor(threads).build();
    open.add(billing);
    return billing;
  }

  private static CallException readingFails(GitHubBilling billing) {
    return catchThrowableOfType(
        CallException.class, () -> billing.usage().stream(MONTH).forEach(item -> {}));
  }

  /** Returns a stream of which one row was read. */
  private Stream<UsageItem> startedStream(GitHubBilling billing) {
    server.respondWith(this::rowAndSilence);
    Stream<UsageItem> stream = billing.usage().stream(MONTH);
    open.add(stream);
    Iterator<UsageItem> items = stream.iterator();
    assertThat(items.next()).isNotNull();
    return stream;
  }

  private void rowAndSilence(
      dev.ghbilling.testkit.ReceivedRequest request, java.net.Socket connection)
      throws IOException {
    ScriptedResponse.withContentLength(
            90_000, 200, "{\"usageItems\": [" + ROW + "," + " ".repeat(9_000))
        .send(request, connection);
    connection.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  /** Starts a call that the server holds until the latch is released. */
  private CountDownLatch pendingCall(GitHubBilling billing) {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch response = new CountDownLatch(1);
    server.respondWith(
        (request, connection) -> {
          arrived.countDown();
          await(response);
        });
    CompletableFuture<?> call = billing.async(b -> b.actions());
    await(arrived);
    open.add(response::countDown);
    open.add(() -> assertThat(catchThrowable(call::join)).isNotNull());
    return response;
  }

  /** Returns whether a call is sent. */
  private boolean canCall(GitHubBilling billing) {
    return callWithin(Duration.ofSeconds(20), billing) instanceof AuthenticationException;
  }

  /** Returns whether a call's time runs out before it is sent. */
  private boolean mustWait(GitHubBilling billing) {
    return callWithin(Duration.ofMillis(400), billing) instanceof ConnectionException;
  }

  private CallException callWithin(Duration time, GitHubBilling billing) {
    server.respondWith(ScriptedResponse.of(401, ""));
    return catchThrowableOfType(CallException.class, () -> billing.within(time).actions());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("it did not happen");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
