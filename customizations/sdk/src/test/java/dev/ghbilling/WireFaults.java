package dev.ghbilling;

import dev.ghbilling.FaultStage.Setting;
import dev.ghbilling.fixture.Documented;
import dev.ghbilling.fixture.FaultRow;
import dev.ghbilling.fixture.FaultRows;
import dev.ghbilling.fixture.Reaction;
import dev.ghbilling.fixture.RecordedRequest;
import dev.ghbilling.fixture.RecordingServer;
import dev.ghbilling.fixture.SelfSigned;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Answers that no server of HTTP gives, so that the sandbox doesn't either; and TLS. */
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
    for (Operation operation : Documented.CONTRACT.operations()) {
      String id = operation.id();
      rows.add(
          new FaultRow(
              "status 999",
              id,
              "ApiException",
              1,
              () -> facts(operation, Reaction.answer(999, ""))));
      rows.add(new FaultRow("nobody listens", id, CONNECTION, 0, () -> refused(operation)));
      rows.add(
          new FaultRow(
              "307 from https to plain http", id, CONNECTION, 1, () -> downgraded(operation)));
    }
  }

  private void everywhere(String fault, int attempts, Reaction reaction) {
    for (Operation operation : Documented.CONTRACT.operations()) {
      int requests = Manner.of(operation) == Manner.WRITE ? 1 : attempts;
      rows.add(
          new FaultRow(
              fault, operation.id(), CONNECTION, requests, () -> facts(operation, reaction)));
    }
  }

  @Override
  public Stream<FaultRow> rows() {
    return rows.stream();
  }

  private static FaultRow.Facts facts(Operation operation, Reaction reaction) throws Exception {
    Setting setting = Setting.virtual(Duration.ZERO).at(new RecordingServer().reacting(reaction));
    try (FaultStage stage = new FaultStage(operation, operation.id(), setting)) {
      return stage.facts(nothing -> {});
    }
  }

  private static FaultRow.Facts refused(Operation operation) throws Exception {
    RecordingServer gone = new RecordingServer();
    gone.close();
    try (FaultStage stage =
        new FaultStage(operation, operation.id(), Setting.virtual(Duration.ZERO).at(gone))) {
      return stage.facts(nothing -> {});
    }
  }

  private static FaultRow.Facts downgraded(Operation operation) throws Exception {
    SelfSigned certificate = Certificate.OF_THIS_MACHINE;
    UnaryOperator<GitHubBillingBuilder> trusting = builder -> builder.tls(certificate.client());
    RecordingServer api = new RecordingServer(certificate.server());
    Setting setting =
        new Setting(Duration.ZERO, Duration.ofMinutes(2), false, Optional.of(api), trusting);
    try (FaultStage stage = new FaultStage(operation, operation.id(), setting)) {
      return stage.facts(
          it ->
              api.reacting(
                  Reaction.answer(307, "", "Location: " + it.elsewhere().baseUrl() + "/x")));
    }
  }

  /** Made when it is first needed. */
  static final class Certificate {
    static final SelfSigned OF_THIS_MACHINE = make();

    private static SelfSigned make() {
      try {
        Path folder = Files.createTempDirectory("tls");
        SelfSigned certificate = new SelfSigned(folder, "ip:127.0.0.1");
        Files.delete(folder.resolve("keys.p12"));
        Files.delete(folder);
        return certificate;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while keytool ran", e);
      }
    }
  }

  private static Reaction text(String answer) {
    return (request, connection) ->
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  private static void endlessHeaders(RecordedRequest request, Socket connection)
      throws IOException {
    OutputStream out = connection.getOutputStream();
    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
    byte[] header = ("X-More: " + "x".repeat(1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    while (true) {
      out.write(header);
    }
  }
}
