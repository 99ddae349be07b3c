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

/** An answer that is read when its call is over is still one of those under way. */
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
  void faultWhileReadingTellsHowOftenItWasAskedFor() {
    server.respondWith(
        ScriptedResponse.of(503, ""),
        ScriptedResponse.withContentLength(ROWS.length() + 9, 200, ROWS.substring(0, 300)));

    CallException e = readingFails(retrying());

    assertThat(e).isInstanceOf(ConnectionException.class).hasMessageContaining("sent 2 times");
    assertThat(e.attempts()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"usageItems\": [{}]}"})
  void unreadableAnswerTellsHowOftenItWasAskedFor(String body) {
    server.respondWith(
        ScriptedResponse.of(503, ""), ScriptedResponse.of(502, ""), ScriptedResponse.json(body));

    CallException e = readingFails(retrying());

    assertThat(e).isInstanceOf(UnreadableResponseException.class);
    assertThat(e.attempts()).isEqualTo(3);
  }

  @Test
  void streamIsUnderWayUntilItIsClosed() {
    GitHubBilling billing = of(2);
    Stream<UsageItem> stream = begun(billing);
    CountDownLatch answer = underWay(billing);

    assertThat(hasToWait(billing)).isTrue();
    stream.close();

    assertThat(hasTurn(billing)).isTrue();
    answer.countDown();
  }

  @Test
  void streamIsUnderWayUntilItsEnd() {
    GitHubBilling billing = of(2);
    server.respondWith(ScriptedResponse.json(ROWS));
    assertThat(billing.usage().stream(MONTH)).hasSize(2);
    CountDownLatch answer = underWay(billing);

    assertThat(hasTurn(billing)).isTrue();
    answer.countDown();
  }

  @Test
  void streamIsUnderWayUntilItBreaksOff() {
    GitHubBilling billing = of(2);
    server.respondWith(ScriptedResponse.withContentLength(5_000, 200, ROWS));
    readingFails(billing);
    CountDownLatch answer = underWay(billing);

    assertThat(hasTurn(billing)).isTrue();
    answer.countDown();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whoReadsMayMakeCallsAndReadOtherStreams(int reads) {
    GitHubBilling billing = of(reads);
    begun(billing);
    begun(billing);
    Stream<UsageItem> stream = begun(billing);

    assertThat(hasTurn(billing)).isTrue();
    stream.close();
    assertThat(hasTurn(billing)).isTrue();
  }

  @Test
  void closedTwiceIsGivenBackOnce() {
    GitHubBilling billing = of(2);
    server.respondWith(this::rowAndSilence);
    Response first = answer(billing);
    first.close();
    first.close();
    begun(billing);
    CountDownLatch answer = underWay(billing);

    assertThat(hasToWait(billing)).isTrue();
    answer.countDown();
  }

  @Test
  void placesOfStreamsAreGivenBackForFurtherOnes() {
    GitHubBilling billing = of(2);
    for (int i = 0; i < 3; i++) {
      Stream<UsageItem> stream = begun(billing);
      CountDownLatch answer = underWay(billing);
      assertThat(hasToWait(billing)).as("stream " + i).isTrue();
      answer.countDown();
      stream.close();
    }
  }

  @Test
  void bodyIsReadAsBytesAndAsText() throws IOException {
    GitHubBilling billing = of(2);
    server.respondWith(ScriptedResponse.json("{\"ä\": 1}"));

    try (Response answer = answer(billing);
        InputStream in = answer.body().asInputStream()) {
      assertThat(answer.body().isRepeatable()).isFalse();
      assertThat(answer.body().length()).isNull();
      assertThat(in.read()).isEqualTo('{');
      assertThat(in.read()).isEqualTo('"');
      assertThat(in.read()).isEqualTo(0xC3);
      assertThat(in.readAllBytes()).hasSize("ä\": 1}".length());
      assertThat(in.read()).isEqualTo(-1);
    }
    try (Response answer = answer(billing);
        Reader in = answer.body().asReader(StandardCharsets.UTF_8)) {
      char[] text = new char[20];
      assertThat(new String(text, 0, in.read(text))).isEqualTo("{\"ä\": 1}");
    }
  }

  @Test
  void streamOfBytesThatIsClosedGivesThePlaceBack() throws IOException {
    GitHubBilling billing = of(2);
    server.respondWith(this::rowAndSilence);
    Response answer = answer(billing);

    answer.body().asInputStream().close();

    CountDownLatch other = underWay(billing);
    assertThat(hasTurn(billing)).isTrue();
    other.countDown();
  }

  @Test
  void bytesThatAreReadToTheirEndGiveThePlaceBack() throws IOException {
    GitHubBilling billing = of(2);
    server.respondWith(ScriptedResponse.json("{}"));

    try (Response answer = answer(billing)) {
      assertThat(answer.body().asInputStream().readAllBytes()).hasSize(2);

      CountDownLatch other = underWay(billing);
      assertThat(hasTurn(billing)).isTrue();
      other.countDown();
    }
  }

  @Test
  void bytesThatBreakOffGiveThePlaceBack() throws IOException {
    GitHubBilling billing = of(2);
    server.respondWith(ScriptedResponse.withContentLength(9, 200, "{}"));

    try (Response answer = answer(billing)) {
      InputStream in = answer.body().asInputStream();
      assertThat(catchThrowable(in::readAllBytes)).isInstanceOf(IOException.class);

      CountDownLatch other = underWay(billing);
      assertThat(hasTurn(billing)).isTrue();
      other.countDown();
    }
  }

  private static Response answer(GitHubBilling billing) {
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

  /** A stream of which a row was read; more may come. */
  private Stream<UsageItem> begun(GitHubBilling billing) {
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

  /** Makes a call that is under way until the latch is down. */
  private CountDownLatch underWay(GitHubBilling billing) {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    server.respondWith(
        (request, connection) -> {
          arrived.countDown();
          await(answer);
        });
    CompletableFuture<?> call = billing.async(b -> b.actions());
    await(arrived);
    open.add(answer::countDown);
    open.add(() -> assertThat(catchThrowable(call::join)).isNotNull());
    return answer;
  }

  /** Whether a call is sent. */
  private boolean hasTurn(GitHubBilling billing) {
    return calledWithin(Duration.ofSeconds(20), billing) instanceof AuthenticationException;
  }

  /** Whether a call's time is over before it is sent. */
  private boolean hasToWait(GitHubBilling billing) {
    return calledWithin(Duration.ofMillis(400), billing) instanceof ConnectionException;
  }

  private CallException calledWithin(Duration time, GitHubBilling billing) {
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
