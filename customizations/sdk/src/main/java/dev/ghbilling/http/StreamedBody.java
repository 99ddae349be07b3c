package dev.ghbilling.http;

import feign.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that is still read when its call is over. It keeps the call's place among
 * those that are under way until it is closed, read to its end, or broken off.
 */
final class StreamedBody implements Response.Body {
  private final InputStream body;
  private final Admission.Place place;
  private final int attempts;

  StreamedBody(InputStream body, Admission.Place place, int attempts) {
    this.body = body;
    this.place = place;
    this.attempts = attempts;
  }

  /**
   * How often a request was sent until this answer came; 1 for one that no call of ours brought.
   */
  static int attempts(Response response) {
    return response.body() instanceof StreamedBody streamed ? streamed.attempts : 1;
  }

  @Override
  public @Nullable Integer length() {
    return null;
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public InputStream asInputStream() {
    return new Watched(body);
  }

  @Override
  public Reader asReader(Charset charset) {
    return new InputStreamReader(asInputStream(), charset);
  }

  @Override
  public void close() throws IOException {
    try {
      body.close();
    } finally {
      place.close();
    }
  }

  private final class Watched extends FilterInputStream {
    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read;
      try {
        read = super.read(buffer, offset, length);
      } catch (IOException e) {
        place.close();
        throw e;
      }
      if (read < 0) {
        place.close();
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        place.close();
      }
    }
  }
}
