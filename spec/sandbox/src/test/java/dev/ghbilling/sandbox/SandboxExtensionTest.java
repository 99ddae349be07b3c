package dev.ghbilling.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class SandboxExtensionTest {
  private static URI previous = URI.create("http://unset");
  private static Socket connection = new Socket();

  @AfterAll
  static void disconnect() throws IOException {
    connection.close();
  }

  @Test
  void baseUrl_beforeTheTests_throws() {
    assertThatThrownBy(() -> SandboxExtension.create().baseUrl())
        .isInstanceOf(IllegalStateException.class);
  }

  @Nested
  @ExtendWith(SandboxExtension.class)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  class InjectedSandbox {
    @BeforeAll
    static void sandbox_beforeAll_isStarted(Sandbox sandbox) {
      previous = sandbox.baseUrl();
    }

    @Test
    @Order(1)
    void sandbox_inATest_isTheSame(Sandbox sandbox) {
      assertThat(sandbox.baseUrl()).isEqualTo(previous);
    }

    @Test
    @Order(2)
    void sandbox_inTheNextTest_isTheSame(Sandbox sandbox) {
      assertThat(sandbox.baseUrl()).isEqualTo(previous);
      assertThat(new TestClient(sandbox).get("/actions").statusCode()).isEqualTo(200);
    }
  }

  @Nested
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  class SandboxInAnInstanceField {
    @RegisterExtension
    final SandboxExtension sandbox =
        SandboxExtension.create(Sandbox.builder().enterprise("configured"));

    @Test
    @Order(1)
    void sandbox_inATest_runs() throws IOException {
      assertThat(sandbox.enterprise()).isEqualTo("configured");
      previous = sandbox.baseUrl();
      connection = RawResponse.connect(sandbox.sandbox());
    }

    @Test
    @Order(2)
    void sandbox_inTheNextTest_isAnother() throws IOException {
      assertThat(sandbox.baseUrl()).isNotEqualTo(previous);
      assertThat(RawResponse.isClosed(connection)).isTrue();
    }
  }
}
