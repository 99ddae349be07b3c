package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.http.ApiClients;
import dev.ghbilling.http.Fetched;
import dev.ghbilling.http.Transport;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.SocksProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the connections, and what becomes of them. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransportTest {
  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void compressedAnswerIsAskedForAndRead() throws IOException {
    server.respondWith(zipped(gzip(Bodies.ACTIONS)));

    assertThat(billing.actions().get().totalMinutesUsed()).isEqualByComparingTo("305");

    assertThat(server.request().header("Accept-Encoding")).containsExactly("gzip");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 40})
  void compressedAnswerThatEndsTooEarlyIsNone(int bytes) throws IOException {
    server.respondWith(zipped(Arrays.copyOf(gzip(Bodies.ACTIONS), bytes)));

    assertThat(failure(billing)).hasMessageContaining("the answer broke off");
  }

  @Test
  void compressedAnswerOfTwoMembersIsReadToItsEnd() {
    server.respondWith(
        (request, connection) -> {
          OutputStream out = connection.getOutputStream();
          byte[] start = gzip(Bodies.ACTIONS.substring(0, 40));
          byte[] rest = gzip(Bodies.ACTIONS.substring(40));
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                  .formatted(start.length + rest.length)
                  .getBytes(StandardCharsets.US_ASCII));
          out.write(start);
          out.flush();
          LockSupport.parkNanos(50_000_000);
          out.write(rest);
        });

    assertThat(billing.actions().get().totalMinutesUsed()).isEqualByComparingTo("305");
  }

  @Test
  void compressedFileThatBreaksOffBehindAMemberIsNotWhole() throws IOException {
    byte[] member = gzip("half of it");
    String head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
            .formatted(2 * member.length);
    server.respondWith(
        (request, connection) -> {
          connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          connection.getOutputStream().write(member);
        });
    try (ApiClients clients = new ApiClients(Clients.at(server.baseUrl()).settings());
        Fetched file = clients.withoutCredentials().get(server.baseUrl(), Map.of())) {
      assertThatIOException().isThrownBy(file.body()::readAllBytes);
    }
  }

  @Test
  void answerThatIsNoHttpIsNotQuoted() throws IOException {
    server.respondWith(
        (request, connection) -> {
          String echo = request.method() + " " + request.target() + " HTTP/1.1\r\n\r\n";
          connection.getOutputStream().write(echo.getBytes(StandardCharsets.US_ASCII));
        });
    try (ApiClients clients = new ApiClients(Clients.at(server.baseUrl()).settings())) {
      Throwable thrown =
          catchThrowable(
              () ->
                  clients
                      .withoutCredentials()
                      .get(URI.create(server.baseUrl() + "/file?sig=Signature"), Map.of()));

      assertThat(thrown).isInstanceOf(IOException.class);
      assertThat(Clients.messages(thrown)).noneMatch(message -> message.contains("Signature"));
    }
  }

  @Test
  void headerThatIsNoneIsNotQuoted() {
    server.respondWith(
        (request, connection) -> {
          String echo = "HTTP/1.1 200 OK\r\n" + request.header("Authorization").get(0) + "\r\n\r\n";
          connection.getOutputStream().write(echo.getBytes(StandardCharsets.US_ASCII));
        });

    assertThat(Clients.messages(failure(billing)))
        .noneMatch(message -> message.contains(Clients.TOKEN));
  }

  @Test
  void jvmsChoiceOfASocksProxyIsTakenForTheUrl() throws IOException {
    server.respondWith(ScriptedResponse.json(Bodies.ACTIONS));
    ProxySelector before = ProxySelector.getDefault();
    try (SocksProxy socks = new SocksProxy(server.baseUrl());
        GitHubBilling behind =
            Clients.at(URI.create("http://billing.invalid:8080")).allowInsecure(true).build()) {
      ProxySelector.setDefault(
          selecting(uri -> uri.getScheme().equals("http") ? List.of(socks.proxy()) : List.of()));

      assertThat(behind.actions().get().totalMinutesUsed()).isEqualByComparingTo("305");

      assertThat(socks.hosts()).containsExactly("billing.invalid");
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void timesMayBeLongerThanAnybodyWaits() {
    server.respondWith(ScriptedResponse.json(Bodies.ACTIONS));
    Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
    try (GitHubBilling patient =
        Clients.at(server.baseUrl())
            .connectTimeout(ages)
            .readTimeout(ages)
            .callTimeout(ages)
            .build()) {
      assertThat(patient.actions().get()).isNotNull();
    }
  }

  @Test
  void timeBelowAMillisecondIsNotForever() {
    server.respondWith(ScriptedResponse.SILENCE);
    try (GitHubBilling hasty =
        Clients.at(server.baseUrl()).readTimeout(Duration.ofNanos(1)).build()) {
      assertThat(failure(hasty)).hasMessageEndingWith("the time allowed is over");
    }
  }

  @Test
  void portThatNoneCanBeIsNoAnswer() throws IOException {
    try (ApiClients clients = new ApiClients(Clients.at(server.baseUrl()).settings())) {
      assertThatIOException()
          .isThrownBy(
              () ->
                  clients
                      .withoutCredentials()
                      .get(URI.create("http://127.0.0.1:99999/"), Map.of()));
    }
  }

  @Test
  void answerWithoutABodyMayCallItCompressed() throws IOException {
    server.respondWith(ScriptedResponse.of(200, "", "Content-Encoding: gzip"));
    try (ApiClients clients = new ApiClients(Clients.at(server.baseUrl()).settings());
        Fetched file = clients.withoutCredentials().get(server.baseUrl(), Map.of())) {
      assertThat(file.body()).isEmpty();
    }
  }

  @Test
  void hostBehindASocksProxyIsFoundByTheProxy() throws IOException {
    server.respondWith(ScriptedResponse.json(Bodies.ACTIONS));
    try (SocksProxy socks = new SocksProxy(server.baseUrl());
        GitHubBilling behind =
            Clients.at(URI.create("http://billing.invalid:8080"))
                .allowInsecure(true)
                .proxy(socks.proxy())
                .build()) {
      assertThat(behind.actions().get().totalMinutesUsed()).isEqualByComparingTo("305");

      assertThat(socks.hosts()).containsExactly("billing.invalid");
      assertThat(server.request().header("Host")).containsExactly("billing.invalid:8080");
    }
  }

  @Test
  void proxyThatRefusesATunnelIsSaid() throws IOException {
    server.respondWith(ScriptedResponse.of(407, ""));
    try (GitHubBilling behind =
        Clients.at(URI.create("https://billing.invalid"))
            .proxy(new Proxy(Proxy.Type.HTTP, address()))
            .build()) {
      assertThat(failure(behind)).hasMessageContaining("the proxy answered HTTP 407");
      assertThat(server.request().target()).isEqualTo("billing.invalid:443");
      assertThat(server.request().header("Authorization")).isEmpty();
    }
  }

  @Test
  void serverWithAnAddressOfVersion6() throws IOException {
    byte[] one = new byte[16];
    one[15] = 1;
    InetAddress loopback = InetAddress.getByAddress(one);
    assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "this machine has no IPv6");
    try (RecordingServer six =
            new RecordingServer(loopback).respondWith(ScriptedResponse.json(Bodies.ACTIONS));
        GitHubBilling other = Clients.at(six.baseUrl()).build()) {
      assertThat(other.actions().get()).isNotNull();
      assertThat(six.request().header("Host")).containsExactly(six.baseUrl().getAuthority());
    }
  }

  @Test
  void whoReadsOnAfterAFaultIsToldAgain() throws IOException {
    server.respondWith(ScriptedResponse.withContentLength(50, 200, "half of it"));
    try (ApiClients clients = new ApiClients(Clients.at(server.baseUrl()).settings());
        Fetched file = clients.withoutCredentials().get(server.baseUrl(), Map.of())) {
      InputStream body = file.body();

      assertThatIOException().isThrownBy(body::readAllBytes);

      assertThatIOException().isThrownBy(body::read);
    }
  }

  @Test
  void whoReadsOnAfterClosingIsNotToldThatThisIsTheEnd() throws IOException {
    server.respondWith(ScriptedResponse.of(200, "all of it"));
    try (ApiClients clients = new ApiClients(Clients.at(server.baseUrl()).settings());
        Fetched file = clients.withoutCredentials().get(server.baseUrl(), Map.of())) {
      InputStream body = file.body();
      assertThat(body.readNBytes(3)).asString().isEqualTo("all");

      body.close();

      assertThatIOException().isThrownBy(body::read);
    }
  }

  @Test
  void fileWhoseHeaderHasNoEndIsGivenUp() throws IOException {
    server.respondWith(
        (request, connection) -> {
          OutputStream out = connection.getOutputStream();
          out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
          trickle(out);
        });
    try (ApiClients clients =
        new ApiClients(
            Clients.at(server.baseUrl()).callTimeout(Duration.ofMillis(300)).settings())) {
      assertThatIOException()
          .isThrownBy(() -> clients.withoutCredentials().get(server.baseUrl(), Map.of()));
    }
  }

  @Test
  void proxySelectorThatFailsIsAFaultOfTheConnection() {
    ProxySelector before = ProxySelector.getDefault();
    try {
      ProxySelector.setDefault(
          selecting(
              uri -> {
                throw new IllegalArgumentException("no script for " + uri);
              }));

      assertThat(failure(billing)).hasMessageEndingWith("the JVM's choice of a proxy failed");
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void handshakeWithoutEndIsBoundByTheCall() {
    server.respondWith(ScriptedResponse.SILENCE);
    URI secure = URI.create(server.baseUrl().toString().replace("http:", "https:"));
    try (GitHubBilling waiting =
        Clients.at(secure)
            .readTimeout(Duration.ofHours(1))
            .callTimeout(Duration.ofMillis(300))
            .build()) {
      assertThat(failure(waiting)).hasMessageEndingWith("the time allowed is over");
    }
  }

  @Test
  void answerThatIsGivenUpCostsNoWaitForItsEnd() throws IOException {
    server.respondWith(ScriptedResponse.stallingAfter("start"));
    try (ApiClients clients =
        new ApiClients(Clients.at(server.baseUrl()).readTimeout(Duration.ofHours(1)).settings())) {
      Transport transport = clients.withoutCredentials();
      Fetched file = transport.get(server.baseUrl(), Map.of());
      assertThat(transport.connectionsInUse()).isEqualTo(1);

      file.close();

      assertThat(transport.connectionsInUse()).isZero();
    }
  }

  @Test
  void callIsBoundAsAWholeThoughBytesKeepArriving() {
    server.respondWith(TransportTest::drip);

    assertThat(failure(billing.within(Duration.ofMillis(300))))
        .hasMessageEndingWith("the time allowed is over");
  }

  @Test
  void headerWithoutEndIsRefused() {
    server.respondWith(
        (request, connection) -> {
          OutputStream out = connection.getOutputStream();
          out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
          byte[] more = new byte[64 * 1024];
          Arrays.fill(more, (byte) 'x');
          while (true) {
            out.write(more);
          }
        });

    assertThat(failure(billing)).hasMessageContaining("line length");
  }

  @Test
  void closedClientLetsItsCallsComeToTheirEnd() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    server.respondWith(
        (request, connection) -> {
          asked.countDown();
          await(closed);
          ScriptedResponse.json(Bodies.ACTIONS).send(request, connection);
        });
    GitHubBilling closing = Clients.at(server.baseUrl()).build();
    var call = closing.async(it -> it.actions().get());
    asked.await();

    closing.close();
    closed.countDown();

    assertThat(call.get().totalMinutesUsed()).isEqualByComparingTo("305");
  }

  @Test
  void closedClientHasNoThread() throws InterruptedException {
    server.respondWith(ScriptedResponse.json(Bodies.ACTIONS));
    List<Thread> before = watches();
    GitHubBilling closing = Clients.at(server.baseUrl()).build();
    closing.actions().get();
    List<Thread> itsOwn = watches();
    itsOwn.removeAll(before);
    assertThat(itsOwn).hasSize(1);

    closing.close();

    itsOwn.get(0).join();
  }

  private static List<Thread> watches() {
    return new ArrayList<>(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("ghbilling-connections"))
            .toList());
  }

  private static ProxySelector selecting(Function<URI, List<Proxy>> choice) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return choice.apply(uri);
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
    };
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.baseUrl().getPort());
  }

  private static ConnectionException failure(GitHubBilling billing) {
    return catchThrowableOfType(ConnectionException.class, () -> billing.actions().get());
  }

  private static ScriptedResponse zipped(byte[] body) {
    return ScriptedResponse.untilClose(
        200, body, "Content-Type: application/json", "Content-Encoding: gzip");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return zipped.toByteArray();
  }

  /** A blank after the other, for as long as somebody reads. */
  private static void drip(ReceivedRequest request, Socket client) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    trickle(out);
  }

  private static void trickle(OutputStream out) throws IOException {
    while (true) {
      out.write(' ');
      out.flush();
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
