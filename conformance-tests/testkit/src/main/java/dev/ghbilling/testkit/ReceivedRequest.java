package dev.ghbilling.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as it came over the wire.
 *
 * @param method the method
 * @param target path and query, still encoded
 * @param headers every header line, in order
 * @param body the body, as UTF-8
 */
public record ReceivedRequest(String method, String target, List<String> headers, String body) {
  /** Reads one from a connection. */
  static ReceivedRequest read(InputStream in) throws IOException {
    String[] first = line(in).split(" ", 3);
    List<String> headers = new ArrayList<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      headers.add(header);
    }
    ReceivedRequest head = new ReceivedRequest(first[0], first[1], List.copyOf(headers), "");
    int length = head.header("Content-Length").stream().mapToInt(Integer::parseInt).sum();
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new ReceivedRequest(first[0], first[1], head.headers(), body);
  }

  /** Returns the values of all headers of that name, in any case. */
  public List<String> header(String name) {
    String start = name + ":";
    return headers.stream()
        .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the client left");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
