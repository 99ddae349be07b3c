package dev.ghbilling.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class RefusingPortTest {
  @Test
  void connect_whileOpen_isRefused() {
    try (RefusingPort port = new RefusingPort()) {
      for (int i = 0; i < 100; i++) {
        assertRefuses(port.port());
      }
    }
  }

  @Test
  void bind_whileOpen_isInUse() throws IOException {
    try (RefusingPort port = new RefusingPort();
        Socket other = new Socket()) {
      assertThatThrownBy(() -> other.bind(port.address())).hasMessageContaining("in use");
    }
  }

  static void assertRefuses(int port) {
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("refused");
  }
}
