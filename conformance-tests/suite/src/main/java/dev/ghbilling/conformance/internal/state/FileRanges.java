package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A check that a part of a downloaded file is that part of it. A server may send the whole file
 * instead, and has to if the file isn't the one that the client has a part of.
 */
record FileRanges(TestedCollection collection) implements Check.Procedure {
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,9})-(\\d{1,9})/(\\d{1,9}|\\*)");

  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    OperationResponse completed = ObservedProgress.of(context, collection).completed();
    for (JsonNode url :
        TestedCollection.item(completed).at(collection.progress().orElseThrow().brings())) {
      OperationResponse whole = DownloadedReport.download(context, completed, url.asText());
      if (whole.header("Content-Encoding").isEmpty() && whole.length() > 2) {
        return agree(context, completed, URI.create(url.asText()), whole);
      }
    }
    return Verdict.notApplicable("there is no file to read a part of");
  }

  private static Verdict agree(
      CheckContext context, OperationResponse completed, URI url, OperationResponse whole)
      throws InterruptedException {
    int length = whole.length();
    int third = length / 3;
    Map<String, Integer> ranges = new LinkedHashMap<>();
    ranges.put("bytes=%d-%d".formatted(third, 2 * third), third);
    ranges.put("bytes=%d-".formatted(third), third);
    ranges.put("bytes=-%d".formatted(third), length - third);
    for (Map.Entry<String, Integer> range : ranges.entrySet()) {
      Map<String, String> headers = new LinkedHashMap<>(Map.of("Range", range.getKey()));
      String tag = whole.header("ETag");
      // One that HTTP compares strongly; with any other the whole file is to be sent.
      if (tag.startsWith("\"")) {
        headers.put("If-Range", tag);
      }
      part(context.download(completed.request(), "GET", url, headers), whole, range.getValue())
          .orThrow();
    }
    Map<String, String> outdated =
        Map.of("Range", "bytes=%d-".formatted(third), "If-Range", "\"ghbilling-unknown\"");
    OperationResponse again = context.download(completed.request(), "GET", url, outdated);
    if (again.status() != OK) {
      return failed("HTTP 200 for a range of an unknown version", "HTTP " + again.status());
    }
    isSame(again, whole, 0, length).orThrow();
    return head(context.download(completed.request(), "HEAD", url, Map.of()), whole);
  }

  /** A URL may be for GET only; if it isn't, HEAD has the length of the file. */
  private static Verdict head(OperationResponse head, OperationResponse whole) {
    String length = head.header("Content-Length");
    boolean same = length.isEmpty() || length.equals(Integer.toString(whole.length()));
    return head.status() != OK || (head.isEmpty() && same)
        ? Verdict.passed()
        : failed("no body, and the length %d for HEAD".formatted(whole.length()), length);
  }

  private static Verdict part(OperationResponse response, OperationResponse whole, int first) {
    if (response.status() == OK) {
      return isSame(response, whole, 0, whole.length());
    }
    if (response.status() != PARTIAL_CONTENT) {
      return failed("HTTP 200 or 206 for a range", "HTTP " + response.status());
    }
    String header = response.header("Content-Range");
    Matcher range = CONTENT_RANGE.matcher(header);
    if (!range.matches() || Integer.parseInt(range.group(1)) != first) {
      return failed(
          "Content-Range: bytes %d-.../%d".formatted(first, whole.length()),
          header.isEmpty() ? "none" : header);
    }
    if (!range.group(3).equals("*") && Integer.parseInt(range.group(3)) != whole.length()) {
      return failed("the length %d in Content-Range".formatted(whole.length()), header);
    }
    return isSame(response, whole, first, Integer.parseInt(range.group(2)) + 1);
  }

  private static Verdict isSame(
      OperationResponse response, OperationResponse whole, int from, int to) {
    byte[] expected = Arrays.copyOfRange(whole.bytes(), from, Math.min(to, whole.length()));
    return Arrays.equals(response.bytes(), expected)
        ? Verdict.passed()
        : failed(
            "bytes %d to %d of the file".formatted(from, to - 1),
            "%d other bytes, with HTTP %d".formatted(response.length(), response.status()));
  }

  private static Verdict failed(String expected, String actual) {
    return Verdict.failed("GET of a part of a file", expected, actual);
  }
}
