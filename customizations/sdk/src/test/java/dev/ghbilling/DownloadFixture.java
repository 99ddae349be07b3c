package dev.ghbilling;

import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.exports.DownloadProgress;
import dev.ghbilling.exports.Exports;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.fixture.Documented;
import dev.ghbilling.fixture.FaultRow;
import dev.ghbilling.fixture.FaultRow.Facts;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A completed export of one file, two other hosts, and a client whose connections are counted. */
final class DownloadFixture implements AutoCloseable {
  /** The default content of the other hosts. */
  static final String ELSEWHERE = "net_amount\n1\n";

  private static final String TOKEN = "TheTokenOfTheFaultTable";
  private static final int ATTEMPTS = 5;

  /** The download timeout; pauses for rate limits are long. */
  private static final Duration ALLOWED = Duration.ofMinutes(20);

  /** The tolerance for a busy machine. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Sandbox sandbox =
      Sandbox.builder()
          .contract(Documented.CONTRACT)
          .usageItems(300)
          .exportDelay(Duration.ZERO)
          .start();
  private final RecordingServer elsewhere =
      new RecordingServer().respondWith(ScriptedResponse.of(200, ELSEWHERE));
  private final RecordingServer encrypted =
      new RecordingServer(TestCertificate.selfSigned("ip:127.0.0.1").context())
          .respondWith(ScriptedResponse.of(200, ELSEWHERE));
  private final ManualClock time = new ManualClock();
  private final Path folder = Files.createTempDirectory("downloads");
  private final Duration reading;
  private final ApiClients clients;
  private final Exports exports;
  private final String id;
  private final byte[] whole;

  /**
   * Starts the hosts and completes an export.
   *
   * @param reading the read timeout
   */
  DownloadFixture(Duration reading) throws IOException {
    this.reading = reading;
    this.clients =
        TestApiClients.of(
            Clients.at(sandbox.baseUrl(), time)
                .token(TOKEN)
                .retryPolicy(RetryPolicy.builder().maxAttempts(ATTEMPTS).build())
                .readTimeout(reading)
                .downloadTimeout(ALLOWED)
                .tls(TestCertificate.selfSigned("ip:127.0.0.1").context().getSocketFactory()));
    this.exports = Exports.of(clients, sandbox.enterprise());
    this.id =
        exports
            .request(
                UsageReportExportRequest.builder()
                    .reportType(UsageReportType.SUMMARIZED)
                    .startDate(LocalDate.of(2025, 1, 1))
                    .endDate(LocalDate.of(2025, 12, 31))
                    .build())
            .id();
    Path file = exports.export(id).downloadTo(folder).get(0);
    this.whole = Files.readAllBytes(file);
    Files.delete(file);
  }

  Sandbox sandbox() {
    return sandbox;
  }

  RecordingServer elsewhere() {
    return elsewhere;
  }

  RecordingServer encrypted() {
    return encrypted;
  }

  /** Injects the fault, downloads the export, and returns what was observed. */
  Facts facts(Consumer<DownloadFixture> fault, DownloadProgress progress) throws IOException {
    fault.accept(this);
    int before = sandbox.requests().size();
    Instant start = time.instant();
    long realStart = System.nanoTime();

    String outcome = outcome(progress);

    Duration real = Duration.ofNanos(System.nanoTime() - realStart);
    int open = clients.connectionsInUse();
    int requests =
        sandbox.requests().size()
            - before
            + elsewhere.requests().size()
            + encrypted.requests().size();
    long credentials =
        Stream.concat(
                    elsewhere.requests().stream().map(ReceivedRequest::toString),
                    encrypted.requests().stream().map(ReceivedRequest::toString))
                .filter(DownloadFixture::hasCredential)
                .count()
            + sandbox.requests().stream()
                .filter(request -> request.path().startsWith("/exports/"))
                .filter(request -> hasCredential(request.toString()))
                .count();
    return new Facts(
        outcome,
        requests,
        completeFiles(),
        (int) credentials,
        open,
        longest(
            real.minus(reading.multipliedBy(ATTEMPTS)).minus(GRACE),
            Duration.between(start, time.instant()).minus(ALLOWED),
            Duration.ZERO));
  }

  private String outcome(DownloadProgress progress) {
    try {
      exports.export(id).downloadTo(folder, progress);
      return FaultRow.SUCCESS;
    } catch (RuntimeException e) {
      if (Clients.messages(e).stream()
          .anyMatch(text -> text.contains(TOKEN) || text.contains("sig="))) {
        throw new AssertionError("a message has a secret in it", e);
      }
      return e.getClass().getSimpleName();
    } finally {
      // An interrupt may have ended the download.
      Thread.interrupted();
    }
  }

  /** Returns the number of files, all of which must be complete. */
  private int completeFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> left = files.toList();
      for (Path file : left) {
        byte[] content = Files.readAllBytes(file);
        if (!Arrays.equals(content, whole)
            && !Arrays.equals(content, ELSEWHERE.getBytes(StandardCharsets.UTF_8))) {
          throw new AssertionError(
              "%s has %d bytes, and the file %d".formatted(file, content.length, whole.length));
        }
      }
      return left.size();
    }
  }

  private static boolean hasCredential(String request) {
    return request.contains(TOKEN) || request.contains("Authorization");
  }

  private static Duration longest(Duration... durations) {
    return Stream.of(durations).max(Comparator.naturalOrder()).orElseThrow();
  }

  /** Returns a URL on the other host that serves TLS. */
  URI encryptedUrl() {
    return encrypted.baseUrl().resolve("/f");
  }

  @Override
  public void close() throws IOException {
    clients.close();
    elsewhere.close();
    encrypted.close();
    sandbox.close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
