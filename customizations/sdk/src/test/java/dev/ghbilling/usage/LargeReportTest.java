package dev.ghbilling.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A report larger than the memory, read by a JVM with 64 MB. */
class LargeReportTest {
  private static final int ITEMS = 1_000_000;

  @AutoClose final RecordingServer server = new RecordingServer();

  @Test
  void items_aMillion_areReadIn64Megabytes() throws Exception {
    server.respondWith(report(ITEMS));
    ChildJvm.Exit child =
        ChildJvm.of(LargeReport.class).options("-Xmx64m").run(server.baseUrl().toString());

    assertThat(child.output().strip()).isEqualTo("1000000 100000.0");
    assertThat(child.status()).isZero();
  }

  private static ScriptedResponse report(int items) {
    byte[] item = UsageTest.row("octo/app").getBytes(StandardCharsets.UTF_8);
    return (request, connection) -> {
      OutputStream out = new BufferedOutputStream(connection.getOutputStream(), 1 << 16);
      out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      out.write("{\"usageItems\":[".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < items; i++) {
        if (i > 0) {
          out.write(',');
        }
        out.write(item);
      }
      out.write("]}".getBytes(StandardCharsets.UTF_8));
      out.flush();
    };
  }
}
