package dev.ghbilling.internal.transport;

import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** A body of a Feign response that has no known length and can be read once. */
public class UnreadBody implements Response.Body {
  private final InputStream in;

  /** Creates a body that is read from the stream. */
  public UnreadBody(InputStream in) {
    this.in = in;
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
    return in;
  }

  @Override
  public Reader asReader(Charset charset) {
    return new InputStreamReader(in, charset);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
