package dev.ghbilling.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.UnreadableAnswerException;
import feign.Response;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one list in an answer, read from the connection one by one: an answer of any size
 * takes the memory of one element. Other properties of the document, before the list and behind it,
 * are skipped. The answer is closed at its end, at a fault, and by {@link #close}.
 *
 * @param <T> what an element is read as
 */
public final class JsonItems<T> implements Iterator<T>, AutoCloseable {
  /** Unlike that of {@link BillingJson}, without a bound on the size of a document. */
  private static final JsonFactory FACTORY = new JsonFactory();

  private final String operation;
  private final String list;
  private final ObjectReader reader;
  private final Response response;
  private final UnaryOperator<String> redaction;
  private final StartOfBody start;
  private final Watched body;
  private @Nullable JsonParser parser;
  private boolean listed;
  private boolean inList;
  private boolean ended;
  private @Nullable T next;

  private JsonItems(
      String operation,
      String list,
      ObjectReader reader,
      Response response,
      UnaryOperator<String> redaction,
      InputStream in) {
    this.operation = operation;
    this.list = list;
    this.reader = reader;
    this.response = response;
    this.redaction = redaction;
    this.start = new StartOfBody(in);
    this.body = new Watched(start);
  }

  /** How elements of a type are read; to be made once. */
  public static ObjectReader reader(Class<?> type) {
    return BillingJson.mapper()
        .readerFor(type)
        .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * The elements of the list of that name, in a successful answer.
   *
   * @param operation the operation's id, for messages
   * @param list the property of the document that is the list
   * @param reader made by {@link #reader}
   * @param response the answer, unread; closed by what is returned
   * @param redaction takes secrets out of what a fault quotes
   */
  public static <T> JsonItems<T> of(
      String operation,
      String list,
      ObjectReader reader,
      Response response,
      UnaryOperator<String> redaction) {
    try {
      InputStream in =
          response.body() == null ? InputStream.nullInputStream() : response.body().asInputStream();
      return new JsonItems<>(operation, list, reader, response, redaction, in);
    } catch (IOException e) {
      response.close();
      throw new ConnectionException(operation, StreamedBody.attempts(response), brokeOff(e), e);
    }
  }

  /**
   * @throws ConnectionException when the answer breaks off
   * @throws UnreadableAnswerException when it is not what the contract says
   */
  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      try {
        next = read();
      } catch (IOException | RuntimeException e) {
        close();
        throw failure(e);
      }
      if (next == null) {
        close();
      }
    }
    return next != null;
  }

  @Override
  public T next() {
    T item = hasNext() ? next : null;
    if (item == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return item;
  }

  /** Lets the connection go, read to its end or not. There is no further element then. */
  @Override
  public void close() {
    ended = true;
    next = null;
    response.close();
  }

  private @Nullable T read() throws IOException {
    JsonParser json = parser;
    if (json == null) {
      json = FACTORY.createParser(body);
      parser = json;
      require(json.nextToken() != null, "it is empty");
      require(json.currentToken() == JsonToken.START_OBJECT, "it is no JSON object");
    }
    while (true) {
      if (inList) {
        if (json.nextToken() != JsonToken.END_ARRAY) {
          T item = reader.readValue(json);
          require(item != null, "an element of " + list + " is null");
          return item;
        }
        inList = false;
      }
      if (json.nextToken() != JsonToken.FIELD_NAME) {
        require(listed, "it has no " + list);
        require(json.nextToken() == null, "something follows the document");
        return null;
      }
      boolean wanted = json.currentName().equals(list);
      json.nextToken();
      if (wanted) {
        require(json.currentToken() == JsonToken.START_ARRAY, list + " is no list");
        require(!listed, "it has " + list + " twice");
        listed = true;
        inList = true;
      } else {
        json.skipChildren();
      }
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new Unreadable(otherwise);
    }
  }

  /** What is wrong with the answer, on its way to the exception that says so. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  private RuntimeException failure(Exception e) {
    IOException brokenOff = body.failure;
    // Without a length and without chunks, this is all there is to see of a broken connection.
    if (brokenOff == null && body.ended && e instanceof JsonProcessingException) {
      brokenOff = new EOFException("it ended within the document");
    }
    if (brokenOff != null) {
      return new ConnectionException(
          operation, StreamedBody.attempts(response), brokeOff(brokenOff), brokenOff);
    }
    if (e instanceof JsonProcessingException json) {
      return unreadable("the answer is not what the contract says: " + JsonBody.reason(json));
    }
    if (e instanceof Unreadable) {
      return unreadable(String.valueOf(e.getMessage()));
    }
    return e instanceof RuntimeException fault ? fault : new IllegalStateException(e);
  }

  private static String brokeOff(IOException e) {
    return "the answer broke off: " + Reason.of(e);
  }

  /** Without a cause: Jackson quotes what it can't read. */
  private UnreadableAnswerException unreadable(String reason) {
    return new UnreadableAnswerException(
        operation,
        StreamedBody.attempts(response),
        new UnreadableAnswerException.Answer(
            response.status(),
            header("Content-Type").map(redaction),
            header("X-GitHub-Request-Id").map(redaction),
            redaction.apply(start.start())),
        redaction.apply(reason),
        null);
  }

  private Optional<String> header(String name) {
    return response.headers().getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Remembers how reading ended, however the parser puts it. */
  private static final class Watched extends FilterInputStream {
    private @Nullable IOException failure;
    private boolean ended;

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
      try {
        int read = super.read(buffer, offset, length);
        ended = read < 0;
        return read;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
