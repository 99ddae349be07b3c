package dev.ghbilling.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageStreamTest {
  private static final UsageQuery MONTH = UsageQuery.month(YearMonth.of(2025, 3));

  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void stream_ofAReport_hasItsItems() {
    try (Sandbox sandbox = Sandbox.builder().usageItems(2_000).asObserved(true).start();
        GitHubBilling real = Clients.at(sandbox.baseUrl()).build()) {
      assertThat(real.usage().stream(MONTH))
          .isNotEmpty()
          .containsExactlyElementsOf(real.usage().report(MONTH).usageItems());
    }
  }

  @Test
  void stream_notYetRead_sendsNothing() {
    server.respondWith(ScriptedResponse.json("{\"usageItems\": []}"));

    try (Stream<UsageItem> items = billing.usage().stream(MONTH)) {
      assertThat(server.requests()).isEmpty();
      assertThat(items).isEmpty();
    }
    assertThat(server.request().target()).contains("year=2025").contains("month=3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"usageItems\": [ITEM, ITEM]}",
        "{\"more\": {\"usageItems\": [1]}, \"list\": [[{}]], \"n\": null, \"usageItems\": [ITEM, ITEM]}",
        "{\"usageItems\": [ITEM, ITEM], \"more\": {\"usageItems\": [{}]}, \"list\": [1]}"
      })
  void otherProperties_anywhere_areSkipped(String document) {
    server.respondWith(ScriptedResponse.json(document.replace("ITEM", UsageTest.row("a"))));

    assertThat(read()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                   | it has no usageItems
          {"usageItems": null}                 | usageItems is not a list
          {"usageItems": {}}                   | usageItems is not a list
          {"usageItems": [null]}               | an element of usageItems is null
          {"usageItems": [{}]}                 | date is required
          {"usageItems": [1]}                  | the response doesn't match the contract
          {"usageItems": []} {}                | something follows the document
          {"usageItems": [], "usageItems": []} | Duplicate field 'usageItems'
          []                                   | it is not a JSON object
          <html>                               | the response doesn't match the contract
          ``                                   | it is empty
          """)
  void response_notMatchingTheContract_throws(String document, String reason) {
    server.respondWith(
        ScriptedResponse.of(200, document, "Content-Type: text/odd", "X-GitHub-Request-Id: AB:1"));

    UnreadableResponseException e =
        catchThrowableOfType(UnreadableResponseException.class, this::read);

    assertThat(e).hasMessageContaining(reason).hasMessageStartingWith("getUsageReport: HTTP 200");
    assertThat(e.contentType()).contains("text/odd");
    assertThat(e.requestId()).contains("AB:1");
    assertThat(e.start()).isEqualTo(document);
  }

  @Test
  void token_repeatedInTheResponse_isNotInTheMessage() {
    server.respondWith(ScriptedResponse.json("{\"usageItems\": [\"" + Clients.TOKEN + "\"]}"));

    UnreadableResponseException e =
        catchThrowableOfType(UnreadableResponseException.class, this::read);

    assertThat(e.start()).contains("[token]").doesNotContain(Clients.TOKEN);
    assertThat(Clients.messages(e)).noneMatch(text -> text.contains(Clients.TOKEN));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 14, 100, 240, 250, -1, -2})
  void response_cutOff_throws(int bytes) {
    String document =
        "{\"usageItems\": [%s, %s]}".formatted(UsageTest.row("a"), UsageTest.row("b"));
    server.respondWith(
        ScriptedResponse.withContentLength(
            document.length(), 200, start(document, bytes), "Content-Type: text/json"));

    assertThatExceptionOfType(ConnectionException.class)
        .isThrownBy(this::read)
        .withMessageStartingWith("getUsageReport: the response broke off: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 14, 100, 240, 250, -1, -2})
  void response_cutOffWithoutALength_throws(int bytes) {
    String document =
        "{\"usageItems\": [%s, %s]}".formatted(UsageTest.row("a"), UsageTest.row("b"));
    server.respondWith(
        (request, connection) ->
            write(
                connection.getOutputStream(),
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + start(document, bytes)));

    assertThatExceptionOfType(ConnectionException.class).isThrownBy(this::read);
  }

  @Test
  void stream_cutOff_givesTheItemsBeforeAndThrowsAgain() {
    try (Sandbox sandbox = Sandbox.builder().usageItems(2_000).start();
        GitHubBilling real = Clients.at(sandbox.baseUrl()).build()) {
      sandbox.faults().onAny().everyCall().inject(Fault.ownResponse().truncatedAfter(20_000));
      List<UsageItem> items = new ArrayList<>();
      Iterator<UsageItem> iterator = real.usage().stream(MONTH).iterator();

      assertThatExceptionOfType(ConnectionException.class)
          .isThrownBy(() -> iterator.forEachRemaining(items::add));
      assertThat(items).isNotEmpty();
      assertThatExceptionOfType(ConnectionException.class).isThrownBy(iterator::hasNext);
    }
  }

  @Test
  void month_failing_failsTheYear() {
    server.respondWith(
        ScriptedResponse.json("{\"usageItems\": [%s]}".formatted(UsageTest.row("a", "2024-01-01"))),
        ScriptedResponse.of(502, ""),
        ScriptedResponse.json("{\"usageItems\": []}"));
    Iterator<UsageItem> iterator = billing.usage().stream(UsageQuery.year(2024)).iterator();

    assertThat(iterator.next()).isNotNull();
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(ServerException.class).isThrownBy(iterator::hasNext);
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void server_ignoringTheMonth_isDetected() {
    server.respondWith(
        ScriptedResponse.json(
            "{\"usageItems\": [%s]}".formatted(UsageTest.row("a", "2024-01-01"))));

    try (Stream<UsageItem> items = billing.usage().stream(UsageQuery.year(2024))) {
      assertThatExceptionOfType(UnreadableResponseException.class)
          .isThrownBy(items::count)
          .withMessageContaining("the server seems to ignore month");
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void error_ofTheApi_isItsException() {
    server.respondWith(ScriptedResponse.of(502, "<html>"));

    assertThatExceptionOfType(ServerException.class).isThrownBy(this::read);
  }

  @Test
  @Timeout(30)
  void close_ofAStream_closesTheConnection() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(1);
    server.respondWith(endless(left));

    try (Stream<UsageItem> items = billing.usage().stream(MONTH)) {
      assertThat(items.limit(3)).hasSize(3);
    }

    assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void items_afterClose_areNone() {
    server.respondWith(
        ScriptedResponse.json("{\"usageItems\": [%s]}".formatted(UsageTest.row("a"))));
    Stream<UsageItem> items = billing.usage().stream(MONTH);
    Iterator<UsageItem> iterator = items.iterator();

    items.close();

    assertThat(iterator.hasNext()).isFalse();
    assertThat(server.requests()).isEmpty();
  }

  /** Returns the first bytes, or, for a negative number, all but the last bytes. */
  private static String start(String document, int bytes) {
    return document.substring(0, bytes < 0 ? document.length() + bytes : bytes);
  }

  private List<UsageItem> read() {
    try (Stream<UsageItem> items = billing.usage().stream(MONTH)) {
      return items.toList();
    }
  }

  /** Sends items until the client disconnects. */
  private static ScriptedResponse endless(CountDownLatch left) {
    return (request, connection) -> {
      OutputStream out = connection.getOutputStream();
      try {
        write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"usageItems\": [");
        while (true) {
          write(out, UsageTest.row("a") + ",");
        }
      } catch (IOException e) {
        left.countDown();
      }
    };
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
