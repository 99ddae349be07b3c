package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompressionTest {
  @AutoClose final RecordingServer server = new RecordingServer();
  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  @Test
  void response_compressed_isAskedForAndRead() throws IOException {
    server.respondWith(compressed(gzip(Bodies.ACTIONS)));

    assertThat(billing.actions().totalMinutesUsed()).isEqualByComparingTo("305");

    assertThat(server.request().header("Accept-Encoding")).containsExactly("gzip");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 40})
  @Regression(
      input = "a response in gzip that is cut off within its header",
      before = "\"the response broke off: EOFException\"",
      now = "\"the response broke off: its end is missing\"")
  void response_compressedAndCutShort_throws(int bytes) throws IOException {
    server.respondWith(compressed(Arrays.copyOf(gzip(Bodies.ACTIONS), bytes)));

    assertThat(failure()).hasMessageEndingWith("the response broke off: its end is missing");
  }

  @Test
  void response_compressedInTwoMembers_throws() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip(Bodies.ACTIONS.substring(0, 40)));
    members.write(gzip(Bodies.ACTIONS.substring(40)));
    server.respondWith(compressed(members.toByteArray()));

    assertThat(failure()).hasMessageContaining("the response broke off");
  }

  private ConnectionException failure() {
    return catchThrowableOfType(ConnectionException.class, billing::actions);
  }

  private static ScriptedResponse compressed(byte[] body) {
    return ScriptedResponse.untilClose(
        200, body, "Content-Type: application/json", "Content-Encoding: gzip");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return compressed.toByteArray();
  }
}
