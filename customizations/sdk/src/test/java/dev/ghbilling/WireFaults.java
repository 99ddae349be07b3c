package dev.ghbilling;

import dev.ghbilling.FaultFixture.Setting;
import dev.ghbilling.fixture.FaultRow;
import dev.ghbilling.fixture.FaultRows;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.RefusingPort;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Responses that violate HTTP, which the sandbox can't send, and TLS faults: each with one
 * operation of each {@link OperationShape}.
 */
final class WireFaults implements FaultRows {
  private static final String CONNECTION = "ConnectionException";
  private static final int ATTEMPTS = 4;

  private final List<FaultRow> rows = new ArrayList<>();

  WireFaults() {
    everywhere("another protocol", ATTEMPTS, text("SSH-2.0-OpenSSH_9.6\r\n"));
    everywhere("a status that is no number", ATTEMPTS, text("HTTP/1.1 OK\r\n\r\n"));
    everywhere("headers without end", ATTEMPTS, WireFaults::endlessHeaders);
    everywhere("204 with a body", ATTEMPTS, text("HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\n{}"));
    everywhere(
        "a chunk of no size",
        ATTEMPTS,
        text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{"));
    for (Operation operation : OperationShape.representatives()) {
      String id = operation.id();
      rows.add(
          new FaultRow(
              "status 999",
              id,
              "ApiException",
              1,
              () -> facts(operation, ScriptedResponse.of(999, ""))));
      rows.add(new FaultRow("nobody listens", id, CONNECTION, 0, () -> refused(operation)));
      rows.add(
          new FaultRow(
              "307 from https to plain http", id, CONNECTION, 1, () -> downgraded(operation)));
    }
  }

  private void everywhere(String fault, int attempts, ScriptedResponse reaction) {
    for (Operation operation : OperationShape.representatives()) {
      int requests = Idempotency.of(operation) == Idempotency.WRITE ? 1 : attempts;
      rows.add(
          new FaultRow(
              fault, operation.id(), CONNECTION, requests, () -> facts(operation, reaction)));
    }
  }

  @Override
  public Stream<FaultRow> rows() {
    return rows.stream();
  }

  private static FaultRow.Facts facts(Operation operation, ScriptedResponse reaction)
      throws Exception {
    Setting setting =
        Setting.virtual(Duration.ZERO).at(new RecordingServer().respondWith(reaction));
    try (FaultFixture fixture = new FaultFixture(operation, operation.id(), setting)) {
      return fixture.facts(nothing -> {});
    }
  }

  private static FaultRow.Facts refused(Operation operation) throws Exception {
    try (RefusingPort port = new RefusingPort()) {
      Setting setting =
          new Setting(
              Duration.ZERO,
              Duration.ofMinutes(2),
              false,
              Optional.empty(),
              builder -> builder.baseUrl(port.baseUrl()));
      try (FaultFixture fixture = new FaultFixture(operation, operation.id(), setting)) {
        return fixture.facts(nothing -> {});
      }
    }
  }

  private static FaultRow.Facts downgraded(Operation operation) throws Exception {
    TestCertificate certificate = TestCertificate.selfSigned("ip:127.0.0.1");
    UnaryOperator<GitHubBilling.Builder> trusting =
        builder -> builder.tls(certificate.context().getSocketFactory());
    RecordingServer api = new RecordingServer(certificate.context());
    Setting setting =
        new Setting(Duration.ZERO, Duration.ofMinutes(2), false, Optional.of(api), trusting);
    try (FaultFixture fixture = new FaultFixture(operation, operation.id(), setting)) {
      return fixture.facts(
          it ->
              api.respondWith(
                  ScriptedResponse.of(307, "", "Location: " + it.elsewhere().baseUrl() + "/x")));
    }
  }

  private static ScriptedResponse text(String response) {
    return (request, connection) ->
        connection.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
  }

  private static void endlessHeaders(ReceivedRequest request, Socket connection)
      throws IOException {
    OutputStream out = connection.getOutputStream();
    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
    byte[] header = ("X-More: " + "x".repeat(1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    while (true) {
      out.write(header);
    }
  }
}
