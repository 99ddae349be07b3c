package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {
  @Test
  void start_portInUse_throws() {
    try (Sandbox first = Sandbox.builder().start()) {
      int port = first.baseUrl().getPort();

      assertThatThrownBy(() -> Sandbox.builder().port(port).start())
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void close_thenStartAtThePort_works() {
    Sandbox first = startWhereNoPortIsGivenOut();
    int port = first.baseUrl().getPort();
    assertThat(new TestClient(first).get("/actions").statusCode()).isEqualTo(200);
    first.close();

    try (Sandbox second = Sandbox.builder().port(port).start()) {
      assertThat(second.baseUrl().getPort()).isEqualTo(port);
      assertThat(new TestClient(second).get("/actions").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void close_twice_hasNoEffect() throws IOException {
    Sandbox sandbox = Sandbox.builder().start();
    try (Socket connection = RawResponse.connect(sandbox)) {
      sandbox.close();
      sandbox.close();

      assertThat(RawResponse.isClosed(connection)).isTrue();
    }
  }

  /** The processor's time, since that of the clock depends on what else the machine does. */
  @Test
  void start_firstRequest_takesLessThanASecondOfTheProcessor() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long best = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 3; attempt++) {
      long begun = system.getProcessCpuTime();
      try (Sandbox sandbox = Sandbox.builder().start()) {
        assertThat(new TestClient(sandbox).get("/actions").statusCode()).isEqualTo(200);
        best = Math.min(best, system.getProcessCpuTime() - begun);
      }
    }

    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofSeconds(1));
  }

  /**
   * A sandbox at a port that no process is given which asks for any: that range begins at 32768 or
   * later.
   */
  private static Sandbox startWhereNoPortIsGivenOut() {
    IllegalStateException inUse = new IllegalStateException("no port from 20000 to 20099 is free");
    for (int port = 20_000; port < 20_100; port++) {
      try {
        return Sandbox.builder().port(port).start();
      } catch (RuntimeException e) {
        inUse.addSuppressed(e);
      }
    }
    throw inUse;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void builder_blankText_throws(String blank) {
    assertThatThrownBy(() -> Sandbox.builder().enterprise(blank))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("enterprise");
    assertThatThrownBy(() -> Sandbox.builder().token(blank))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("token");
  }

  @Test
  void threads_running_areDaemons() {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      new TestClient(sandbox).get("/actions");

      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("ghbilling-sandbox"))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
    }
  }

  @Test
  void sandboxes_two_shareNoState() {
    try (Sandbox one = Sandbox.builder().start();
        Sandbox other = Sandbox.builder().start()) {
      byte[] before = new TestClient(other).get("/cost-centers").body();
      new TestClient(one)
          .delete(
              "/cost-centers/2eeb8ffe-6903-11ee-8c99-0242ac120002/resource",
              "{\"users\":[\"monalisa\"]}");

      assertThat(new TestClient(other).get("/cost-centers").body()).isEqualTo(before);
      assertThat(new TestClient(one).get("/cost-centers").body()).isNotEqualTo(before);
    }
  }

  @Test
  void connection_pipelinedRequests_getsBothResponses() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.baseUrl().getPort())) {
      String get =
          String.join(
              "\r\n",
              "GET /enterprises/octo-enterprise/settings/billing/packages HTTP/1.1",
              "Host: x",
              "Authorization: Bearer x",
              "");
      String both = get + "\r\n" + get + "Connection: close\r\n\r\n";
      socket.getOutputStream().write(both.getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = socket.getInputStream()) {
        String responses = new String(in.readAllBytes(), StandardCharsets.UTF_8);

        assertThat(responses.split("HTTP/1.1 200 OK", -1)).hasSize(3);
      }
    }
  }
}
