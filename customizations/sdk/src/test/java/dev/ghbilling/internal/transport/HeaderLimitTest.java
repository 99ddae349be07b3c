package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.Http2Server;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.TestCertificate;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses whose headers don't end, in both versions of HTTP. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeaderLimitTest {
  private static final int MEGABYTE = 1 << 20;

  /** Far more than is read before a response is refused. */
  private static final int ENDLESS = 250 * MEGABYTE;

  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final TestCertificate certificate = TestCertificate.selfSigned("ip:127.0.0.1");
  private final AtomicLong sent = new AtomicLong();

  @AutoClose final RecordingServer server = new RecordingServer();

  @ParameterizedTest
  @ValueSource(ints = {70_000, 200_000})
  @Regression(
      input = "a response with 70 to 200 KB of headers",
      before = "read as usual, each header whole",
      now = "\"the response has more than 64 KiB of headers\"")
  void headers_beyondTheLimit_areRefused(int length) {
    server.respondWith(
        ScriptedResponse.of(200, Bodies.ACTIONS, "Link: <" + "a".repeat(length) + ">; rel=next"));
    try (GitHubBilling billing = Clients.at(server.baseUrl()).build()) {
      assertThat(failure(billing))
          .hasMessageEndingWith(": the response has more than 64 KiB of headers");
    }
  }

  @Test
  void headers_withinTheLimit_areRead() {
    server.respondWith(ScriptedResponse.of(200, Bodies.ACTIONS, "X-More: " + "a".repeat(64_000)));
    try (GitHubBilling billing = Clients.at(server.baseUrl()).build()) {
      assertThat(billing.actions().totalMinutesUsed()).isEqualByComparingTo("305");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X: ", "HTTP/1.1 ", "HTTP/1.1 200 OK\r\nX: "})
  void line_withoutEnd_isReadUpToAQuarterOfAMegabyte(String start) {
    server.respondWith((request, connection) -> endless(connection.getOutputStream(), start, "a"));
    try (GitHubBilling billing = Clients.at(server.baseUrl()).build()) {
      assertThat(failure(billing))
          .hasMessageEndingWith(
              ": the connection was closed before the response's headers were complete,"
                  + " or they have more than 256 KiB");
      assertThat(sent.get()).isLessThan(8 * MEGABYTE);
    }
  }

  @Test
  void connection_closedWithoutAResponse_isTold() {
    server.respondWith((request, connection) -> connection.shutdownOutput());
    try (GitHubBilling billing = Clients.at(server.baseUrl()).build()) {
      assertThat(failure(billing))
          .hasMessageEndingWith(
              ": the connection was closed before the response's headers were complete");
    }
  }

  @Test
  void lines_withoutEnd_areReadUpToAQuarterOfAMegabyte() {
    server.respondWith(
        (request, connection) ->
            endless(connection.getOutputStream(), "HTTP/1.1 200 OK\r\n", "X: a\r\n"));
    try (GitHubBilling billing = Clients.at(server.baseUrl()).build()) {
      assertThat(failure(billing).getMessage()).doesNotContain("\n");
      assertThat(sent.get()).isLessThan(8 * MEGABYTE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5;", "5;a=\"", "0"})
  @Regression(
      input = "a line before a chunk that doesn't end",
      before = "read into memory until it is exhausted; the command line didn't end any more",
      now = "refused after 1 MiB: \"1 MiB that is neither headers nor body\"")
  void chunk_whoseLineDoesNotEnd_isRefused(String line) {
    server.respondWith(
        (request, connection) -> endless(connection.getOutputStream(), CHUNKED + line, "a=b;"));
    try (GitHubBilling billing = Clients.at(server.baseUrl()).build()) {
      assertThat(failure(billing))
          .hasMessageEndingWith(": the server sent 1 MiB that is neither headers nor body");
      assertThat(sent.get()).isLessThan(8 * MEGABYTE);
    }
  }

  @Test
  @Regression(
      input = "trailers without end",
      before = "a message that quotes them: \"\\n not found: limit=2 content=582d54...\"",
      now = "\"its end is missing, or its trailers have more than 256 KiB\"")
  void trailers_withoutEnd_areNotQuoted() {
    String start = CHUNKED + "5\r\n     \r\n0\r\n";
    server.respondWith(
        (request, connection) -> endless(connection.getOutputStream(), start, "X: y\r\n"));
    try (GitHubBilling billing = Clients.at(server.baseUrl()).build()) {
      assertThat(failure(billing)).hasMessageEndingWith("trailers have more than 256 KiB");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "-1", "99999999999999999999", "+152", "5\r\nContent-Length: 6"})
  @Regression(
      input = "a Content-Length that isn't a number of bytes, such as -5",
      before = "as if absent, or an IllegalArgumentException: exit status 2",
      now = "\"the response's Content-Length is not a number of bytes\"")
  void contentLength_notANumberOfBytes_isRefused(String length) {
    server.respondWith(
        ScriptedResponse.untilClose(
            200, Bodies.ACTIONS.getBytes(StandardCharsets.UTF_8), "Content-Length: " + length));
    try (GitHubBilling billing = Clients.at(server.baseUrl()).build()) {
      assertThat(failure(billing))
          .hasMessageEndingWith(": the response's Content-Length is not a number of bytes");
    }
  }

  @Test
  void http2_headersWithinTheLimit_areRead() {
    try (Http2Server h2 =
            new Http2Server(certificate.context(), out -> header(out, "link", 64_000));
        GitHubBilling billing = client(h2)) {
      // The response has no body.
      assertThat(catchThrowableOfType(RuntimeException.class, billing::actions))
          .hasMessageContaining("HTTP 200, but it is empty");
    }
  }

  @Test
  void http2_headersBeyondTheLimit_areRefused() {
    try (Http2Server h2 =
            new Http2Server(certificate.context(), out -> header(out, "link", 70_000));
        GitHubBilling billing = client(h2)) {
      assertThat(failure(billing))
          .hasMessageEndingWith(": the response has more than 64 KiB of headers");
    }
  }

  @Test
  void http2_headersWithoutEnd_areReadUpToAQuarterOfAMegabyte() {
    Http2Server.HeaderBlock block =
        out -> {
          while (sent.get() < ENDLESS) {
            header(out, "x", 1_000);
          }
        };
    try (Http2Server h2 = new Http2Server(certificate.context(), block);
        GitHubBilling billing = client(h2)) {
      assertThat(failure(billing))
          .hasMessageEndingWith(": header byte count limit of 262144 exceeded");
      assertThat(sent.get()).isLessThan(8 * MEGABYTE);
    }
  }

  /** A header whose length says that it is longer than the memory. */
  @Test
  void http2_headerOfTwoGigabytes_isRefusedByItsLength() {
    Http2Server.HeaderBlock block =
        out -> out.write(new byte[] {0, 1, 'x', 127, -1, -1, -1, -1, 6});
    try (Http2Server h2 = new Http2Server(certificate.context(), block);
        GitHubBilling billing = client(h2)) {
      assertThat(failure(billing))
          .hasMessageEndingWith(": header byte count limit of 262144 exceeded");
    }
  }

  private GitHubBilling client(Http2Server h2) {
    return Clients.at(h2.baseUrl()).tls(certificate.context().getSocketFactory()).build();
  }

  private void header(OutputStream out, String name, int length) throws IOException {
    Http2Server.literal(out, name, "a".repeat(length));
    sent.addAndGet(length);
  }

  private void endless(OutputStream to, String start, String part) throws IOException {
    OutputStream out = new BufferedOutputStream(to, 64 * 1024);
    out.write(start.getBytes(StandardCharsets.US_ASCII));
    byte[] bytes = part.getBytes(StandardCharsets.US_ASCII);
    while (sent.get() < ENDLESS) {
      out.write(bytes);
      sent.addAndGet(bytes.length);
    }
    out.flush();
  }

  private static ConnectionException failure(GitHubBilling billing) {
    return catchThrowableOfType(ConnectionException.class, billing::actions);
  }
}
