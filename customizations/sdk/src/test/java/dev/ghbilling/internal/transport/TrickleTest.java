package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.TrickleServer;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A peer that is never silent for long, and never done. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrickleTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

  /** What trickles. */
  enum Trickle {
    STATUS_LINE("HTTP/1.1 200 ", "x"),
    HEADER("HTTP/1.1 200 OK\r\nX: ", "x"),
    HEADERS("HTTP/1.1 200 OK\r\n", "X: y\r\n"),
    EARLY_HINTS("", "HTTP/1.1 103 Early Hints\r\n\r\n"),
    CONTINUE("", "HTTP/1.1 100 Continue\r\n\r\n"),
    BODY(OK + "\r\n", " "),
    STRING(OK + "\r\n{\"a\": \"", "x"),
    CHUNKS(OK + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n"),
    CHUNK_EXTENSION(OK + "Transfer-Encoding: chunked\r\n\r\n1;", "x"),
    TRAILERS(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", "X: y\r\n"),
    EMPTY_ENDED_LATE("HTTP/1.1 204 No Content\r\nX: ", "x"),
    REDIRECT("HTTP/1.1 302 Found\r\nLocation: /", "x"),
    ERROR("HTTP/1.1 500 No\r\n\r\n", " "),
    HANDSHAKE("\u0016\u0003\u0003?\u00FF\u0002\u0000?\u00F0\u0003\u0003", "x"),
    ALERTS("", "\u0015\u0003\u0003\u0000\u0002\u0001Z"),
    TUNNEL("HTTP/1.1 200 Connected\r\nX: ", "x"),
    SOCKS("\u0005\u0000\u0005\u0000\u0000\u0003\u00FF", "x");

    private final String beginning;
    private final String withoutEnd;

    Trickle(String beginning, String withoutEnd) {
      this.beginning = beginning;
      this.withoutEnd = withoutEnd;
    }

    GitHubBilling.Builder client(InetSocketAddress address) {
      URI hidden = URI.create("https://billing.invalid");
      String authority = "127.0.0.1:" + address.getPort();
      return switch (this) {
        case HANDSHAKE, ALERTS -> Clients.at(URI.create("https://" + authority));
        case TUNNEL -> Clients.at(hidden).proxy(new Proxy(Proxy.Type.HTTP, address));
        case SOCKS -> Clients.at(hidden).proxy(new Proxy(Proxy.Type.SOCKS, address));
        default -> Clients.at(URI.create("http://" + authority));
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void call_thatAPeerFeedsWithoutEnd_endsWithItsTime(Trickle trickle) {
    try (TrickleServer server = new TrickleServer(trickle.beginning, trickle.withoutEnd);
        GitHubBilling billing =
            trickle
                .client(server.address())
                .connectTimeout(LONG)
                .readTimeout(LONG)
                .callTimeout(Duration.ofMillis(500))
                .build()) {
      RuntimeException e = catchThrowableOfType(RuntimeException.class, billing::actions);

      if (trickle == Trickle.ERROR) {
        assertThat(e).isInstanceOf(ServerException.class);
      } else {
        assertThat(e)
            .isInstanceOf(ConnectionException.class)
            .hasMessageEndingWith("the time allowed is over");
      }
    }
  }
}
