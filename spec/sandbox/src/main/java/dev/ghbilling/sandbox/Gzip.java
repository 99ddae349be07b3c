package dev.ghbilling.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Compresses answers for those who ask for it. */
final class Gzip implements Responder {
  private final Responder inner;

  Gzip(Responder inner) {
    this.inner = inner;
  }

  @Override
  public Reply answer(Request request) {
    Reply reply = inner.answer(request).with("Vary", "Accept-Encoding");
    if (reply.content().length() == 0 || !accepts(request.header("Accept-Encoding").orElse(""))) {
      return reply;
    }
    return reply.with(new Compressed(reply.content())).with("Content-Encoding", "gzip");
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
      // Not closed: the connection isn't ours.
      compressed.finish();
    }
  }
}
