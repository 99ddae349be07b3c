package dev.ghbilling.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.internal.selection.RequestSelection;
import dev.ghbilling.internal.transport.IoFailure;
import feign.Response;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An iterator over one list in a response, read from the connection one by one, so that a response
 * of any size takes the memory of one element. Other properties of the document are skipped. The
 * response is closed at its end, at a failure, and by {@link #close}.
 *
 * @param <T> the type of an element
 */
public final class JsonItems<T> implements Iterator<T>, AutoCloseable {
  /** As the mapper's, but without a bound on the size of a document. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final ObjectReader OTHER = reader(Object.class);

  private final String operation;
  private final int attempts;
  private final String list;
  private final ObjectReader reader;
  private final Response response;
  private final JsonDecoder decoder;
  private final RequestSelection selection;
  private final @Nullable Map<String, @Nullable Object> others;
  private final BodyStart body;
  private @Nullable JsonParser parser;
  private @Nullable MappingIterator<T> elements;
  private boolean listed;
  private boolean ended;
  private long count;
  private @Nullable T next;

  /**
   * Begins to read the list of a successful response.
   *
   * @param operation the operation's id, for messages
   * @param attempts how often the request was sent, for messages
   * @param list the property of the document that is the list
   * @param reader reads an element, see {@link #reader}
   * @param response the response, unread
   * @param selection what was asked, which no element may go beyond
   * @param decoder makes the exceptions for what can't be read
   */
  public JsonItems(
      String operation,
      int attempts,
      String list,
      ObjectReader reader,
      Response response,
      RequestSelection selection,
      JsonDecoder decoder) {
    this.operation = operation;
    this.attempts = attempts;
    this.list = list;
    this.reader = reader;
    this.response = response;
    this.selection = selection;
    this.others = selection.isOfDocument() ? new HashMap<>() : null;
    this.decoder = decoder;
    this.body = begin(response);
  }

  private static BodyStart begin(Response response) {
    try {
      return BodyStart.of(response);
    } catch (IOException e) {
      throw new IllegalStateException("the body of a response has no stream", e);
    }
  }

  /** Returns a reader of elements of the type, to be made once. */
  public static ObjectReader reader(Class<?> type) {
    return ApiJson.mapper().readerFor(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * Returns whether there is another element.
   *
   * @throws ConnectionException when the response breaks off
   * @throws UnreadableResponseException when the response isn't what the contract says
   */
  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      try {
        next = read();
      } catch (IOException | RuntimeException e) {
        close();
        throw failure(e);
      } catch (OutOfMemoryError e) {
        close();
        throw unreadable(JsonDecoder.OUT_OF_MEMORY, e);
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

  /** Lets the connection go, whether or not the list was read to its end. */
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
      require(json.currentToken() == JsonToken.START_OBJECT, "it is not a JSON object");
    }
    while (true) {
      if (elements != null) {
        if (elements.hasNextValue()) {
          require(
              json.currentToken() != JsonToken.VALUE_NULL, "an element of " + list + " is null");
          T item = elements.nextValue();
          requireSelected(selection.faultOfItem(item, count++));
          return item;
        }
        elements = null;
      }
      if (json.nextToken() != JsonToken.FIELD_NAME) {
        require(listed, "it has no " + list);
        require(json.nextToken() == null, "something follows the document");
        requireSelected(others == null ? null : selection.faultOfDocument(others));
        return null;
      }
      boolean wanted = json.currentName().equals(list);
      json.nextToken();
      if (wanted) {
        require(json.currentToken() == JsonToken.START_ARRAY, list + " is not a list");
        listed = true;
        json.clearCurrentToken();
        elements = reader.readValues(json);
      } else {
        keepOrSkip(json);
      }
    }
  }

  private void keepOrSkip(JsonParser json) throws IOException {
    if (others == null) {
      json.skipChildren();
    } else {
      others.put(json.currentName(), OTHER.readValue(json));
    }
  }

  private static void requireSelected(@Nullable String fault) {
    if (fault != null) {
      throw new MalformedDocumentException(fault);
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new MalformedDocumentException(otherwise);
    }
  }

  /** The fault of a document, on its way to the exception that tells it. */
  private static final class MalformedDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedDocumentException(String message) {
      super(message);
    }
  }

  private RuntimeException failure(Exception e) {
    IOException brokenOff = body.brokenOff(e);
    if (brokenOff != null) {
      return new ConnectionException(
          operation, attempts, "the response broke off: " + IoFailure.reason(brokenOff), brokenOff);
    }
    if (e instanceof JsonProcessingException json) {
      // Without the cause, since Jackson quotes what it can't read.
      return unreadable(
          "the response doesn't match the contract: " + JsonDecoder.reason(json), null);
    }
    if (e instanceof MalformedDocumentException) {
      return unreadable(String.valueOf(e.getMessage()), null);
    }
    return e instanceof RuntimeException fault ? fault : new IllegalStateException(e);
  }

  private UnreadableResponseException unreadable(String reason, @Nullable Throwable cause) {
    return decoder.unreadable(operation, attempts, response, body.start(), reason, cause);
  }
}
