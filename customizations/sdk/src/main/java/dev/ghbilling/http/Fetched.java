package dev.ghbilling.http;

import java.io.Closeable;
import java.io.InputStream;
import java.util.Optional;

/** The answer to {@link Transport#get}, to be closed. */
public final class Fetched implements Closeable {
  private final ApiAnswer answer;

  Fetched(ApiAnswer answer) {
    this.answer = answer;
  }

  /** The HTTP status. */
  public int status() {
    return answer.status();
  }

  /** The first header of that name, whatever its case. */
  public Optional<String> header(String name) {
    return answer.headers().first(name);
  }

  /**
   * The body's bytes: as they were sent if the request said which {@code Accept-Encoding} it takes,
   * otherwise unzipped if they were zipped.
   */
  public InputStream body() {
    return answer.body();
  }

  /** Lets the connection go, also when the body was not read to its end. */
  @Override
  public void close() {
    answer.close();
  }
}
