package dev.ghbilling;

import dev.ghbilling.exports.DownloadProgress;
import dev.ghbilling.fixture.FaultRow;
import dev.ghbilling.fixture.FaultRows;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.testkit.ScriptedResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Faults of the storage during the download of an export's file. Each download begins with one
 * request for the export's URLs.
 */
final class DownloadFaults implements FaultRows {
  private static final String TARGET = "downloadTo";
  private static final String REFUSED = "DownloadException";

  /** The number of requests to a storage that always fails. */
  private static final int ATTEMPTS = 5;

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration LITTLE = Duration.ofSeconds(1);
  private static final Duration ENOUGH = Duration.ofSeconds(10);

  private final List<FaultRow> rows = new ArrayList<>();

  DownloadFaults() {
    connections();
    contents();
    ranges();
    statuses();
    redirects();
    lengths();
    times();
  }

  private void connections() {
    overcome("reset before the answer", Fault.reset());
    overcome("reset after the headers", Fault.ownResponse().resetAfterHeaders());
    overcome("reset within the body", Fault.ownResponse().resetWithinBody(5_000));
    overcome(
        "reset within the body, no ETag",
        Fault.ownResponse().resetWithinBody(5_000).withoutHeader("ETag"));
    overcome("closed within the body", Fault.ownResponse().truncatedAfter(5_000));
    overcome("closed after the headers", Fault.ownResponse().truncatedAfter(0));
    lasting("reset before every answer", Fault.reset());
    lasting("reset after the headers of every answer", Fault.ownResponse().resetAfterHeaders());
    lasting("closed after the headers of every answer", Fault.ownResponse().truncatedAfter(0));
  }

  private void contents() {
    overcome("shorter than its range", Fault.ownResponse().partial(5_000));
    overcome("longer than its range", Fault.ownResponse().overlong(10));
    lasting("longer than its range, every time", Fault.ownResponse().overlong(10));
    decisive("HTML with 200", Fault.htmlPage(200));
    decisive("HTML with 206", Fault.ownResponse().contentType("text/html; charset=utf-8"));
  }

  private void ranges() {
    overcome("206 that doesn't say of what", Fault.ownResponse().withoutHeader("Content-Range"));
    Fault another = Fault.ownResponse().header("Content-Range", "bytes 7-20/30");
    overcome("206 of another part", another);
    lasting("206 of another part, every time", another);
    overcome("416", Fault.status(416));
    refused("416, every time", 3, everyTime(Fault.status(416)));
    passing(
        "206 of another version, resumed",
        4,
        afterACut(Fault.ownResponse().header("ETag", "\"of another file\"")));
    passing(
        "206 of another length, resumed",
        4,
        afterACut(Fault.ownResponse().header("Content-Range", "bytes 3000-3999/4000")));
    passing("416, resumed", 4, afterACut(Fault.status(416)));
    passing("reset, resumed", 4, afterACut(Fault.reset()));
    passing("closed within the body, resumed", 4, afterACut(Fault.ownResponse().truncatedAfter(7)));
    passing("expired, resumed", 5, afterACut(Fault.expiredDownload()));
  }

  private void statuses() {
    for (int status : new int[] {403, 404, 410}) {
      passing(status + ", the address is renewed", 4, once(Fault.status(status)));
      refused(status + ", every time", 4, everyTime(Fault.status(status)));
    }
    passing("expired", 4, once(Fault.expiredDownload()));
    refused("expired, every time", 4, everyTime(Fault.expiredDownload()));
    for (int status : new int[] {400, 401, 405, 451}) {
      decisive(String.valueOf(status), Fault.status(status));
    }
    decisive("304", Fault.notModified());
    decisive("204", Fault.body(204, "", ""));
    for (int status : new int[] {408, 429, 500, 502, 503, 504}) {
      overcome(String.valueOf(status), Fault.status(status));
      lasting(status + ", every time", Fault.status(status));
    }
    decisive("501", Fault.status(501));
    overcome("503, whose body breaks off", Fault.status(503).resetWithinBody(3));
  }

  private void redirects() {
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      passing(
          status + " to another host",
          3,
          fixture -> everyTime(elsewhere(fixture, status)).accept(fixture));
    }
    passing(
        "302 to another host that speaks TLS",
        3,
        fixture ->
            everyTime(Fault.redirect(302, fixture.encryptedUrl().toString())).accept(fixture));
    refused(
        "302 to another host, from https to plain http",
        3,
        fixture -> {
          fixture
              .encrypted()
              .respondWith(
                  ScriptedResponse.of(
                      302, "", "Location: " + fixture.elsewhere().baseUrl() + "/f"));
          everyTime(Fault.redirect(302, fixture.encryptedUrl().toString())).accept(fixture);
        });
    for (String location :
        List.of("http://storage.example/f", "ftp://127.0.0.1/f", "http://", "http://[", "a:b")) {
      decisive("302 to " + location, Fault.redirect(302, location));
    }
    decisive("302 to nowhere", Fault.status(302));
    refused("307 to itself, without end", 7, everyTime(Fault.redirect(307, "")));
  }

  /** Ways of other hosts to state the length of a file. */
  private void lengths() {
    byte[] some = DownloadFixture.ELSEWHERE.substring(0, 5).getBytes(StandardCharsets.US_ASCII);
    String end = String.valueOf(DownloadFixture.ELSEWHERE.length());
    refused(
        "200 without a length, ended by the connection",
        5,
        elsewhere(ScriptedResponse.untilClose(200, some)));
    passing(
        "200 without a length, in a second answer with one",
        5,
        elsewhere(
            ScriptedResponse.untilClose(200, some),
            ScriptedResponse.of(200, DownloadFixture.ELSEWHERE)));
    passing(
        "206 without a total, ended by 416",
        5,
        elsewhere(
            ScriptedResponse.of(
                206,
                DownloadFixture.ELSEWHERE,
                "Content-Range: bytes 0-%d/*".formatted(DownloadFixture.ELSEWHERE.length() - 1),
                "ETag: \"1\""),
            ScriptedResponse.of(416, "", "Content-Range: bytes */" + end)));
    refused(
        "206 of the beginning, whatever is asked for",
        5,
        elsewhere(ScriptedResponse.of(206, "net_a", "Content-Range: bytes 0-4/*")));
    refused(
        "206 of a part, asked for all",
        5,
        elsewhere(
            ScriptedResponse.of(206, "net_a"),
            ScriptedResponse.of(206, "net_a", "Content-Range: bytes 0-4/" + end)));
  }

  private void times() {
    slow("no header in the time for reading", FaultRow.SUCCESS, 3, once(late()));
    slow("no header in the time for reading, every time", REFUSED, 1 + ATTEMPTS, everyTime(late()));
    Fault stalling = Fault.ownResponse().slow(1_000, LONG);
    slow("body stalls", FaultRow.SUCCESS, 3, once(stalling));
    slow("body stalls, every time", REFUSED, 1 + ATTEMPTS, everyTime(stalling));
    slow(
        "body is slow",
        FaultRow.SUCCESS,
        2,
        once(Fault.ownResponse().slow(2_000, Duration.ofMillis(5))));
    Fault endless = Fault.neverEndingBody().slow(1_000, Duration.ofMillis(5));
    row(
        "body without end, until the thread is interrupted",
        "CancellationException",
        2,
        ENOUGH,
        everyTime(endless),
        (part, parts, bytes, total) -> {
          if (bytes > 10_000) {
            Thread.currentThread().interrupt();
          }
        });
    row(
        "body without end, until the listener throws",
        "IllegalStateException",
        2,
        ENOUGH,
        everyTime(endless),
        (part, parts, bytes, total) -> {
          if (bytes > 10_000) {
            throw new IllegalStateException("enough");
          }
        });
  }

  private static Fault late() {
    return Fault.ownResponse().delayed(LONG);
  }

  private static Fault elsewhere(DownloadFixture fixture, int status) {
    return Fault.redirect(status, fixture.elsewhere().baseUrl() + "/f");
  }

  private static Consumer<DownloadFixture> elsewhere(ScriptedResponse... reactions) {
    return fixture -> {
      fixture.elsewhere().respondWith(reactions);
      everyTime(elsewhere(fixture, 302)).accept(fixture);
    };
  }

  private static Consumer<DownloadFixture> once(Fault fault) {
    return fixture -> fixture.sandbox().faults().onDownload().next(1).inject(fault);
  }

  private static Consumer<DownloadFixture> everyTime(Fault fault) {
    return fixture -> fixture.sandbox().faults().onDownload().next(Integer.MAX_VALUE).inject(fault);
  }

  /** Injects a fault into the response that resumes a cut download. */
  private static Consumer<DownloadFixture> afterACut(Fault fault) {
    return fixture -> {
      fixture.sandbox().faults().onDownload().next(2).inject(fault);
      fixture
          .sandbox()
          .faults()
          .onDownload()
          .next(1)
          .inject(Fault.ownResponse().truncatedAfter(3_000));
    };
  }

  /** Adds rows for a fault of one response only. */
  private void overcome(String fault, Fault met) {
    passing(fault, 3, once(met));
  }

  /** Adds rows for a fault of every response, which is retried. */
  private void lasting(String fault, Fault met) {
    refused(fault, 1 + ATTEMPTS, everyTime(met));
  }

  /** Adds rows for a fault that is not retried. */
  private void decisive(String fault, Fault met) {
    refused(fault, 2, everyTime(met));
  }

  private void passing(String fault, int requests, Consumer<DownloadFixture> script) {
    row(fault, FaultRow.SUCCESS, requests, ENOUGH, script, DownloadProgress.NONE);
  }

  private void refused(String fault, int requests, Consumer<DownloadFixture> script) {
    row(fault, REFUSED, requests, ENOUGH, script, DownloadProgress.NONE);
  }

  private void slow(String fault, String outcome, int requests, Consumer<DownloadFixture> script) {
    row(fault, outcome, requests, LITTLE, script, DownloadProgress.NONE);
  }

  private void row(
      String fault,
      String outcome,
      int requests,
      Duration reading,
      Consumer<DownloadFixture> script,
      DownloadProgress progress) {
    rows.add(
        new FaultRow(
            fault,
            TARGET,
            outcome,
            requests,
            () -> {
              try (DownloadFixture fixture = new DownloadFixture(reading)) {
                return fixture.facts(script, progress);
              }
            }));
  }

  @Override
  public Stream<FaultRow> rows() {
    return rows.stream();
  }
}
