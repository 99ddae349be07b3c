package dev.ghbilling.sandbox.internal.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** A handler that compresses responses for clients that accept gzip. */
public final class GzipEncoding implements RequestHandler {
  private final RequestHandler inner;

  /** Compresses the responses of a handler. */
  public GzipEncoding(RequestHandler inner) {
    this.inner = inner;
  }

  @Override
  public ServerResponse handle(ServerRequest request) {
    ServerResponse response = inner.handle(request).withHeader("Vary", "Accept-Encoding");
    if (response.content().length() == 0
        || !accepts(request.header("Accept-Encoding").orElse(""))) {
      return response;
    }
    return response
        .withContent(new Compressed(response.content()))
        .withHeader("Content-Encoding", "gzip");
  }

  private static boolean accepts(String header) {
    return Arrays.stream(header.split(","))
        .map(String::strip)
        .anyMatch(coding -> coding.matches("(?i)gzip(\\s*;\\s*q=(1|1\\.0*|0\\.0*[1-9]\\d*))?"));
  }

  private record Compressed(Content plain) implements Content {
    @Override
    public long length() {
      return UNKNOWN;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      GZIPOutputStream compressed = new GZIPOutputStream(out);
      plain.writeTo(compressed);
      // Not closed, because that would close the connection's stream.
      compressed.finish();
    }
  }
}
